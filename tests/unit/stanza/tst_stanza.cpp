// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "stanza/element_reader.h"
#include "stanza/roster_item.h"
#include "stanza/stanza.h"

using namespace natter;

/// The element that `xml` is inside of a client stream.
static Element inStream(const QByteArray &xml)
{
    const auto stream = parseElement("<s xmlns='jabber:client'>" + xml + "</s>");
    return stream ? stream->firstChild() : Element();
}

static QByteArray written(const Element &element) { return element.toXml(u"jabber:client"); }

/// Messages, presence, IQs, stanza errors and roster items: what is one, and what is written.
class TestStanza : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageTypes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Message::Type>("expected");
        QTest::newRow("absent") << QByteArray() << Message::Type::Normal;
        QTest::newRow("empty") << QByteArray("type=''") << Message::Type::Normal;
        QTest::newRow("normal") << QByteArray("type='normal'") << Message::Type::Normal;
        QTest::newRow("chat") << QByteArray("type='chat'") << Message::Type::Chat;
        QTest::newRow("groupchat") << QByteArray("type='groupchat'") << Message::Type::Groupchat;
        QTest::newRow("headline") << QByteArray("type='headline'") << Message::Type::Headline;
        QTest::newRow("error") << QByteArray("type='error'") << Message::Type::Error;
        QTest::newRow("unknown") << QByteArray("type='sms'") << Message::Type::Normal;
        QTest::newRow("other case") << QByteArray("type='Groupchat'") << Message::Type::Normal;
        QTest::newRow("namespaced type") << QByteArray("xmlns:p='x' p:type='chat'") << Message::Type::Normal;
    }
    void messageTypes()
    {
        QFETCH(QByteArray, type);
        QFETCH(Message::Type, expected);
        const auto message = Message::read(inStream("<message " + type + "/>"));
        QVERIFY(message.has_value());
        QCOMPARE(message->type, expected);
    }

    void messageKeepsWhatItRead()
    {
        const QByteArray xml = "<message from='a@b/c' to='d@e' id='1' type='chat'><body>hi</body>"
                               "<x xmlns='urn:x'><y/></x></message>";
        const auto message = Message::read(inStream(xml));
        QVERIFY(message.has_value());
        QCOMPARE(message->from.toString(), QStringLiteral("a@b/c"));
        QCOMPARE(message->to.toString(), QStringLiteral("d@e"));
        QCOMPARE(message->id, QStringLiteral("1"));
        QCOMPARE(message->body(), QStringLiteral("hi"));
        QVERIFY(message->child({ u"urn:x", u"x" }));
        QVERIFY(message->child({ u"urn:x", u"y" }).isNull());
        QCOMPARE(written(message->write()), xml);
    }

    void oneBodyIsChosen_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QString>("body");
        QTest::newRow("none") << QByteArray("<subject>s</subject>") << QString();
        QTest::newRow("first of two") << QByteArray("<body>1</body><body>2</body>") << "1";
        QTest::newRow("without language before") << QByteArray("<body>1</body><body xml:lang='de'>2</body>") << "1";
        QTest::newRow("without language behind") << QByteArray("<body xml:lang='de'>2</body><body>1</body>") << "1";
        QTest::newRow("languages only") << QByteArray("<body xml:lang='de'>1</body><body xml:lang='fr'>2</body>")
                                        << "1";
        QTest::newRow("other namespace") << QByteArray("<body xmlns='http://www.w3.org/1999/xhtml'>x</body>")
                                         << QString();
        QTest::newRow("nested") << QByteArray("<f xmlns='urn:f'><body xmlns='jabber:client'>x</body></f>") << QString();
        QTest::newRow("markup inside") << QByteArray("<body>a<b xmlns='urn:b'>x</b>c</body>") << "ac";
        QTest::newRow("case") << QByteArray("<Body>x</Body>") << QString();
    }
    void oneBodyIsChosen()
    {
        QFETCH(QByteArray, children);
        QFETCH(QString, body);
        const auto message = Message::read(inStream("<message>" + children + "</message>"));
        QVERIFY(message.has_value());
        QCOMPARE(message->body(), body);
    }

    void emptyBodyIsNotAnAbsentOne()
    {
        QVERIFY(Message::read(inStream("<message/>"))->body().isNull());
        const auto empty = Message::read(inStream("<message><body/><body>second</body></message>"));
        QVERIFY(empty->body().isEmpty());
    }

    void otherElementsAreNoStanzas_data()
    {
        QTest::addColumn<QByteArray>("xml");
        for (const char *xml :
             { "<Message/>", "<message xmlns='jabber:server'/>", "<message xmlns=''/>", "<m:message xmlns:m='urn:m'/>",
               "<presences/>", "<iq xmlns='urn:iq' id='1' type='get'/>" }) {
            QTest::newRow(xml) << QByteArray(xml);
        }
    }
    void otherElementsAreNoStanzas()
    {
        QFETCH(QByteArray, xml);
        const Element element = inStream(xml);
        QVERIFY(!element.isNull());
        QVERIFY(!Message::read(element));
        QVERIFY(!Presence::read(element));
        QVERIFY(!Iq::read(element));
        QVERIFY(!Message::read(Element()));
        QVERIFY(!Presence::read(Element()));
        QVERIFY(!Iq::read(Element()));
    }

    void malformedAddressesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("address");
        for (const char *address : { "@", "a@", "@b", "a b@c", "a@b@c", "a@b/", "/r", "a@b..c", " a@b", "a@b ", "a@ b",
                                     "a&lt;b@c", "a&apos;b@c", "a@b/&#x2028;&#x85;", "a@b/\xef\xbf\xbd", "a:b@c" }) {
            QTest::newRow(address) << QByteArray(address);
        }
    }
    void malformedAddressesAreRefused()
    {
        QFETCH(QByteArray, address);
        for (const QByteArray &side : { QByteArray("from"), QByteArray("to") }) {
            const QByteArray attribute = ' ' + side + "='" + address + '\'';
            QVERIFY(!Message::read(inStream("<message" + attribute + "/>")));
            QVERIFY(!Presence::read(inStream("<presence" + attribute + "/>")));
            QVERIFY(!Iq::read(inStream("<iq id='1' type='get'" + attribute + "/>")));
        }
    }

    void addressesAreCanonical()
    {
        const auto message = Message::read(inStream("<message from='JULIET@Capulet.LIT./Bal cony'/>"));
        QVERIFY(message.has_value());
        QCOMPARE(message->from.toString(), QStringLiteral("juliet@capulet.lit/Bal cony"));
        QVERIFY(message->to.isNull());
    }

    void presence_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<Presence::Show>("show");
        QTest::addColumn<int>("priority");
        using Show = Presence::Show;
        QTest::newRow("plain") << QByteArray("<presence/>") << Show::Online << 0;
        QTest::newRow("away") << QByteArray("<presence><show>away</show></presence>") << Show::Away << 0;
        QTest::newRow("xa") << QByteArray("<presence><show>\n xa </show></presence>") << Show::ExtendedAway << 0;
        QTest::newRow("dnd") << QByteArray("<presence><show>dnd</show></presence>") << Show::DoNotDisturb << 0;
        QTest::newRow("chat") << QByteArray("<presence><show>chat</show></presence>") << Show::Chat << 0;
        QTest::newRow("unknown show") << QByteArray("<presence><show>asleep</show></presence>") << Show::Online << 0;
        QTest::newRow("two shows") << QByteArray("<presence><show>dnd</show><show>chat</show></presence>")
                                   << Show::DoNotDisturb << 0;
        QTest::newRow("foreign show") << QByteArray("<presence><show xmlns='urn:x'>dnd</show></presence>")
                                      << Show::Online << 0;
        QTest::newRow("priority") << QByteArray("<presence><priority>-7</priority></presence>") << Show::Online << -7;
        QTest::newRow("too high") << QByteArray("<presence><priority>128</priority></presence>") << Show::Online << 127;
        QTest::newRow("too low") << QByteArray("<presence><priority>-129</priority></presence>") << Show::Online
                                 << -128;
        QTest::newRow("no number") << QByteArray("<presence><priority>99999999999999999999</priority></presence>")
                                   << Show::Online << 0;
    }
    void presence()
    {
        QFETCH(QByteArray, xml);
        QFETCH(Presence::Show, show);
        QFETCH(int, priority);
        const auto presence = Presence::read(inStream(xml));
        QVERIFY(presence.has_value());
        QCOMPARE(presence->type, Presence::Type::Available);
        QCOMPARE(presence->show, show);
        QCOMPARE(presence->priority, priority);
    }

    void presenceTypes()
    {
        using Type = Presence::Type;
        const QList<std::pair<QByteArray, Type>> types {
            { "unavailable", Type::Unavailable },
            { "subscribe", Type::Subscribe },
            { "subscribed", Type::Subscribed },
            { "unsubscribe", Type::Unsubscribe },
            { "unsubscribed", Type::Unsubscribed },
            { "probe", Type::Probe },
            { "error", Type::Error },
        };
        for (const auto &[text, type] : types) {
            const auto presence = Presence::read(inStream("<presence type='" + text + "'/>"));
            QVERIFY(presence.has_value());
            QCOMPARE(presence->type, type);
            QCOMPARE(written(presence->write()), "<presence type='" + text + "'/>");
        }
        for (const QByteArray &text : { QByteArray("available"), QByteArray("Subscribe"), QByteArray("chat") }) {
            QVERIFY(!Presence::read(inStream("<presence type='" + text + "'/>")));
        }
    }

    void statusIsCut()
    {
        const QByteArray status(limits::statusChars + 1, 'x');
        const auto presence = Presence::read(inStream("<presence><status>" + status + "</status></presence>"));
        QCOMPARE(presence->status.size(), limits::statusChars);
    }

    void presenceReadAndWrittenIsTheSame()
    {
        const QByteArray xml = "<presence from='a@b/c'><show>away</show><status>out</status><priority>5</priority>"
                               "<c xmlns='http://jabber.org/protocol/caps'/></presence>";
        const auto presence = Presence::read(inStream(xml));
        QVERIFY(presence.has_value());
        QCOMPARE(written(presence->write()), xml);
    }

    void iqNeedsIdAndType_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        for (const char *attributes : { "", "id='1'", "type='get'", "id='' type='get'", "id='1' type=''",
                                        "id='1' type='query'", "id='1' type='GET'" }) {
            QTest::newRow(attributes) << QByteArray(attributes);
        }
    }
    void iqNeedsIdAndType()
    {
        QFETCH(QByteArray, attributes);
        QVERIFY(!Iq::read(inStream("<iq " + attributes + "><q xmlns='urn:q'/></iq>")));
    }

    void iqIsAnswered()
    {
        const auto request =
            Iq::read(inStream("<iq from='a@b/c' to='d@e' id='&lt;1&gt;' type='get'><q xmlns='urn:q'/></iq>"));
        QVERIFY(request.has_value());
        QVERIFY(request->isRequest());
        QVERIFY(request->payloadElement().is({ u"urn:q", u"q" }));
        QCOMPARE(written(request->resultFor().write()), "<iq to='a@b/c' id='&lt;1&gt;' type='result'/>");
        const Iq refusal = request->errorFor(StanzaError::Type::Cancel, QStringLiteral("service-unavailable"));
        QCOMPARE(written(refusal.write()),
                 "<iq to='a@b/c' id='&lt;1&gt;' type='error'><error type='cancel'>"
                 "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        const auto read = Iq::read(inStream(written(refusal.write())));
        QVERIFY(!read->isRequest());
        QCOMPARE(read->error().condition, QStringLiteral("service-unavailable"));
    }

    void errorsAreRead_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<StanzaError>("expected");
        const QByteArray stanzas = " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
        using Type = StanzaError::Type;
        const QString undefined = QStringLiteral("undefined-condition");
        QTest::newRow("empty") << QByteArray("<error/>") << StanzaError { Type::Cancel, undefined, {} };
        QTest::newRow("unknown type") << QByteArray("<error type='x'><gone" + stanzas + "/></error>")
                                      << StanzaError { Type::Cancel, "gone", {} };
        QTest::newRow("text") << QByteArray("<error type='wait'><conflict" + stanzas + "/><text" + stanzas
                                            + ">t</text></error>")
                              << StanzaError { Type::Wait, "conflict", "t" };
        QTest::newRow("unknown condition") << QByteArray("<error type='auth'><evil" + stanzas + "/></error>")
                                           << StanzaError { Type::Auth, undefined, {} };
        QTest::newRow("condition elsewhere") << QByteArray("<error type='modify'><gone xmlns='urn:x'/></error>")
                                             << StanzaError { Type::Modify, undefined, {} };
        QTest::newRow("application condition")
            << QByteArray("<error type='continue'><not-allowed" + stanzas + "/><closed xmlns='urn:app'/></error>")
            << StanzaError { Type::Continue, "not-allowed", {} };
    }
    void errorsAreRead()
    {
        QFETCH(QByteArray, xml);
        QFETCH(StanzaError, expected);
        const auto message = Message::read(inStream("<message type='error'>" + xml + "</message>"));
        QVERIFY(message->error().has_value());
        QVERIFY(*message->error() == expected);
        QVERIFY(*StanzaError::read(inStream(written(expected.write()))) == expected);
        QCOMPARE(expected.toError().kind, Error::Kind::Remote);
        QCOMPARE(expected.toError().condition, expected.condition);
    }

    void errorIqWithoutErrorIsStillAnError()
    {
        const auto iq = Iq::read(inStream("<iq id='1' type='error'/>"));
        QVERIFY(iq.has_value());
        QCOMPARE(iq->error().condition, QStringLiteral("undefined-condition"));
        QVERIFY(!StanzaError::read(inStream("<error xmlns='urn:x'/>")));
        QVERIFY(!StanzaError::read(Element()));
    }

    void rosterItems_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<RosterItem>("expected");
        using Subscription = RosterItem::Subscription;
        const Jid jid = Jid::orNull(u"a@b");
        QTest::newRow("least") << QByteArray("<item jid='a@b'/>")
                               << RosterItem { jid, {}, Subscription::None, false, {} };
        QTest::newRow("full") << QByteArray("<item jid='A@b/r' name='N' subscription='both' ask='subscribe'>"
                                            "<group>g</group><group> h </group><group>g</group><group/></item>")
                              << RosterItem { jid, "N", Subscription::Both, true, { "g", "h" } };
        QTest::newRow("unknown words") << QByteArray("<item jid='a@b' subscription='all' ask='yes'/>")
                                       << RosterItem { jid, {}, Subscription::None, false, {} };
        QTest::newRow("removed") << QByteArray("<item jid='a@b' subscription='remove'/>")
                                 << RosterItem { jid, {}, Subscription::Remove, false, {} };
        QTest::newRow("foreign group") << QByteArray(
            "<item jid='a@b' subscription='to'><group xmlns='x'>g</group></item>")
                                       << RosterItem { jid, {}, Subscription::To, false, {} };
        QTest::newRow("long name") << QByteArray(
            "<item jid='a@b' name='" + QByteArray(200, 'n')
            + "'/>") << RosterItem { jid, QString(limits::nameChars, u'n'), Subscription::None, false, {} };
    }
    void rosterItems()
    {
        QFETCH(QByteArray, xml);
        QFETCH(RosterItem, expected);
        const auto query = parseElement("<query xmlns='jabber:iq:roster'>" + xml + "</query>");
        const auto item = RosterItem::read(query->firstChild());
        QVERIFY(item.has_value());
        QVERIFY(*item == expected);
    }

    void rosterItemNeedsAnAddress()
    {
        for (const char *xml :
             { "<item/>", "<item jid=''/>", "<item jid='@'/>", "<item jid='a b@c'/>", "<items jid='a@b'/>" }) {
            const auto query = parseElement("<query xmlns='jabber:iq:roster'>" + QByteArray(xml) + "</query>");
            QVERIFY2(!RosterItem::read(query->firstChild()), xml);
        }
        QVERIFY(!RosterItem::read(Element()));
    }

    void rosterItemIsWrittenWithoutTheServersPart()
    {
        const RosterItem item { Jid::orNull(u"a@b"), "N", RosterItem::Subscription::Both, true, { "g<h" } };
        QCOMPARE(item.write().toXml(ns::roster), "<item jid='a@b' name='N'><group>g&lt;h</group></item>");
        const RosterItem removal { item.jid, "N", RosterItem::Subscription::Remove, false, { "g" } };
        QCOMPARE(removal.write().toXml(ns::roster), "<item jid='a@b' subscription='remove'/>");
    }

    void payloadIsTheFirstThatCanBeRead()
    {
        Message message;
        const auto query =
            parseElement("<q xmlns='jabber:iq:roster'><item jid='@'/><item jid='a@b'/><item jid='c@d'/></q>");
        for (const Element &item : query->children()) {
            message.addChild(item);
        }
        QVERIFY(message.has<RosterItem>());
        const auto item = message.payload<RosterItem>();
        QVERIFY(item.has_value());
        QCOMPARE(item->jid, Jid::orNull(u"a@b"));
        QVERIFY(!message.payload<StanzaError>());
    }
};

QTEST_GUILESS_MAIN(TestStanza)
#include "tst_stanza.moc"
