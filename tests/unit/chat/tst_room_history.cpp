// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_session.h"

#include "chat/history_backfill.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using History = AccountSettings::History;

/// What was said in a room while we were not there is asked of the room, and only the room may say it.
class TestRoomHistory : public QObject
{
    Q_OBJECT

    struct Fixture : ArchiveSession
    {
        HistoryBackfill history { account, protocol.archive(), receiver, store, clock };
        QSignalSpy caughtUp { &history, &HistoryBackfill::roomCaughtUp };
        const Jid garden = Jid::orNull(u"garden@chat.capulet.lit");

        Fixture()
        {
            start();
            history.restore();
            waitForStore();
            take();
        }
        /// The last that is known of the room has the number `known`; 0: nothing is.
        ArchiveGap enter(const Jid &room, int known)
        {
            const auto gap = awaited(store.call([this, room, known](Store &opened) {
                const ConversationId conversation { account, room };
                if (known != 0) {
                    ChatMessage last;
                    last.conversation = conversation;
                    last.kind = ChatKind::Room;
                    last.nick = QStringLiteral("nurse");
                    last.body = QString::number(known);
                    last.archiveId = QStringLiteral("a%1").arg(known);
                    last.stanzaId = QStringLiteral("s%1").arg(known);
                    last.time = clock.now();
                    opened.messages().record({ last }).value();
                }
                return opened.openRoomGap(conversation, clock.now());
            }));
            history.setRoomReachable(room, true);
            waitForStore();
            return gap.value();
        }
        /// The question that is open to the room; null: none is.
        Element asked(const Jid &room) const
        {
            for (const Element &element : sent) {
                const auto iq = Iq::read(element);
                if (iq && iq->to == room && iq->payloadElement().is(ArchiveQuery::name)) {
                    return element;
                }
            }
            return {};
        }
        bool asks(const Jid &room) const { return !asked(room).isNull(); }
        ResultSet setOf(const Jid &room) const
        {
            return ResultSet::read(asked(room).child(ArchiveQuery::name).child(ResultSet::name)).value_or(ResultSet());
        }
        Element takeQuestion(const Jid &room)
        {
            const Element question = asked(room);
            sent.removeOne(question);
            return question;
        }
        static QByteArray result(const QByteArray &query, int number, const QByteArray &from, const QByteArray &inner)
        {
            const QByteArray id = QByteArray::number(number);
            return "<message from='" + from + "'><result xmlns='urn:xmpp:mam:2' id='a" + id + "' queryid='" + query
                + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                  "stamp='2020-01-01T00:00:00Z'/><message xmlns='jabber:client' type='groupchat' id='s"
                + id + "' from='" + inner + "'><body>" + id + "</body></message></forwarded></result></message>";
        }
        static QByteArray end(int first, int last, bool complete)
        {
            return QByteArray("<fin xmlns='urn:xmpp:mam:2' complete='") + (complete ? "true" : "false")
                + "'><set xmlns='http://jabber.org/protocol/rsm'><first>a" + QByteArray::number(first)
                + "</first><last>a" + QByteArray::number(last) + "</last></set></fin>";
        }
        void answer(const Jid &room, int first, int last, bool complete = false)
        {
            const Element iq = takeQuestion(room);
            const QByteArray query = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
            const QByteArray from = room.toString().toUtf8();
            for (int number = first; number <= last; ++number) {
                receive(result(query, number, from, from + "/nurse"));
            }
            receive(resultTo(iq, end(first, last, complete)));
            waitForStore();
        }
        void refuse(const Jid &room, const QByteArray &condition)
        {
            const Element iq = takeQuestion(room);
            receive("<iq type='error' id='" + iq.attribute(u"id").toUtf8() + "' from='" + room.toString().toUtf8()
                    + "'><error type='cancel'><" + condition
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
            waitForStore();
        }
        QList<ArchiveGap> gapsOf(const Jid &room)
        {
            waitForStore();
            return awaited(store.call([this, room](Store &opened) {
                       return opened.archive().gapsOf({ account, room });
                   }))
                .value();
        }
    };

private Q_SLOTS:
    void whatWasMissedIsFetchedFromTheRoom()
    {
        Fixture f;
        f.enter(f.garden, 3);
        QVERIFY(f.asks(f.garden));
        QCOMPARE(f.setOf(f.garden).before, QString());
        QVERIFY(f.history.isFetchingMissed(f.garden));
        QVERIFY(!f.history.isFetchingMissed() && !f.history.isUnderWay()); // those are about our own
        QCOMPARE(f.history.filling(), QSet<qint64> { f.history.gaps().first().id });
        QVERIFY(f.history.ownGaps().isEmpty());
        f.answer(f.garden, 7, 9);
        QCOMPARE(f.setOf(f.garden).before, QString("a7"));
        QVERIFY(f.caughtUp.isEmpty());
        f.answer(f.garden, 2, 6); // reaches what is here
        QVERIFY(!f.asks(f.garden));
        QVERIFY(f.gapsOf(f.garden).isEmpty() && f.history.gaps().isEmpty());
        QCOMPARE(f.caughtUp.size(), 1);
        QCOMPARE(f.caughtUp.first().first().value<Jid>(), f.garden);
        QVERIFY(!f.history.isFetchingMissed(f.garden));
    }

