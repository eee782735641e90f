// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_talk.h"

#include <QtTest>

#include <algorithm>

using namespace natter;
using Leaves = Store::Filling::Leaves;

/// What was said in a room while we were not there, or before we ever were.
class TestRoomGaps : public QObject
{
    Q_OBJECT

    struct Fixture : RoomTalk
    {
        QList<ChatMessage> lines(int first, int last) const
        {
            QList<ChatMessage> all;
            for (int number = first; number <= last; ++number) {
                all.append(said(number, QStringLiteral("nurse")));
            }
            return all;
        }
        QList<int> numbers()
        {
            QList<int> found;
            const auto messages = all();
            for (const ChatMessage &message : messages) {
                found.append(message.body.mid(4).toInt());
            }
            return found;
        }
        static QList<int> range(int first, int last)
        {
            QList<int> all;
            for (int i = first; i <= last; ++i) {
                all.append(i);
            }
            return all;
        }
        ArchiveGap enter(int now) { return needed(store.openRoomGap(garden, time(now))); }
        QList<ArchiveGap> roomGaps() { return needed(store.archive().gapsOf(garden)); }
    };

private Q_SLOTS:
    void firstTimeInARoom()
    {
        Fixture f;
        const ArchiveGap gap = f.enter(10);
        QVERIFY(gap.isHistory() && !gap.isBeforeAll());
        QCOMPARE(gap.room, f.garden.peer);
        QCOMPARE(gap.account, f.romeo);
        QCOMPARE(gap.newerTime, f.time(10));
        QCOMPARE(f.roomGaps(), QList { gap });
        QCOMPARE(f.summary().kind, ChatKind::Room);
        f.record(f.lines(11, 12));
        f.fill(gap, f.lines(6, 10), Leaves::Some);
        f.record(f.lines(13, 13));
        f.fill(gap, f.lines(1, 5), Leaves::Nothing);
        QCOMPARE(f.numbers(), Fixture::range(1, 13));
        QCOMPARE(f.summary().unread, 3); // what was said before is none of ours
        QVERIFY(f.roomGaps().isEmpty());
    }

