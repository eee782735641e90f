// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Fingerprints of programs (XEP-0115): computed as the specification says, believed only if they match.
class TestCapabilities : public QObject
{
    Q_OBJECT

    static DiscoInfo info(const QByteArray &content)
    {
        return *DiscoInfo::read(
            elementFrom("<query xmlns='http://jabber.org/protocol/disco#info'>" + content + "</query>"));
    }

    static QString sha1(const QByteArray &text)
    {
        return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
    }

    static QByteArray presence(const QByteArray &from, const QByteArray &version, const QByteArray &hash = "sha-1")
    {
        return "<presence from='" + from + "'><c xmlns='http://jabber.org/protocol/caps' node='urn:x:client' ver='"
            + version + "' hash='" + hash + "'/></presence>";
    }

    static QByteArray form(const QByteArray &type, const QByteArray &fields = {},
                           const QByteArray &fieldType = "hidden")
    {
        return "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='" + fieldType + "'><value>" + type
            + "</value></field>" + fields + "</x>";
    }

    static constexpr ElementName question = DiscoInfo::name;
    static constexpr auto identity = "<identity category='client' type='pc' name='X'/>";

    /// Answers the open question in `session` with that content.
    static void answer(ProtocolSession &session, const QByteArray &content)
    {
        const Element request = session.request(question);
        QVERIFY(!request.isNull());
        const QByteArray node = Iq::read(request)->payloadElement().attribute(u"node").toUtf8();
        session.take();
        session.receive(ProtocolSession::resultTo(request,
                                                  "<query xmlns='http://jabber.org/protocol/disco#info' node='" + node
                                                      + "'>" + content + "</query>"));
        ProtocolSession::settle();
    }

    static constexpr auto juliet = "juliet@capulet.lit/balcony";
    static Jid device() { return Jid::orNull(u"juliet@capulet.lit/balcony"); }

private Q_SLOTS:
    void simpleExampleOfTheSpecification()
    {
        QCOMPARE(capabilitiesHash(info("<identity category='client' name='Exodus 0.9.1' type='pc'/>"
                                       "<feature var='http://jabber.org/protocol/disco#info'/>"
                                       "<feature var='http://jabber.org/protocol/disco#items'/>"
                                       "<feature var='http://jabber.org/protocol/muc'/>"
                                       "<feature var='http://jabber.org/protocol/caps'/>")),
                 QStringLiteral("QgayPKawpkPSDYmwT/WM94uAlu0="));
    }

    void complexExampleOfTheSpecification()
    {
        QCOMPARE(capabilitiesHash(
                     info("<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
                          "<identity xml:lang='el' category='client' name='\316\250 0.11' type='pc'/>"
                          "<feature var='http://jabber.org/protocol/caps'/>"
                          "<feature var='http://jabber.org/protocol/disco#info'/>"
                          "<feature var='http://jabber.org/protocol/disco#items'/>"
                          "<feature var='http://jabber.org/protocol/muc'/>"
                          "<x xmlns='jabber:x:data' type='result'>"
                          "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
                          "<field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>"
                          "<field var='os'><value>Mac</value></field>"
                          "<field var='os_version'><value>10.5.1</value></field>"
                          "<field var='software'><value>Psi</value></field>"
                          "<field var='software_version'><value>0.11</value></field></x>")),
                 QStringLiteral("q07IKJEyjvHSyhy//CH0CxmKi8w="));
    }

