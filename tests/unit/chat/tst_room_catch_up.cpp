// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "chat/room_catch_up.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// Before we speak in a room, what was said there is here: what we said ourselves may be among it.
class TestRoomCatchUp : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        Fixture() { goOnline(); }
        /// Bodies of what was sent to the garden since the last time.
        QStringList spoken()
        {
            waitForStore();
            settle();
            waitForStore();
            QStringList bodies;
            while (const auto message = takeMessage(garden)) {
                bodies.append(message->body());
            }
            return bodies;
        }
        QString type(const QString &text) { return awaited(outbox.send(garden, text)).value().stanzaId; }
        /// Up to the subject, in a room with an archive.
        void comeIn()
        {
            QVERIFY(describe(garden, withIds() + withArchive()));
            letIn();
            endHistory();
            waitForStore();
        }
        /// For the first time; nothing was said there before.
        void comeInFirst()
        {
            history.setReach(AccountSettings::History::Nothing);
            rooms.join(garden);
            serve();
            comeIn();
            if (const Element question = takeQuestion()) {
                finish(question, {}, {});
            }
        }
        /// On a new stream, up to what the archive is asked then.
        Element comeBack()
        {
            goOffline();
            goOnline();
            comeIn();
            return takeQuestion();
        }
        QStringList bodies()
        {
            QStringList texts;
            const auto messages = stored(inGarden);
            for (const ChatMessage &message : messages) {
                texts.append(message.body);
            }
            return texts;
        }
        Element takeQuestion()
        {
            waitForStore();
            return takeRequest(garden, ArchiveQuery::name);
        }
        /// A message of the archive, by somebody with an id there.
        void find(const Element &question, const QByteArray &archiveId, const QByteArray &nick, const QString &id,
                  const QByteArray &body, const QByteArray &occupant = {})
        {
            receive("<message from='" + text(garden) + "'><result xmlns='urn:xmpp:mam:2' id='" + archiveId
                    + "' queryid='" + question.child(ArchiveQuery::name).attribute(u"queryid").toUtf8()
                    + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                      "stamp='2020-01-01T00:00:00Z'/><message xmlns='jabber:client' type='groupchat' id='"
                    + id.toUtf8() + "' from='" + text(garden) + '/' + nick + "'><body>" + body + "</body>"
                    + occupantId(occupant.isEmpty() ? "id-" + nick : occupant)
                    + "</message></forwarded></result></message>");
        }
        void finish(const Element &question, const QByteArray &first, const QByteArray &last)
        {
            receive(resultTo(question,
                             "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
                             "<first>"
                                 + first + "</first><last>" + last + "</last></set></fin>"));
            waitForStore();
            settle();
        }
    };

