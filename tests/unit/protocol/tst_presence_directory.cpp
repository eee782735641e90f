// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Who is there, on which devices, and who asks to see us.
class TestPresenceDirectory : public QObject
{
    Q_OBJECT

    static QByteArray presence(const QByteArray &sender, const QByteArray &content = {}, const QByteArray &type = {})
    {
        return "<presence from='" + sender + '\'' + (type.isEmpty() ? QByteArray() : " type='" + type + '\'') + '>'
            + content + "</presence>";
    }

private Q_SLOTS:
    void everyDeviceIsKept()
    {
        ProtocolSession session;
        session.start();
        auto &directory = session.protocol.presence();
        QSignalSpy changed(&directory, &PresenceDirectory::changed);
        session.receive(presence("juliet@capulet.lit/balcony",
                                 "<show>away</show><status>dreaming</status>"
                                 "<priority>5</priority>"));
        session.receive(presence("juliet@capulet.lit/chamber"));
        session.receive(presence("Juliet@CAPULET.lit./phone", "<show>dnd</show><priority>-1</priority>"));
        const auto resources = directory.resources(ProtocolSession::juliet());
        QCOMPARE(resources.keys(), QStringList({ "balcony", "chamber", "phone" }));
        QCOMPARE(resources["balcony"], (ResourcePresence { Presence::Show::Away, "dreaming", 5 }));
        QCOMPARE(resources["phone"], (ResourcePresence { Presence::Show::DoNotDisturb, {}, -1 }));
        QCOMPARE(directory.best(ProtocolSession::juliet())->priority, 5);
        QCOMPARE(changed.count(), 3);
        session.receive(presence("juliet@capulet.lit/balcony", {}, "unavailable"));
        QCOMPARE(directory.resources(ProtocolSession::juliet()).size(), 2);
        QCOMPARE(directory.best(ProtocolSession::juliet())->show, Presence::Show::Online);
        session.receive(presence("juliet@capulet.lit/chamber", {}, "unavailable"));
        session.receive(presence("juliet@capulet.lit/phone", {}, "unavailable"));
        QVERIFY(!directory.best(ProtocolSession::juliet()).has_value());
    }

    void whoMayNotBeSeenAnyMoreIsGone_data()
    {
        QTest::addColumn<QByteArray>("subscription");
        QTest::addColumn<bool>("seen");
        QTest::newRow("removed") << QByteArray("remove") << false;
        QTest::newRow("neither way") << QByteArray("none") << false;
        QTest::newRow("they see us") << QByteArray("from") << false;
        QTest::newRow("renamed") << QByteArray("both") << true;
    }
    void whoMayNotBeSeenAnyMoreIsGone()
    {
        QFETCH(QByteArray, subscription);
        QFETCH(bool, seen);
        ProtocolSession session;
        session.start();
        auto &directory = session.protocol.presence();
        session.receive(presence("juliet@capulet.lit/balcony"));
        session.receive(presence("nurse@capulet.lit/hall"));
        QSignalSpy changed(&directory, &PresenceDirectory::changed);
        session.receive("<iq type='set' id='p'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.lit' "
                        "subscription='"
                        + subscription + "'/></query></iq>");
        QCOMPARE(directory.best(ProtocolSession::juliet()).has_value(), seen);
        QCOMPARE(changed.count(), seen ? 0 : 1);
        QVERIFY(directory.best(Jid::orNull(u"nurse@capulet.lit")).has_value());
    }

