// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"

#include "store/search_index.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>

using namespace natter;
using Leaves = Store::Filling::Leaves;

/// What is imported takes its place among what is here, whatever is missing there.
class TestImportStore : public QObject
{
    Q_OBJECT

    struct Fixture : NumberedArchive
    {
        using NumberedArchive::messages;
        QList<ChatMessage> messages(const QList<int> &numbers) const
        {
            QList<ChatMessage> all;
            for (const int number : numbers) {
                all.append(message(number));
            }
            return all;
        }
        void fill(const ArchiveGap &gap, const QList<ChatMessage> &page, Leaves leaves = Leaves::Nothing)
        {
            NumberedArchive::fill(gap, page, leaves);
        }
        ImportStore::Merged merge(const QList<ChatMessage> &said, const ImportStore::Reached &below = {})
        {
            return store.imports().merge(said, below).value_or(ImportStore::Merged { {}, -1, false, {} });
        }
        /// In pieces, the newest first.
        int mergeAll(const QList<ChatMessage> &said, qsizetype piece)
        {
            int added = 0;
            ImportStore::Reached below;
            for (qsizetype left = said.size(); left > 0;) {
                const qsizetype count = qMin(piece, left);
                const auto merged = merge(said.mid(left - count, count), below);
                added += merged.added;
                below = merged.reached;
                left -= count;
            }
            return added;
        }
        QList<int> numbers(const ConversationId &chat)
        {
            QList<int> found;
            const auto page = store.messages().page(chat, 0, 100'000).value();
            for (const ChatMessage &each : page) {
                found.append(each.body.mid(4).toInt());
            }
            return found;
        }
        QList<int> numbers() { return numbers(juliet); }
        /// Rows of the message itself.
        qint64 rowOf(int number)
        {
            return store.places().rowOf({ juliet, QStringLiteral("a%1").arg(number), {} }).value();
        }
    };

    static QList<int> range(int first, int last)
    {
        QList<int> all;
        for (int number = first; number <= last; ++number) {
            all.append(number);
        }
        return all;
    }

private Q_SLOTS:
    void conversationThatIsNotHere()
    {
        Fixture f;
        const auto merged = f.merge(f.messages(1, 5));
        QCOMPARE(merged.added, 5);
        QVERIFY(!merged.isReordered);
        QCOMPARE(f.numbers(), range(1, 5));
        QCOMPARE(merged.chats.size(), 1);
        QCOMPARE(merged.chats.first().lastBody, QString("word5"));
        QCOMPARE(merged.chats.first().unread, 0);
        f.record({ f.message(6) });
        QCOMPARE(f.numbers(), range(1, 6));
        QCOMPARE(f.summary().unread, 1);
    }

    void whatIsHereIsNotDoubled()
    {
        Fixture f;
        f.record(f.messages(4, 8));
        QCOMPARE(f.merge(f.messages(1, 6)).added, 3);
        QCOMPARE(f.numbers(), range(1, 8));
        QCOMPARE(f.merge(f.messages(1, 8)).added, 0);
        QCOMPARE(f.numbers(), range(1, 8));
    }

