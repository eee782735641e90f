// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// The contact list on the server: who may change it, and what its versions mean.
class TestRoster : public QObject
{
    Q_OBJECT

    static constexpr ElementName queryName { u"jabber:iq:roster", u"query" };

    static QByteArray push(const QByteArray &sender, const QByteArray &item, const QByteArray &version = {})
    {
        return "<iq type='set' id='push1'" + (sender.isNull() ? QByteArray() : " from='" + sender + '\'')
            + "><query xmlns='jabber:iq:roster'" + (version.isNull() ? QByteArray() : " ver='" + version + '\'') + '>'
            + item + "</query></iq>";
    }

    static QString conditionOf(const Element &answer)
    {
        const auto iq = Iq::read(answer);
        return iq && iq->type == Iq::Type::Error ? iq->error().condition : QString();
    }

    static void verifyRefused(const QByteArray &stanza)
    {
        ProtocolSession session;
        session.start();
        const auto before = session.protocol.roster().items();
        QSignalSpy changed(&session.protocol.roster(), &Roster::changed);
        session.receive(stanza);
        QCOMPARE(session.protocol.roster().items(), before);
        QCOMPARE(changed.count(), 0);
        const auto answers = session.take();
        QCOMPARE(answers.size(), 1);
        QCOMPARE(conditionOf(answers.first()), QStringLiteral("service-unavailable"));
    }

private Q_SLOTS:
    void pushFromOurAccountIsTakenAndAnswered_data()
    {
        QTest::addColumn<QByteArray>("sender");
        QTest::newRow("absent") << QByteArray();
        QTest::newRow("own bare") << QByteArray("romeo@montague.lit");
        QTest::newRow("own bare in capitals") << QByteArray("Romeo@MONTAGUE.lit");
        QTest::newRow("own bare, trailing dot") << QByteArray("romeo@montague.lit.");
    }
    void pushFromOurAccountIsTakenAndAnswered()
    {
        QFETCH(QByteArray, sender);
        ProtocolSession session;
        session.start();
        QSignalSpy changed(&session.protocol.roster(), &Roster::changed);
        session.receive(push(sender, "<item jid='benvolio@montague.lit' name='Ben' subscription='both'/>", "v7"));
        QVERIFY(session.protocol.roster().contains(Jid::orNull(u"benvolio@montague.lit")));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(1).toString(), QStringLiteral("v7"));
        const auto answers = session.take();
        QCOMPARE(answers.size(), 1);
        const auto answer = Iq::read(answers.first());
        QCOMPARE(answer->type, Iq::Type::Result);
        QCOMPARE(answer->id, QStringLiteral("push1"));
        QCOMPARE(answer->to.isNull(), sender.isNull());
    }

    /// CVE-2014-0364, CVE-2015-8688, CVE-2016-9928, CVE-2019-16236
    void CVE_2014_0364_CVE_2016_9928_pushFromAnybodyElseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sender");
        for (const char *sender :
             { "juliet@capulet.lit", "juliet@capulet.lit/balcony", "paris@verona.lit/x", "montague.lit",
               "romeo@montague.lit/garden", "romeo@montague.lit/orchard", "mercutio@montague.lit", "capulet.lit",
               "friar@verona.lit/cell", "romeo@montague.lit.evil.lit", "conference.montague.lit" }) {
            QTest::newRow(sender) << QByteArray(sender);
        }
    }
    void CVE_2014_0364_CVE_2016_9928_pushFromAnybodyElseIsRefused()
    {
        QFETCH(QByteArray, sender);
        verifyRefused(push(sender, "<item jid='evil@verona.lit' subscription='both'/>"));
        verifyRefused(push(sender, "<item jid='juliet@capulet.lit' subscription='remove'/>"));
    }

    void CVE_2015_8688_strangersPushIsRefused()
    {
        verifyRefused(push("paris@verona.lit", "<item jid='paris@verona.lit' name='Mum' subscription='both'/>"));
    }

    void CVE_2019_16236_contactsPushIsRefused()
    {
        verifyRefused(push("juliet@capulet.lit/balcony", "<item jid='nurse@capulet.lit' subscription='remove'/>"));
    }

    void malformedSenderIsNotAbsent()
    {
        for (const QByteArray &sender : { QByteArray("@montague.lit"), QByteArray("romeo@"), QByteArray(" ") }) {
            ProtocolSession session;
            session.start();
            const auto before = session.protocol.roster().items();
            session.receive(push(sender, "<item jid='evil@verona.lit' subscription='both'/>"));
            QCOMPARE(session.protocol.roster().items(), before);
            QCOMPARE(session.protocol.droppedCount(), 1);
        }
    }

    void pushWithoutAUsableItemIsABadRequest_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("no address") << QByteArray("<item subscription='both'/>");
        QTest::newRow("malformed address") << QByteArray("<item jid='@' subscription='both'/>");
        QTest::newRow("other namespace") << QByteArray("<item xmlns='urn:x:evil' jid='a@b'/>");
    }
    void pushWithoutAUsableItemIsABadRequest()
    {
        QFETCH(QByteArray, item);
        ProtocolSession session;
        session.start();
        const auto before = session.protocol.roster().items();
        session.receive(push({}, item));
        QCOMPARE(session.protocol.roster().items(), before);
        QCOMPARE(conditionOf(session.take().value(0)), QStringLiteral("bad-request"));
    }

    void getIsNotAPush()
    {
        ProtocolSession session;
        session.start();
        session.receive(
            "<iq type='get' id='1' from='juliet@capulet.lit/balcony'><query xmlns='jabber:iq:roster'/></iq>");
        QCOMPARE(conditionOf(session.take().value(0)), QStringLiteral("service-unavailable"));
    }

    void removalTakesTheContactAway()
    {
        ProtocolSession session;
        session.start();
        session.receive(push({}, "<item jid='juliet@capulet.lit' subscription='remove'/>", "v8"));
        QVERIFY(!session.protocol.roster().contains(ProtocolSession::juliet()));
        QVERIFY(!session.protocol.roster().item(ProtocolSession::juliet()).seesUs());
    }

    void pushBehindTheListIsNotOverwrittenByIt()
    {
        ProtocolSession session;
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        const Element request = session.request(queryName);
        session.receiveAll({ ProtocolSession::resultTo(request,
                                                       "<query xmlns='jabber:iq:roster' ver='v1'>"
                                                       "<item jid='juliet@capulet.lit' subscription='none'/></query>"),
                             push({}, "<item jid='juliet@capulet.lit' subscription='both'/>", "v2"),
                             push({}, "<item jid='benvolio@montague.lit' subscription='both'/>", "v3") });
        ProtocolSession::settle();
        QVERIFY(session.protocol.roster().item(ProtocolSession::juliet()).seesUs());
        QVERIFY(session.protocol.roster().contains(Jid::orNull(u"benvolio@montague.lit")));
        session.protocol.endSession();
        session.take();
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        const auto again = Iq::read(session.request(queryName));
        QCOMPARE(again->payloadElement().attribute(u"ver"), QStringLiteral("v3"));
    }

    void versionIsAskedWithOnlyWhereTheServerKnowsVersions()
    {
        ProtocolSession session;
        session.protocol.roster().restore(
            { { ProtocolSession::juliet(), "J", RosterItem::Subscription::Both, false, {} } }, "v5");
        session.startUnanswered();
        QVERIFY(!Iq::read(session.request(queryName))->payloadElement().hasAttribute(u"ver"));
        session.protocol.endSession();
        session.take();
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        QCOMPARE(Iq::read(session.request(queryName))->payloadElement().attribute(u"ver"), QStringLiteral("v5"));
    }

    void emptyVersionIsSentWhenNoneIsKnown()
    {
        ProtocolSession session;
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        const Element query = Iq::read(session.request(queryName))->payloadElement();
        QVERIFY(query.hasAttribute(u"ver"));
        QVERIFY(query.attribute(u"ver").isEmpty());
    }

    void emptyResultMeansThatTheStoredListIsCurrent()
    {
        ProtocolSession session;
        session.protocol.roster().restore(
            { { ProtocolSession::juliet(), "J", RosterItem::Subscription::Both, false, {} } }, "v5");
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        QSignalSpy loaded(&session.protocol.roster(), &Roster::loaded);
        QSignalSpy replaced(&session.protocol.roster(), &Roster::replaced);
        session.receive(ProtocolSession::resultTo(session.request(queryName)));
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(replaced.count(), 0);
        QVERIFY(session.protocol.roster().contains(ProtocolSession::juliet()));
    }

    void newListReplacesTheStoredOne()
    {
        ProtocolSession session;
        session.protocol.roster().restore(
            { { ProtocolSession::juliet(), "J", RosterItem::Subscription::Both, false, {} } }, "v5");
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        session.receive(ProtocolSession::resultTo(
            session.request(queryName), "<query xmlns='jabber:iq:roster' ver='v6'><item jid='a@b'/></query>"));
        QTRY_VERIFY(session.protocol.roster().contains(Jid::orNull(u"a@b")));
        QVERIFY(!session.protocol.roster().contains(ProtocolSession::juliet()));
    }

    void foreignListIsNotTaken()
    {
        ProtocolSession session;
        session.startUnanswered();
        const QByteArray id = session.request(queryName).attribute(u"id").toUtf8();
        session.receive("<iq type='result' id='" + id
                        + "' from='juliet@capulet.lit/balcony'><query xmlns='jabber:iq:roster'>"
                          "<item jid='evil@verona.lit' subscription='both'/></query></iq>");
        ProtocolSession::settle();
        QVERIFY(session.protocol.roster().items().isEmpty());
        QCOMPARE(session.protocol.droppedCount(), 1);
    }

    void unansweredListIsAskedForAgain()
    {
        ProtocolSession session;
        session.startUnanswered();
        session.take();
        session.clock.advance(limits::iqDeadline);
        QTRY_VERIFY_WITH_TIMEOUT(!session.request(queryName).isNull(), 3000);
    }

    void endlessListIsCut_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("one less") << -1;
        QTest::newRow("as many") << 0;
        QTest::newRow("one more") << 1;
    }
    void pushBehindARefusedListDoesNotHideWhatIsMissing()
    {
        ProtocolSession session;
        session.protocol.roster().restore(
            { { ProtocolSession::juliet(), {}, RosterItem::Subscription::Both, false, {} } }, "v1");
        session.startUnanswered("<ver xmlns='urn:xmpp:features:rosterver'/>");
        session.receive("<iq type='error' id='" + session.request(queryName).attribute(u"id").toUtf8()
                        + "'><error type='wait'><resource-constraint "
                          "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QSignalSpy changed(&session.protocol.roster(), &Roster::changed);
        session.receive(push({}, "<item jid='nurse@capulet.lit' subscription='to'/>", "v5"));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(1).toString(), QString()); // next time everything is asked for
        QCOMPARE(session.protocol.roster().items().size(), 2);
    }

    void endlessListIsCut()
    {
        QFETCH(int, more);
        QByteArray items;
        for (int i = 0; i < limits::rosterItems + more; ++i) {
            items += "<item jid='c" + QByteArray::number(i) + "@b'/>";
        }
        ProtocolSession session;
        session.start(items);
        QCOMPARE(session.protocol.roster().items().size(), limits::rosterItems + qMin(0, more));
        QSignalSpy changed(&session.protocol.roster(), &Roster::changed);
        session.receive(push({}, "<item jid='late@b'/>"));
        QCOMPARE(session.protocol.roster().items().size(), qMin(limits::rosterItems, limits::rosterItems + more + 1));
        QCOMPARE(changed.count(), more < 0 ? 1 : 0); // what was not taken did not change
    }

    void changesGoToTheServer()
    {
        ProtocolSession session;
        session.start();
        session.protocol.roster().set(
            { ProtocolSession::juliet(), "Jule & <co>", RosterItem::Subscription::Both, false, { "A", "B" } });
        const auto set = Iq::read(session.request(queryName));
        QCOMPARE(set->type, Iq::Type::Set);
        QVERIFY(set->to.isNull());
        QCOMPARE(
            set->payloadElement().firstChild().toXml(ns::roster),
            QByteArray(
                "<item jid='juliet@capulet.lit' name='Jule &amp; &lt;co&gt;'><group>A</group><group>B</group></item>"));
        QVERIFY(session.protocol.roster().item(ProtocolSession::juliet()).handle == u"Juliet"); // until the push
        session.take();
        session.protocol.roster().remove(ProtocolSession::juliet());
        QCOMPARE(Iq::read(session.request(queryName))->payloadElement().firstChild().toXml(ns::roster),
                 QByteArray("<item jid='juliet@capulet.lit' subscription='remove'/>"));
    }
};

QTEST_GUILESS_MAIN(TestRoster)
#include "tst_roster.moc"