    void bestIsTheMostAvailableOfTheHighestPriority_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other"); ///< the better
        const auto show = [](const char *text, int priority) {
            return "<show>" + QByteArray(text) + "</show><priority>" + QByteArray::number(priority) + "</priority>";
        };
        QTest::newRow("free for chat") << QByteArray() << show("chat", 0);
        QTest::newRow("away") << show("dnd", 0) << show("away", 0);
        QTest::newRow("busy") << show("xa", 0) << show("dnd", 0);
        QTest::newRow("priority first") << show("chat", 1) << show("xa", 2);
        QTest::newRow("unknown show is online") << show("away", 0) << show("partying", 0);
    }
    void bestIsTheMostAvailableOfTheHighestPriority()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        for (const bool reversed : { false, true }) {
            ProtocolSession session;
            session.start();
            session.receive(presence("juliet@capulet.lit/1", reversed ? other : one));
            session.receive(presence("juliet@capulet.lit/2", reversed ? one : other));
            const auto resources = session.protocol.presence().resources(ProtocolSession::juliet());
            QCOMPARE(session.protocol.presence().best(ProtocolSession::juliet()),
                     std::optional(resources[reversed ? "1" : "2"]));
        }
    }

    void oddPresenceIsReadOrDropped_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<int>("priority"); ///< 1000: dropped
        const auto row = [](const char *name, const QByteArray &stanza, int value) {
            QTest::newRow(name) << stanza << value;
        };
        const QByteArray from = "juliet@capulet.lit/a";
        row("priority too high", presence(from, "<priority>4000</priority>"), 127);
        row("priority too low", presence(from, "<priority>-99999</priority>"), -128);
        row("priority overflows", presence(from, "<priority>99999999999999999999</priority>"), 0);
        row("priority is text", presence(from, "<priority>high</priority>"), 0);
        row("unknown type", presence(from, {}, "invisible"), 1000);
        row("malformed sender", presence("@", {}), 1000);
    }
    void oddPresenceIsReadOrDropped()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(int, priority);
        ProtocolSession session;
        session.start();
        session.receive(stanza);
        const auto best = session.protocol.presence().best(ProtocolSession::juliet());
        QCOMPARE(best.has_value(), priority != 1000);
        QCOMPARE(session.protocol.droppedCount(), priority == 1000 ? 1 : 0);
        if (best) {
            QCOMPARE(best->priority, priority);
        }
    }

    void wholeAccountGoesOfflineAtOnce()
    {
        ProtocolSession session;
        session.start();
        session.receive(presence("juliet@capulet.lit/a"));
        session.receive(presence("juliet@capulet.lit/b"));
        session.receive(presence("juliet@capulet.lit", {}, "unavailable"));
        QVERIFY(session.protocol.presence().resources(ProtocolSession::juliet()).isEmpty());
    }

    void everybodyIsOfflineAfterTheSession()
    {
        ProtocolSession session;
        session.start();
        session.receive(presence("juliet@capulet.lit/a"));
        QSignalSpy cleared(&session.protocol.presence(), &PresenceDirectory::cleared);
        session.protocol.endSession();
        QCOMPARE(cleared.count(), 1);
        QVERIFY(!session.protocol.presence().best(ProtocolSession::juliet()).has_value());
    }

    void devicesOfOneContactAreBounded()
    {
        ProtocolSession session;
        session.start();
        for (int i = 0; i < 500; ++i) {
            session.receive(presence("juliet@capulet.lit/" + QByteArray::number(i)));
        }
        QTRY_VERIFY(session.protocol.presence().resources(ProtocolSession::juliet()).size() >= 10);
        QVERIFY(session.protocol.presence().resources(ProtocolSession::juliet()).size() <= 64);
    }

    void strangersCannotFillTheMemory()
    {
        ProtocolSession session;
        session.start();
        int known = 0;
        for (int i = 0; i < limits::rosterItems + 100; ++i) {
            Presence directed;
            directed.from = Jid::orNull(QStringLiteral("x%1@verona.lit/a").arg(i));
            session.protocol.presence().incoming(directed);
            known += session.protocol.presence().best(directed.from.bare()).has_value() ? 1 : 0;
        }
        QVERIFY(known <= limits::rosterItems);
        session.receive(presence("juliet@capulet.lit/a")); // and contacts are not kept out by them
        QVERIFY(session.protocol.presence().best(ProtocolSession::juliet()).has_value());
    }

    void requestIsShownToThePerson()
    {
        ProtocolSession session;
        session.start();
        QSignalSpy requested(&session.protocol.presence(), &PresenceDirectory::subscriptionRequested);
        QSignalSpy withdrawn(&session.protocol.presence(), &PresenceDirectory::subscriptionWithdrawn);
        session.receive(presence("paris@verona.lit",
                                 "<status>It is I</status>"
                                 "<nick xmlns='http://jabber.org/protocol/nick'> Count\n Paris </nick>",
                                 "subscribe"));
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.first().at(0).value<Jid>(), Jid::orNull(u"paris@verona.lit"));
        QCOMPARE(requested.first().at(1).toString(), QStringLiteral("Count Paris"));
        QCOMPARE(requested.first().at(2).toString(), QStringLiteral("It is I"));
        QVERIFY(session.sent.isEmpty());
        session.receive(presence("paris@verona.lit", {}, "unsubscribe"));
        QCOMPARE(withdrawn.count(), 1);
        QVERIFY(session.sent.isEmpty());
    }

    void nothingIsEverAcceptedAutomatically_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::newRow("plain") << presence("paris@verona.lit", {}, "subscribe");
        QTest::newRow("already a contact") << presence("nurse@capulet.lit", {}, "subscribe");
        QTest::newRow("moved") << presence("paris@verona.lit",
                                           "<moved xmlns='urn:xmpp:moved:1'><old-jid>"
                                           "juliet@capulet.lit</old-jid></moved>",
                                           "subscribe");
        QTest::newRow("token") << presence("paris@verona.lit", "<preauth xmlns='urn:xmpp:pars:0' token='1'/>",
                                           "subscribe");
        QTest::newRow("subscribed unasked") << presence("paris@verona.lit", {}, "subscribed");
        QTest::newRow("unsubscribed") << presence("juliet@capulet.lit", {}, "unsubscribed");
        QTest::newRow("probe") << presence("paris@verona.lit", {}, "probe");
        QTest::newRow("roster suggestion")
            << QByteArray("<message from='paris@verona.lit'><x xmlns='http://jabber.org/protocol/rosterx'>"
                          "<item action='add' jid='evil@verona.lit'/></x></message>");
    }
    void nothingIsEverAcceptedAutomatically()
    {
        QFETCH(QByteArray, stanza);
        ProtocolSession session;
        session.start();
        const auto before = session.protocol.roster().items();
        session.receive(stanza);
        ProtocolSession::settle();
        QVERIFY(session.sent.isEmpty());
        QCOMPARE(session.protocol.roster().items(), before);
    }

    void decisionsGoToTheBareAddress()
    {
        ProtocolSession session;
        session.start();
        const Jid full = Jid::orNull(u"paris@verona.lit/hall");
        session.protocol.presence().subscribe(full);
        session.protocol.presence().approve(full);
        session.protocol.presence().refuse(full);
        const auto sent = session.take();
        QCOMPARE(sent.size(), 3);
        const QStringList types { "subscribe", "subscribed", "unsubscribed" };
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(sent[i].attribute(u"type"), types[i]);
            QCOMPARE(sent[i].attribute(u"to"), QStringLiteral("paris@verona.lit"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPresenceDirectory)
#include "tst_presence_directory.moc"