    void roomThatIsOutOfReachIsNotAsked()
    {
        Fixture f;
        f.enter(f.garden, 3);
        f.answer(f.garden, 7, 9);
        f.history.setRoomReachable(f.garden, false);
        f.answer(f.garden, 5, 6); // too late
        QCOMPARE(f.gapsOf(f.garden).first().newer, QString("a7"));
        QCOMPARE(f.history.gaps().size(), 1); // and seen
        QVERIFY(f.caughtUp.isEmpty());
        HistoryBackfill later(f.account, f.protocol.archive(), f.receiver, f.store, f.clock); // the next run
        later.restore();
        f.waitForStore();
        QCOMPARE(later.gaps().size(), 1);
        QVERIFY(!f.asks(f.garden));
        f.history.setRoomReachable(f.garden, true);
        f.waitForStore();
        QCOMPARE(f.setOf(f.garden).before, QString("a7"));
    }

    void aFewPagesComeByThemselves()
    {
        Fixture f;
        const ArchiveGap gap = f.enter(f.garden, 3);
        int first = 900;
        for (int page = 0; page < limits::roomPages; ++page, first -= 10) {
            QVERIFY(f.asks(f.garden));
            f.answer(f.garden, first, first + 9);
        }
        QVERIFY(!f.asks(f.garden));
        QCOMPARE(f.caughtUp.size(), 1);
        QCOMPARE(f.gapsOf(f.garden).size(), 1);
        f.history.setRoomReachable(f.garden, false); // and they are not more by coming and going
        f.history.setRoomReachable(f.garden, true);
        f.waitForStore();
        QVERIFY(!f.asks(f.garden));
        QCOMPARE(f.caughtUp.size(), 2);
        f.history.fill(gap.id);
        f.answer(f.garden, first, first + 9);
        QVERIFY(f.asks(f.garden)); // the person wants more than one
        f.history.sessionEnded();
        f.take();
        f.history.setRoomReachable(f.garden, true); // in the next session
        f.waitForStore();
        QCOMPARE(f.setOf(f.garden).before, QString("a%1").arg(first));
    }

    void newRoomIsCaughtUpAtOnce()
    {
        Fixture f;
        f.enter(f.garden, 0);
        QCOMPARE(f.caughtUp.size(), 1); // there is nothing that was missed
        QVERIFY(f.asks(f.garden)); // but something to read
        f.history.setPaused(true);
        f.answer(f.garden, 7, 9);
        QVERIFY(!f.asks(f.garden));
        f.history.setPaused(false);
        QVERIFY(f.asks(f.garden));
        f.answer(f.garden, 1, 6, true);
        QVERIFY(f.gapsOf(f.garden).isEmpty());
        QCOMPARE(f.caughtUp.size(), 1);
        f.history.setReach(History::Nothing);
        const Jid hall = Jid::orNull(u"hall@chat.capulet.lit");
        f.enter(hall, 0);
        QVERIFY(!f.asks(hall)); // who wants nothing of before gets nothing
        f.enter(f.garden, 20);
        QVERIFY(f.asks(f.garden)); // but what was missed
    }

    void roomThatSaysNoKeepsNobodyWaiting()
    {
        Fixture f;
        f.enter(f.garden, 3);
        f.refuse(f.garden, "forbidden");
        QCOMPARE(f.caughtUp.size(), 1);
        QVERIFY(!f.asks(f.garden));
        QCOMPARE(f.gapsOf(f.garden).size(), 1);
    }

    void roomThatFailsKeepsNobodyElseWaiting()
    {
        Fixture f;
        f.begin();
        f.ArchiveSession::answer({ "9" });
        f.history.sessionCaughtUp();
        f.waitForStore();
        f.enter(f.garden, 3);
        f.refuse(f.garden, "internal-server-error");
        QVERIFY(f.caughtUp.isEmpty()); // it may work soon
        QVERIFY(!f.asks(f.garden));
        const Jid hall = Jid::orNull(u"hall@chat.capulet.lit");
        f.enter(hall, 3);
        QVERIFY(f.asks(hall));
        QVERIFY(!f.request(ArchiveQuery::name).isNull()); // of our own archive, too
        f.history.setRoomReachable(f.garden, true); // it came back
        f.waitForStore();
        QVERIFY(f.asks(f.garden));
    }