    void whatWasMissedIsUnreadAndStandsInTheMiddle()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        QVERIFY(f.store.messages().markRead(f.garden, f.summary().lastRow));
        const ArchiveGap gap = f.enter(9);
        QCOMPARE(gap.older, QString("a3"));
        QCOMPARE(gap.olderTime, f.time(3));
        f.record(f.lines(10, 11));
        QCOMPARE(f.roomGaps().first().newer, QString("a10")); // now that is known
        QCOMPARE(f.roomGaps().first().newerTime, f.time(10));
        f.fill(gap, f.lines(7, 9), Leaves::Some);
        QCOMPARE(f.roomGaps().first().newer, QString("a7"));
        f.fill(gap, f.lines(4, 6), Leaves::Nothing);
        QCOMPARE(f.numbers(), Fixture::range(1, 11));
        QCOMPARE(f.summary().unread, 8);
        QCOMPARE(f.summary().lastBody, QString("word11"));
    }

    /// A page may have been asked for before what it has came live.
    void pageMayReachBehindTheGap()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        const ArchiveGap gap = f.enter(5);
        f.record(f.lines(6, 7));
        const auto changes = f.fill(gap, f.lines(2, 9), Leaves::Nothing); // 8 and 9 are still on their way to us
        QCOMPARE(f.kinds(changes), QStringList({ "filled in s4", "filled in s5" }));
        f.record(f.lines(8, 10));
        QCOMPARE(f.numbers(), Fixture::range(1, 10));
    }

    /// What we said before has its row already, and others may have said something behind it in the archive.
    void ourOwnDoesNotEndTheGap()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        const ArchiveGap gap = f.enter(9);
        f.record({ f.pending(5) }); // written to a connection that is gone
        f.fill(gap, QList { f.said(4, "nurse"), f.said(5, {}), f.said(6, "nurse") }, Leaves::Nothing);
        QCOMPARE(f.numbers(), QList({ 1, 2, 3, 4, 6, 5 }));
        QVERIFY(f.store.messages().pendingInRoom(f.garden)->isEmpty());
    }

    void overlappingPagesComeOnce()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        const ArchiveGap gap = f.enter(9);
        f.fill(gap, f.lines(8, 9), Leaves::Some);
        f.fill(gap, f.lines(6, 9), Leaves::Some);
        f.fill(gap, f.lines(1, 7), Leaves::Nothing);
        QCOMPARE(f.numbers(), Fixture::range(1, 9));
    }

    void gapAtTheEndIsWidened()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        const ArchiveGap gap = f.enter(5);
        f.record({ f.pending(100) }); // is still to be sent, so it comes behind all of that
        const ArchiveGap again = f.enter(9);
        QCOMPARE(again.id, gap.id);
        QCOMPARE(again.older, QString("a3"));
        QCOMPARE(again.newerTime, f.time(9));
        QCOMPARE(again.top, gap.top);
        QCOMPARE(f.roomGaps().size(), 1);
        f.record(f.lines(10, 10));
        const ArchiveGap next = f.enter(12);
        QVERIFY(next.id != gap.id);
        QCOMPARE(next.older, QString("a10"));
        QCOMPARE(f.roomGaps().size(), 2);
        QCOMPARE(f.roomGaps().first().id, next.id); // the newest first
        QCOMPARE(f.roomGaps().last().newer, QString("a10"));
        f.record(f.lines(13, 13));
        f.fill(next, f.lines(11, 12), Leaves::Nothing);
        f.fill(gap, f.lines(4, 9), Leaves::Nothing);
        QCOMPARE(f.numbers(), QList({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 10, 11, 12, 13 }));
    }

    void gapOfWhichAPartIsHereIsNotWidened()
    {
        Fixture f;
        f.record(f.lines(1, 1));
        const ArchiveGap gap = f.enter(5);
        f.fill(gap, f.lines(4, 5), Leaves::Some);
        const ArchiveGap next = f.enter(9);
        QVERIFY(next.id != gap.id);
        QCOMPARE(next.older, QString("a5"));
        f.fill(next, f.lines(6, 8), Leaves::Nothing);
        f.fill(gap, f.lines(2, 3), Leaves::Nothing);
        QCOMPARE(f.numbers(), Fixture::range(1, 8));
    }

    void goneGapIsTriedAgainOnceItIsWider()
    {
        Fixture f;
        f.record(f.lines(1, 1));
        const ArchiveGap gap = f.enter(5);
        QVERIFY(f.store.fillIn({}, { gap.id, {}, Leaves::NothingToBeHad }));
        QVERIFY(f.roomGaps().first().isGone);
        QVERIFY(!f.enter(6).isGone);
        QVERIFY(!f.roomGaps().first().isGone);
    }

    void roomWhoseMessagesWereDeletedIsNotNew()
    {
        Fixture f;
        f.record(f.lines(1, 3));
        QVERIFY(f.store.removals().removeAll(f.garden));
        QCOMPARE(f.enter(5).older, QString("a3"));
    }

    void unreadMessagesOfARoomWithoutAnArchiveStayUnread()
    {
        Fixture f;
        ChatMessage said = f.said(1, "nurse");
        said.archiveId.clear();
        f.record({ said });
        QVERIFY(f.enter(5).isHistory()); // it keeps one since
        QCOMPARE(f.summary().unread, 1);
    }

    /// And neither way round.
    void gapsOfRoomsAreNoneOfTheAccounts()
    {
        Fixture f;
        f.begin(9);
        const auto own = f.gaps();
        const ArchiveGap gap = f.enter(5);
        QCOMPARE(f.gaps(), own);
        QCOMPARE(f.store.archive().gapsOfRooms(f.romeo).value(), QList { gap });
        QVERIFY(f.store.archive().gapsOfRooms(f.nurse.peer)->isEmpty());
        const ConversationId hall { f.romeo, Jid::orNull(u"hall@chat.capulet.lit") };
        QVERIFY(f.store.openRoomGap(hall, f.time(6)).value().id != gap.id);
        QCOMPARE(f.roomGaps(), QList { gap });
        f.recordBehindGap(f.messages(30, 31), 9);
        QCOMPARE(f.gaps().size(), 2);
        f.record(f.lines(40, 41));
        QCOMPARE(f.store.archive().position(f.romeo)->id, QString("a31"));
        f.fill(gap, f.lines(3, 4), Leaves::Some);
        f.NumberedArchive::fill(f.gaps().first(), f.messages(20, 29), Leaves::Nothing);
        f.fill(gap, f.lines(1, 2), Leaves::Nothing);
        QCOMPARE(f.numbers(), QList({ 1, 2, 3, 4, 40, 41 }));
        QCOMPARE(f.store.messages().page(f.juliet, 0, 100)->size(), 13);
        QVERIFY(f.store.messages().removeAccount(f.romeo));
        QVERIFY(f.store.archive().gapsOfRooms(f.romeo)->isEmpty());
    }

    /// Where nothing of the account's own archive is known, its newest message says from when on; a room's does not.
    void timeOfARoomIsNotThatOfTheAccount()
    {
        Fixture f;
        f.record({ f.message(3, f.juliet) });
        f.record(f.lines(50, 50));
        QCOMPARE(f.store.archive().position(f.romeo)->time, f.time(3));
    }

    void importKeepsToItsSideOfTheGap()
    {
        Fixture f;
        f.begin(90); // an own gap before all of the account's
        f.record(f.lines(5, 5));
        const ArchiveGap gap = f.enter(9);
        f.record(f.lines(20, 20));
        const auto merged = f.store.imports().merge(f.lines(3, 5) + f.lines(8, 8) + f.lines(19, 20), {}).value();
        QCOMPARE(merged.added, 4);
        QCOMPARE(f.numbers(), QList({ 3, 4, 5, 8, 19, 20 }));
        f.fill(f.roomGaps().first(), f.lines(6, 19), Leaves::Nothing);
        QList<int> numbers = f.numbers();
        std::sort(numbers.begin(), numbers.end());
        QCOMPARE(numbers, Fixture::range(3, 20));
        QCOMPARE(f.gaps().size(), 1);
        QCOMPARE(f.summary().kind, ChatKind::Room);
        QVERIFY(gap.id != 0);
    }
};

QTEST_GUILESS_MAIN(TestRoomGaps)
#include "tst_room_gaps.moc"