    void idsDecideBeforeTimes()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 5, 6 }));
        ChatMessage wrongClock = f.message(3);
        wrongClock.time = f.time(5000); // but it stands before 5, which is known
        f.merge({ wrongClock, f.message(4), f.message(5) });
        QCOMPARE(f.numbers(), range(1, 6));
    }

    void betweenTwo()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 3, 7, 8 }));
        f.store.messages().markRead(f.juliet, f.rowOf(7));
        QCOMPARE(f.summary().unread, 1);
        const auto merged = f.merge(f.messages(4, 6));
        QVERIFY(merged.isReordered);
        QCOMPARE(f.numbers(), range(1, 8));
        QCOMPARE(f.summary().unread, 1);
        QCOMPARE(f.summary().readRow, f.rowOf(7));
    }

    void whatWasReadStaysRead()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 3, 7, 8 }));
        f.store.messages().markRead(f.juliet, f.rowOf(2));
        f.merge(f.messages(5, 6));
        QCOMPARE(f.summary().readRow, f.rowOf(2)); // which is another row now
        QCOMPARE(f.numbers(), QList<int>({ 1, 2, 3, 5, 6, 7, 8 }));
    }

    void newerThanAllThatIsHere()
    {
        Fixture f;
        f.record(f.messages(1, 3));
        f.merge(f.messages(2, 6));
        QCOMPARE(f.numbers(), range(1, 6));
        QCOMPARE(f.summary().lastBody, QString("word6"));
    }

    void theSameTwice()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 3, 4, 6, 7 }));
        f.merge({ f.message(3), f.message(5), f.message(5), f.message(7), f.message(8), f.message(8) });
        QCOMPARE(f.numbers(), range(1, 8));
    }

    void oneWrongClock()
    {
        Fixture f;
        f.record(f.messages({ 2, 4, 6, 8, 10 }));
        QList<ChatMessage> said = f.messages({ 1, 3, 5, 7, 9 });
        said[2].time = QDateTime::fromSecsSinceEpoch(0);
        f.merge(said);
        QList<int> found = f.numbers();
        found.removeAll(5); // wherever that stands between its neighbours
        QCOMPARE(found, QList<int>({ 1, 2, 3, 4, 6, 7, 8, 9, 10 }));
        QVERIFY(f.numbers().indexOf(5) > f.numbers().indexOf(3) && f.numbers().indexOf(5) < f.numbers().indexOf(7));
    }

    void whatIsUnreadStaysUnread()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 4 }));
        f.merge({ f.message(3) });
        f.record({ f.message(5) });
        QCOMPARE(f.summary().unread, 4);
        f.store.messages().markRead(f.juliet, f.rowOf(1));
        QCOMPARE(f.summary().unread, 4); // 2, 3, 4 and 5
        f.store.messages().markRead(f.juliet, f.rowOf(4));
        QCOMPARE(f.summary().unread, 1);
    }

    void whatIsImportedBehindTheLastReadOneIsRead()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 4, 5 }));
        f.store.messages().markRead(f.juliet, f.rowOf(2));
        QCOMPARE(f.summary().unread, 2);
        f.merge({ f.message(3) });
        f.record({ f.message(6) });
        QCOMPARE(f.summary().unread, 3);
        QCOMPARE(f.summary().readRow, f.rowOf(3));
    }

    void newerInPieces()
    {
        Fixture f;
        f.record(f.messages(1, 3));
        f.mergeAll(f.messages(2, 12), 4);
        QCOMPARE(f.numbers(), range(1, 12));
    }

    void otherConversationsStay()
    {
        Fixture f;
        f.record({ f.message(1, f.nurse), f.message(1), f.message(2, f.nurse), f.message(5), f.message(6, f.nurse) });
        f.merge(f.messages(2, 4));
        QCOMPARE(f.numbers(), range(1, 5));
        QCOMPARE(f.numbers(f.nurse), QList<int>({ 1, 2, 6 }));
    }

    void whatIsMissingBeforeAllGoesBetween()
    {
        Fixture f;
        f.begin(20);
        f.merge(f.messages(1, 10));
        QCOMPARE(f.gaps().size(), 1);
        QVERIFY(!f.gaps().first().isBeforeAll());
        QVERIFY(f.gaps().first().isHistory());
        f.fill(f.gaps().first(), f.messages(16, 19), Leaves::Some);
        f.fill(f.gaps().first(), f.messages(8, 15));
        QCOMPARE(f.numbers(), range(1, 20));
        f.merge(f.messages({ 1, 5, 9 }));
        QCOMPARE(f.numbers(), range(1, 20));
    }

    void whatMovesStaysOnItsSideOfAGap()
    {
        Fixture f;
        f.record(f.messages(1, 5));
        f.recordBehindGap(f.messages({ 20, 21, 25, 26 }), 5);
        f.merge(f.messages(22, 24));
        QCOMPARE(f.numbers(), range(1, 5) + range(20, 26));
        const ArchiveGap gap = f.gaps().first();
        QVERIFY(gap.top < f.rowOf(20));
        QVERIFY(gap.top > f.rowOf(5));
        f.fill(gap, f.messages(6, 19));
        QCOMPARE(f.numbers(), range(1, 26));
    }

    void bothSidesOfAGap()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 5 }));
        f.recordBehindGap(f.messages({ 20, 25 }), 5);
        f.merge(f.messages({ 3, 4, 21, 22 }));
        QCOMPARE(f.numbers(), QList<int>({ 1, 2, 3, 4, 5, 20, 21, 22, 25 }));
        f.fill(f.gaps().first(), f.messages(6, 19));
        QCOMPARE(f.numbers(), range(1, 5) + range(6, 19) + QList<int>({ 20, 21, 22, 25 }));
    }

    void whatIsStillToBeSentKeepsItsRow()
    {
        Fixture f;
        ChatMessage waiting = f.message(3);
        waiting.direction = ChatMessage::Direction::Outgoing;
        waiting.delivery = ChatMessage::Delivery::Queued;
        f.record({ f.message(1), f.message(2), waiting });
        const qint64 row = f.store.messages().pending(f.romeo)->first().row;
        f.merge(f.messages({ 5, 6 }));
        QCOMPARE(f.store.messages().pending(f.romeo)->first().row, row);
        QCOMPARE(f.numbers().size(), 5);
    }

    void nothingImportedIsSent()
    {
        Fixture f;
        ChatMessage waiting = f.message(3);
        waiting.direction = ChatMessage::Direction::Outgoing;
        waiting.delivery = ChatMessage::Delivery::Queued;
        f.merge({ waiting });
        QVERIFY(f.store.messages().pending(f.romeo)->isEmpty());
        QCOMPARE(f.store.messages().page(f.juliet, 0, 1)->first().delivery, ChatMessage::Delivery::Failed);
    }

    void severalAtOnceInTheOrderOfTime()
    {
        Fixture f;
        f.begin(20);
        QList<ChatMessage> said;
        for (int number = 1; number <= 10; ++number) {
            said.append(f.message(number, number % 2 == 0 ? f.juliet : f.nurse));
        }
        QCOMPARE(f.merge(said).added, 10);
        QCOMPARE(f.numbers(), QList<int>({ 2, 4, 6, 8, 10, 20 }));
        QCOMPARE(f.numbers(f.nurse), QList<int>({ 1, 3, 5, 7, 9 }));
        QList<qint64> rows;
        for (int number = 1; number <= 10; ++number) {
            const ConversationId &chat = number % 2 == 0 ? f.juliet : f.nurse;
            rows.append(f.store.places().rowOf({ chat, QStringLiteral("a%1").arg(number), {} }).value());
        }
        QVERIFY(std::is_sorted(rows.cbegin(), rows.cend()));
        f.fill(f.gaps().first(), f.messages(11, 19));
        QCOMPARE(f.numbers(), QList<int>({ 2, 4, 6, 8, 10 }) + range(11, 20));
    }

    void olderAndNewerThanWhatIsMissing()
    {
        Fixture f;
        f.begin(20);
        QList<ChatMessage> said = f.messages(1, 5); // of a conversation that goes on behind the gap
        ChatMessage news = f.message(25, f.nurse);
        ChatMessage before = f.message(2, f.nurse);
        said.append(before);
        said.append(news);
        QCOMPARE(f.merge(said).added, 7);
        ChatMessage late = f.message(22, f.nurse);
        QCOMPARE(f.merge({ late }).added, 1);
        const ArchiveGap gap = f.gaps().first();
        f.fill(gap, { f.message(6), f.message(7, f.nurse), f.message(8) });
        QCOMPARE(f.numbers(), range(1, 5) + QList<int>({ 6, 8, 20 }));
        QCOMPARE(f.numbers(f.nurse), QList<int>({ 2, 7, 22, 25 }));
    }

    void searchFindsIt()
    {
        Fixture f;
        f.record(f.messages({ 1, 2, 8 }));
        SearchIndex index(f.folder.filePath("natter.sqlite"));
        while (index.takeIn(100).value_or(false)) { }
        f.store.imports().merge({ f.message(50, f.nurse) });
        while (index.takeIn(100).value_or(false)) { }
        MessageSearch search;
        search.text = "word50";
        QCOMPARE(index.find(search, 10, [] { return false; })->size(), 1);
    }

    void anyOrderInAnyPieces_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 200; ++seed) {
            QTest::addRow("%d", seed) << seed;
        }
    }
    /// Some of what was said is here, with holes that the archive may still fill, and some is imported.
    void anyOrderInAnyPieces()
    {
        QFETCH(int, seed);
        QRandomGenerator random(static_cast<quint32>(seed));
        Fixture f;
        const int count = 60;
        QList<int> all;
        const int holeFrom = random.bounded(5, 25);
        const int holeTo = random.bounded(holeFrom + 1, 50);
        const bool hasHole = random.bounded(2) == 1;
        QList<ChatMessage> before;
        QList<ChatMessage> behind;
        QList<ChatMessage> hole;
        QList<ChatMessage> imported;
        QSet<int> expected;
        for (int number = 1; number <= count; ++number) {
            const bool isInHole = hasHole && number > holeFrom && number < holeTo;
            const bool isSide = number == holeFrom || number == holeTo || number == count;
            const bool isHere = isSide || (!isInHole && random.bounded(3) > 0);
            const bool isImported = !isInHole && random.bounded(2) == 0;
            if (isInHole) {
                hole.append(f.message(number));
            } else if (isHere) {
                (number < holeTo ? before : behind).append(f.message(number));
                expected.insert(number);
            }
            if (isImported) {
                imported.append(f.message(number));
                expected.insert(number);
            }
            if (random.bounded(4) == 0 && !isInHole) {
                (number < holeTo ? before : behind).append(f.message(number, f.nurse));
            }
        }
        f.record(before);
        if (hasHole && !hole.isEmpty()) {
            f.recordBehindGap(behind, holeFrom);
        } else {
            f.record(behind);
        }
        const QList<int> nurse = f.numbers(f.nurse);
        if (!imported.isEmpty()) {
            f.mergeAll(imported, random.bounded(1, 30));
        }
        if (hasHole && !hole.isEmpty()) {
            f.fill(f.gaps().first(), hole);
            for (const ChatMessage &each : std::as_const(hole)) {
                expected.insert(each.body.mid(4).toInt());
            }
        }
        QList<int> sorted(expected.cbegin(), expected.cend());
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(f.numbers(), sorted);
        QCOMPARE(f.numbers(f.nurse), nurse);
    }
};

QTEST_GUILESS_MAIN(TestImportStore)
#include "tst_import_store.moc"