    void fewRoomsAreAskedAtOnce()
    {
        Fixture f;
        QList<Jid> rooms;
        const auto asking = [&] {
            return std::count_if(rooms.cbegin(), rooms.cend(), [&f](const Jid &room) { return f.asks(room); });
        };
        for (int i = 0; i < 8; ++i) {
            rooms.append(Jid::orNull(QString("r%1@chat.capulet.lit").arg(i)));
            f.enter(rooms.last(), 3);
        }
        QCOMPARE(asking(), 3);
        int answered = 0;
        while (asking() > 0 && answered < 20) {
            const Jid room =
                *std::find_if(rooms.cbegin(), rooms.cend(), [&f](const Jid &each) { return f.asks(each); });
            f.answer(room, 3, 5);
            ++answered;
            QCOMPARE(asking(), qMin(3, 8 - answered));
        }
        QCOMPARE(answered, 8);
        QCOMPARE(f.caughtUp.size(), 8);
    }

    void roomThatGoesAwayLeavesItsTurnToOthers()
    {
        Fixture f;
        QList<Jid> rooms;
        for (int i = 0; i < 4; ++i) {
            rooms.append(Jid::orNull(QString("r%1@chat.capulet.lit").arg(i)));
            f.enter(rooms.last(), 3);
        }
        QVERIFY(!f.asks(rooms.last()));
        f.history.setRoomReachable(rooms.first(), false);
        QVERIFY(f.asks(rooms.last()));
    }

    /// "inner from inside that room": whoever else says so is not heard.
    void onlyTheRoomTells_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("taken");
        const QByteArray room("garden@chat.capulet.lit");
        QTest::newRow("an occupant's") << room << room + "/nurse" << true << true;
        QTest::newRow("the room's own") << room << room << true << true;
        QTest::newRow("no question") << room << room + "/nurse" << false << false;
        QTest::newRow("from an occupant") << room + "/tybalt" << room + "/nurse" << true << false;
        QTest::newRow("from our account") << QByteArray("romeo@montague.lit") << room + "/nurse" << true << false;
        QTest::newRow("from nowhere") << QByteArray() << room + "/nurse" << true << false;
        QTest::newRow("from a stranger") << QByteArray("paris@verona.lit") << room + "/nurse" << true << false;
        QTest::newRow("from another room") << QByteArray("hall@chat.capulet.lit") << room + "/nurse" << true << false;
        QTest::newRow("of another room") << room << QByteArray("hall@chat.capulet.lit/nurse") << true << false;
        QTest::newRow("of a contact") << room << QByteArray("juliet@capulet.lit/balcony") << true << false;
        QTest::newRow("of ourselves") << room << QByteArray("romeo@montague.lit/orchard") << true << false;
    }
    void onlyTheRoomTells()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, inner);
        QFETCH(bool, asked);
        QFETCH(bool, taken);
        Fixture f;
        ArchiveQuery query;
        query.archive = f.garden;
        const auto page = f.protocol.archive().page(query);
        const Element iq = f.asked(f.garden);
        const QByteArray id = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
        QByteArray stanza = f.result(asked ? id : QByteArray("none"), 1, from, inner);
        if (from.isEmpty()) {
            stanza.replace("<message from=''>", "<message>");
        }
        f.receive(stanza);
        f.receive(f.resultTo(iq, f.end(1, 1, true)));
        f.receive(f.result(id, 2, "garden@chat.capulet.lit", "garden@chat.capulet.lit/nurse")); // behind the end
        f.settle();
        QCOMPARE(f.awaited(page)->messages.size(), taken ? 1 : 0);
    }

    /// Nor may a room speak for our own archive.
    void roomIsNotOurArchive()
    {
        Fixture f;
        const auto page = f.protocol.archive().page({});
        const Element iq = f.request(ArchiveQuery::name);
        QVERIFY(iq.attribute(u"to").isEmpty());
        const QByteArray id = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
        f.receive(f.result(id, 1, "garden@chat.capulet.lit", "garden@chat.capulet.lit/nurse"));
        f.receive(f.result(id, 2, "romeo@montague.lit", "juliet@capulet.lit/balcony"));
        f.receive(f.resultTo(iq, f.end(1, 2, true)));
        f.settle();
        QCOMPARE(f.awaited(page)->messages.size(), 1);
        QCOMPARE(f.awaited(page)->messages.first().id, QString("a2"));
    }
};

QTEST_GUILESS_MAIN(TestRoomHistory)
#include "tst_room_history.moc"