private Q_SLOTS:
    void whatWeSaidIsSoughtInTheArchiveBeforeItIsSentAgain_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("room that is known") << true;
        QTest::newRow("room of which nothing is known yet") << false;
    }
    void whatWeSaidIsSoughtInTheArchiveBeforeItIsSentAgain()
    {
        QFETCH(bool, isKnown);
        Fixture f;
        f.comeInFirst();
        if (isKnown) {
            f.say("nurse", "known", "n0", f.stanzaId("a0"));
            f.waitForStore();
        }
        const QString arrived = f.type("one");
        const QString lost = f.type("two");
        QCOMPARE(f.spoken(), QStringList({ "one", "two" }));
        f.goOffline();
        f.goOnline();
        f.comeIn();
        QCOMPARE(f.spoken(), QStringList());
        f.say("nurse", "meanwhile", "n9", f.stanzaId("a9"));
        const Element question = f.takeQuestion();
        QVERIFY(question);
        f.find(question, "a1", "nurse", "n1", "before");
        f.find(question, "a2", "romeo", arrived, "one");
        f.finish(question, "a1", "a2");
        QCOMPARE(f.spoken(), QStringList("two"));
        QCOMPARE(f.of(arrived).delivery, Delivery::OnServer);
        QCOMPARE(f.of(arrived).archiveId, QString("a2"));
        QCOMPARE(f.of(lost).delivery, Delivery::Written);
        const QStringList order = f.bodies();
        QCOMPARE(order.count("one"), 1);
        QVERIFY(order.contains("before") && order.indexOf("before") < order.indexOf("meanwhile"));
    }

    /// Some services give everybody other occupant ids when they begin anew. Who is there is not us, whatever they say.
    void whatWeSaidUnderAnOlderOccupantIdIsOurs()
    {
        Fixture f;
        f.comeInFirst();
        f.say("nurse", "known", "n0", f.stanzaId("a0"));
        const QString arrived = f.type("one");
        const QString lost = f.type("two");
        QCOMPARE(f.spoken(), QStringList({ "one", "two" }));
        const Element question = f.comeBack();
        QVERIFY(question);
        f.find(question, "a2", "romeo", arrived, "one", "id-of-before");
        f.find(question, "a3", "romeo", lost, "two", "id-nurse");
        f.finish(question, "a2", "a3");
        QCOMPARE(f.spoken(), QStringList("two"));
        QCOMPARE(f.of(arrived).delivery, Delivery::OnServer);
        QCOMPARE(f.bodies().count("one"), 1);
    }

    /// What came live waits while the account's own archive is asked, and that may take longer than a stream lasts.
    void whatWaitsFromAnEarlierStreamStandsBeforeWhatWasMissedSince()
    {
        Fixture f;
        f.comeInFirst();
        f.say("nurse", "known", "n0", f.stanzaId("a0"));
        f.waitForStore();
        f.receiver.hold();
        f.say("nurse", "waits", "n1", f.stanzaId("a1"));
        f.goOffline();
        f.goOnline();
        f.receiver.hold();
        f.comeIn();
        const Element question = f.takeQuestion();
        QVERIFY(question);
        f.say("nurse", "live", "n3", f.stanzaId("a3"));
        f.find(question, "a2", "nurse", "n2", "missed");
        f.finish(question, "a2", "a2");
        f.receiver.release(MessageReceiver::CaughtUp::Yes);
        f.waitForStore();
        QCOMPARE(f.bodies(), QStringList({ "known", "waits", "missed", "live" }));
    }

    void withoutAnArchiveTheSubjectIsTheEndOfThePast()
    {
        Fixture f;
        f.rooms.join(f.garden);
        f.type("one");
        f.serve();
        QVERIFY(f.describe(f.garden, RoomSession::withIds()));
        f.letIn();
        QCOMPARE(f.spoken(), QStringList());
        f.endHistory();
        QCOMPARE(f.spoken(), QStringList("one"));
        f.type("two");
        QCOMPARE(f.spoken(), QStringList("two"));
        QVERIFY(!f.takeQuestion());
    }

    void whoMayNotSpeakWaits()
    {
        Fixture f;
        f.rooms.join(f.garden);
        f.type("one");
        f.serve();
        QVERIFY(f.describe(f.garden, RoomSession::withIds() + RoomSession::feature("muc_moderated")));
        f.letIn(RoomSession::standing("visitor") + "<status code='110'/>");
        f.endHistory();
        QCOMPARE(f.spoken(), QStringList());
        f.arrive("romeo", RoomSession::standing("participant") + "<status code='110'/>",
                 RoomSession::occupantId("id-romeo"));
        QCOMPARE(f.spoken(), QStringList("one"));
        f.arrive("romeo", RoomSession::standing("visitor") + "<status code='110'/>",
                 RoomSession::occupantId("id-romeo"));
        f.type("two");
        QCOMPARE(f.spoken(), QStringList());
    }

    void whatIsSaidOutsideWaits()
    {
        Fixture f;
        f.rooms.join(f.garden);
        f.serve();
        QVERIFY(f.describe(f.garden, RoomSession::withIds()));
        f.letIn();
        f.endHistory();
        QCOMPARE(f.spoken(), QStringList());
        f.depart("romeo", RoomSession::standing("none") + "<status code='110'/><status code='307'/>");
        const QString id = f.type("one");
        QCOMPARE(f.spoken(), QStringList());
        QCOMPARE(f.of(id).delivery, Delivery::Queued);
        f.rooms.join(f.garden);
        QVERIFY(f.describe(f.garden, RoomSession::withIds()));
        f.letIn();
        f.endHistory();
        QCOMPARE(f.spoken(), QStringList("one"));
    }
};

QTEST_GUILESS_MAIN(TestRoomCatchUp)
#include "tst_room_catch_up.moc"