    void orderIsThatOfTheSpecification_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("features as octets, not as letters")
            << QByteArray("<feature var='b'/><feature var='B'/><feature var='\303\244'/><feature var='a'/>")
            << QByteArray("B<a<b<\303\244<");
        QTest::newRow("features as octets, not as UTF-16")
            << QByteArray("<feature var='\360\220\200\200'/><feature var='\357\275\241'/>")
            << QByteArray("\357\275\241<\360\220\200\200<");
        QTest::newRow("identities by category before type")
            << QByteArray("<identity category='client-x' type='a'/><identity category='client' type='pc'/>")
            << QByteArray("client/pc//<client-x/a//<");
        QTest::newRow("identities by language") << QByteArray(
            "<identity category='c' type='t' xml:lang='en' name='a'/>"
            "<identity category='c' type='t' xml:lang='de' name='b'/><identity category='c' type='t' name='z'/>")
                                                << QByteArray("c/t//z<c/t/de/b<c/t/en/a<");
        QTest::newRow("values in a field")
            << form("F", "<field var='v'><value>2</value><value>1</value></field>") << QByteArray("F<v<1<2<");
        QTest::newRow("fields by name") << form("F", "<field var='b'/><field var='a'><value>1</value></field>")
                                        << QByteArray("F<a<1<b<");
        QTest::newRow("forms by type") << form("urn:b") + form("urn:a") << QByteArray("urn:a<urn:b<");
        QTest::newRow("forms by type, one being the start of another")
            << form("urn:a:2") + form("urn:a") << QByteArray("urn:a<urn:a:2<");
    }
    void orderIsThatOfTheSpecification()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, text);
        QCOMPARE(capabilitiesHash(info(content)), sha1(text));
    }

    void illFormedInformationHasNoFingerprint_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("same identity twice") << QByteArray(identity) + identity;
        QTest::newRow("same feature twice") << QByteArray("<feature var='a'/><feature var='b'/><feature var='a'/>");
        QTest::newRow("same form twice") << form("F") + form("F");
        QTest::newRow("two forms of one type") << form("F", "<field var='a'/>") + form("F", "<field var='b'/>");
        QTest::newRow("form of two types")
            << QByteArray("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' "
                          "type='hidden'><value>a</value><value>b</value>"
                          "</field></x>");
    }
    void illFormedInformationHasNoFingerprint()
    {
        QFETCH(QByteArray, content);
        QVERIFY(capabilitiesHash(info(content)).isEmpty());
    }

    void formWithoutAHiddenTypeIsLeftOut()
    {
        const QString plain = capabilitiesHash(info(identity));
        QCOMPARE(capabilitiesHash(info(identity + form("F", {}, "text-single"))), plain);
        QCOMPARE(capabilitiesHash(info(QByteArray(identity) + "<x xmlns='jabber:x:data'><field var='a'/></x>")), plain);
        QVERIFY(capabilitiesHash(info(identity + form("F"))) != plain);
    }

    void textCannotImitateTheStructure_data()
    {
        QTest::addColumn<QByteArray>(
            "content"); ///< must not have the fingerprint of client/pc//X with features a and b
        QTest::newRow("two features in one") << QByteArray(identity) + "<feature var='a&lt;b'/>";
        QTest::newRow("features in the name")
            << QByteArray("<identity category='client' type='pc' name='X&lt;a&lt;b'/>");
        QTest::newRow("features in a form's type") << identity + form("a&lt;b");
        QTest::newRow("feature in a field") << QByteArray(identity) + form("a", "<field var='b'/>");
        QTest::newRow("feature in a value") << QByteArray("<feature var='client/pc//X'/>") + form("a&lt;b");
    }
    void textCannotImitateTheStructure()
    {
        QFETCH(QByteArray, content);
        const QString honest = sha1("client/pc//X<a<b<");
        ProtocolSession session;
        session.start();
        session.receive(presence("friar@verona.lit/evil", honest.toLatin1()));
        answer(session, content);
        session.receive(presence(juliet, honest.toLatin1()));
        if (!session.request(question).isNull()) { // asked herself, as nothing was believed for her
            answer(session, QByteArray(identity) + "<feature var='a'/><feature var='b'/>");
        }
        QVERIFY(session.protocol.capabilities().supports(device(), u"a"));
        QVERIFY(session.protocol.capabilities().supports(device(), u"b"));
    }

    void matchingAnswerHoldsForEverybodyWithThatFingerprint()
    {
        ProtocolSession session;
        session.start();
        const QByteArray version = sha1("client/pc//X<a<").toLatin1();
        session.receive(presence(juliet, version));
        const Element request = session.request(question);
        QCOMPARE(request.attribute(u"to"), QString::fromLatin1(juliet));
        QCOMPARE(Iq::read(request)->payloadElement().attribute(u"node"),
                 QString::fromLatin1("urn:x:client#" + version));
        answer(session, QByteArray(identity) + "<feature var='a'/>");
        QVERIFY(session.protocol.capabilities().supports(device(), u"a"));
        QVERIFY(!session.protocol.capabilities().supports(device(), u"b"));
        session.receive(presence("nurse@capulet.lit/kitchen", version));
        QVERIFY(session.request(question).isNull());
        QVERIFY(session.protocol.capabilities().supports(Jid::orNull(u"nurse@capulet.lit/kitchen"), u"a"));
        session.receive("<presence type='unavailable' from='juliet@capulet.lit/balcony'/>");
        QVERIFY(!session.protocol.capabilities().supports(device(), u"a"));
    }

    void answerThatDoesNotMatchIsNotBelieved()
    {
        ProtocolSession session;
        session.start();
        const QByteArray version = sha1("client/pc//X<a<").toLatin1();
        session.receive(presence("friar@verona.lit/evil", version));
        answer(session, QByteArray(identity) + "<feature var='b'/>");
        QVERIFY(!session.protocol.capabilities().supports(Jid::orNull(u"friar@verona.lit/evil"), u"b"));
        session.receive(presence(juliet, version)); // somebody else with that fingerprint is asked
        QVERIFY(!session.request(question).isNull());
        answer(session, QByteArray(identity) + "<feature var='a'/>");
        QVERIFY(session.protocol.capabilities().supports(device(), u"a"));
    }

    void answerOfAnotherIsNotBelieved()
    {
        ProtocolSession session;
        session.start();
        session.receive(presence(juliet, sha1("client/pc//X<a<").toLatin1()));
        const QByteArray id = session.request(question).attribute(u"id").toUtf8();
        session.receive("<iq type='result' id='" + id
                        + "' from='friar@verona.lit/evil'><query "
                          "xmlns='http://jabber.org/protocol/disco#info'>"
                        + identity + "<feature var='a'/></query></iq>");
        ProtocolSession::settle();
        QVERIFY(!session.protocol.capabilities().supports(device(), u"a"));
        QCOMPARE(session.protocol.droppedCount(), 1);
    }

    void unverifiableFingerprintIsNotAskedAbout_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::newRow("no hash") << QByteArray("<presence from='juliet@capulet.lit/a'><c "
                                               "xmlns='http://jabber.org/protocol/caps' node='n' ver='1'/></presence>");
        QTest::newRow("broken hash") << presence(juliet, "abc=", "md5");
        QTest::newRow("no fingerprint") << presence(juliet, "");
        QTest::newRow("going offline")
            << presence(juliet, "abc=").replace("<presence ", "<presence type='unavailable' ");
    }
    void unverifiableFingerprintIsNotAskedAbout()
    {
        QFETCH(QByteArray, stanza);
        ProtocolSession session;
        session.start();
        session.receive(stanza);
        QVERIFY(session.sent.isEmpty());
    }

    void strangersAreNotAsked_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("stranger") << QByteArray("paris@verona.lit/hall");
        QTest::newRow("contact who may not see us") << QByteArray("nurse@capulet.lit/kitchen");
        QTest::newRow("contact without any subscription") << QByteArray("tybalt@capulet.lit/x");
    }
    void strangersAreNotAsked()
    {
        QFETCH(QByteArray, from);
        ProtocolSession session;
        session.start();
        session.receive(presence(from, "abc="));
        ProtocolSession::settle();
        QVERIFY(session.sent.isEmpty()); // an answer to anything would tell them our full address
    }

    void floodOfFingerprintsAsksTwoAtATime()
    {
        ProtocolSession session;
        session.start();
        for (int i = 0; i < 5000; ++i) {
            session.receive(presence("juliet@capulet.lit/" + QByteArray::number(i), "v" + QByteArray::number(i)));
        }
        ProtocolSession::settle();
        QCOMPARE(session.sent.size(), limits::capsInFlight);
        session.clock.advance(limits::iqDeadline);
        session.take();
        const auto asked = [&session] { // besides, our own server may be asked again
            return std::count_if(session.sent.cbegin(), session.sent.cend(), [](const Element &element) {
                return element.attribute(u"to").startsWith(u"juliet@capulet.lit");
            });
        };
        QTRY_COMPARE_WITH_TIMEOUT(asked(), limits::capsInFlight, 3000);
        session.protocol.endSession();
        session.take();
        ProtocolSession::settle();
        QVERIFY(session.sent.isEmpty());
        session.start();
        session.receive(presence(juliet, "new="));
        QCOMPARE(session.sent.size(), 1);
    }

    void ownPresenceCarriesWhatWeAnswer()
    {
        ProtocolSession session;
        session.start();
        session.protocol.sendPresence({});
        const auto sent = Presence::read(session.take().value(0));
        const auto caps = sent->payload<EntityCapabilities>();
        QVERIFY(caps.has_value());
        QCOMPARE(caps->hash, QStringLiteral("sha-1"));
        session.receive("<iq type='get' id='d1' from='juliet@capulet.lit/balcony'><query "
                        "xmlns='http://jabber.org/protocol/disco#info' node='"
                        + (caps->node + u'#' + caps->version).toUtf8() + "'/></iq>");
        const auto answered = Iq::read(session.take().value(0));
        QCOMPARE(answered->type, Iq::Type::Result);
        const auto ours = answered->payload<DiscoInfo>();
        QVERIFY(ours.has_value());
        QCOMPARE(capabilitiesHash(*ours), caps->version);
        QVERIFY(ours->features.contains(u"http://jabber.org/protocol/caps"));
        QVERIFY(ours->features.contains(u"http://jabber.org/protocol/disco#info"));
    }

    void goodbyeCarriesNoFingerprint()
    {
        ProtocolSession session;
        session.start();
        Presence goodbye;
        goodbye.type = Presence::Type::Unavailable;
        session.protocol.sendPresence(goodbye);
        QVERIFY(!Presence::read(session.take().value(0))->has<EntityCapabilities>());
    }
};

QTEST_GUILESS_MAIN(TestCapabilities)
#include "tst_capabilities.moc"
