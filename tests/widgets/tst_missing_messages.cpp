// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/timeline_talk.h"

#include "widgets/conversation_view.h"
#include "widgets/timeline_view.h"

#include <QScrollBar>

using namespace natter;
using State = TimelineModel::MissingPart::State;

/// What of a conversation is still on the server is seen, and what is fetched moves nothing that is being read.
class TestMissingMessages : public QObject
{
    Q_OBJECT

    struct Fixture : TimelineTalk
    {
        QList<ChatMessage> lines(int first, int last)
        {
            QList<ChatMessage> messages;
            for (int i = first; i <= last; ++i) {
                ChatMessage line = incoming(juliet(), QStringLiteral("line %1").arg(i),
                                            QDateTime({ 2026, 1, 1 }, { 12, 0 }, Qt::UTC).addSecs(i));
                line.archiveId = QStringLiteral("a%1").arg(i);
                messages.append(line);
            }
            return messages;
        }
        ArchiveStore::Place place(int number) const { return { QStringLiteral("a%1").arg(number), {} }; }
        /// `own` of them we said ourselves, on another device.
        void fill(Store::Filling::Leaves leaves, int first, int last, int own = 0)
        {
            const auto gap = gaps().first().id;
            QList<ChatMessage> page = lines(first, last);
            if (own != 0) {
                page[own - first].direction = ChatMessage::Direction::Outgoing;
                page[own - first].delivery = ChatMessage::Delivery::OnServer;
            }
            apply(awaited(store.call([=, this](Store &opened) {
                return opened.fillIn(page, { gap, place(first), leaves });
            })));
        }
        /// The account is new, and its archive ends with this.
        void begin(int number)
        {
            apply(awaited(store.call([=, this, page = lines(number, number)](Store &opened) {
                return opened.beginArchive(romeo(), page, place(number));
            })));
        }
        /// After a long absence: what is between `older` and these is missing.
        void recordBehindGap(int older, int first, int last)
        {
            ArchiveGap gap;
            gap.account = romeo();
            gap.older = place(older).id;
            gap.newer = place(first).id;
            apply(awaited(store.call([=, this, page = lines(first, last)](Store &opened) {
                return opened.recordBehindGap(page, place(last), gap);
            })));
        }
        void apply(const Result<QList<MessageChange>> &changes)
        {
            if (!changes) {
                qFatal("not stored: %s", qPrintable(changes.error().detail));
            }
            conversations.apply(*changes);
            settle();
        }
        QList<ArchiveGap> gaps()
        {
            return awaited(store.call([](Store &opened) { return opened.archive().gaps(romeo()); })).value();
        }
        void showGaps(qint64 filling = 0)
        {
            model->setGaps(gaps(), { filling });
            settle();
        }
        /// The texts, and where something is missing.
        QString shown() const
        {
            QStringList all;
            for (int row = 0; row < model->rowCount(); ++row) {
                if (const auto missing = model->missingAbove(row)) {
                    all.append(QLatin1String(missing->isBeforeAll ? "older" : "missing"));
                }
                all.append(model->message(row).body.mid(5));
            }
            if (model->missingAtEnd()) {
                all.append(QStringLiteral("missing"));
            }
            return all.join(u' ');
        }
        /// Clicks in the middle of the row, from top to bottom, until something answers.
        void clickDown(int row, const QSignalSpy &answer)
        {
            const QRect rect = view.rowRect(row);
            for (int y = rect.top(); y < rect.bottom() && answer.isEmpty(); y += 3) {
                QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, { rect.center().x(), y });
            }
        }
        int topOf(const QString &body)
        {
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->message(row).body == body) {
                    return view.rowRect(row).bottom(); // what stands above it may go
                }
            }
            return std::numeric_limits<int>::min();
        }
    };

private Q_SLOTS:
    void whatWasMissedStandsBelowALine()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        t.open();
        t.conversations.markRead(t.juliet(), t.model->lastRow());
        t.model->noteSeen();
        t.settle();
        const qint64 read = t.model->lastRow();
        QObject::connect(t.model.get(), &TimelineModel::arrived, t.model.get(), &TimelineModel::noteUnseen);
        t.model->setCatchingUp(true);
        t.recordBehindGap(3, 20, 22);
        t.model->noteSeen(); // somebody looks as it comes in
        t.fill(Store::Filling::Leaves::Some, 17, 19);
        t.model->noteSeen();
        t.fill(Store::Filling::Leaves::Nothing, 15, 16);
        t.model->setCatchingUp(false);
        t.model->noteSeen();
        QCOMPARE(t.model->newLineAfter(), read);
        QCOMPARE(t.model->newCount(), 8);
        QVERIFY(t.view.rowText(3).contains("8 new since you left"));
        t.record(t.lines(23, 23)); // the next time that nobody looks
        QCOMPARE(t.model->newCount(), 1);
        QCOMPARE(t.model->newLineAfter(), t.model->message(t.model->rowCount() - 2).row);
    }

    void whatWeSaidElsewhereIsNotNew()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        t.open();
        t.model->noteSeen();
        QObject::connect(t.model.get(), &TimelineModel::arrived, t.model.get(), &TimelineModel::noteUnseen);
        t.model->setCatchingUp(true);
        t.recordBehindGap(3, 20, 21);
        t.fill(Store::Filling::Leaves::Nothing, 15, 19, 17);
        QCOMPARE(t.model->message(5).body, QString("line 17"));
        QCOMPARE(t.model->newLineAfter(), t.model->message(5).row);
        QCOMPARE(t.model->newCount(), 4);
    }

    void whatIsFetchedLaterIsNotNew()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        t.recordBehindGap(3, 20, 22);
        t.conversations.markRead(t.juliet(), t.stored(t.juliet()).last().row);
        t.settle();
        t.open();
        t.fill(Store::Filling::Leaves::Nothing, 15, 19);
        QCOMPARE(t.model->newLineAfter(), std::nullopt);
    }

    void whatIsBeforeAllIsSeenAtTheTop()
    {
        Fixture t;
        t.begin(9);
        t.record(t.lines(10, 12));
        t.open();
        t.showGaps();
        QCOMPARE(t.shown(), QString("older 9 10 11 12"));
        t.fill(Store::Filling::Leaves::Some, 7, 8);
        t.showGaps();
        QTRY_COMPARE(t.shown(), QString("older 7 8 9 10 11 12"));
        t.fill(Store::Filling::Leaves::Nothing, 5, 6);
        t.showGaps();
        QTRY_COMPARE(t.shown(), QString("5 6 7 8 9 10 11 12"));
    }

    void whatIsBetweenIsSeenThere()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        t.recordBehindGap(3, 9, 10);
        t.open();
        t.showGaps();
        QCOMPARE(t.shown(), QString("1 2 3 missing 9 10"));
        t.fill(Store::Filling::Leaves::Some, 7, 8);
        t.showGaps();
        QCOMPARE(t.shown(), QString("1 2 3 missing 7 8 9 10"));
        t.fill(Store::Filling::Leaves::Nothing, 4, 6);
        t.showGaps();
        QCOMPARE(t.shown(), QString("1 2 3 4 5 6 7 8 9 10"));
    }

    void chatThatEndsBeforeItShowsItBelow()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        ChatMessage other = t.incoming(t.chatWith("nurse"), "elsewhere");
        other.archiveId = "a9";
        ArchiveGap gap;
        gap.account = t.romeo();
        gap.older = "a3";
        gap.newer = "a9";
        t.apply(
            t.awaited(t.store.call([&](Store &opened) { return opened.recordBehindGap({ other }, t.place(9), gap); })));
        t.open();
        t.showGaps();
        QCOMPARE(t.shown(), QString("1 2 3 missing"));
        QSignalSpy wanted(&t.view, &TimelineView::missingWanted);
        t.clickDown(2, wanted);
        QCOMPARE(wanted.size(), 1);
        t.fill(Store::Filling::Leaves::Nothing, 4, 6);
        t.showGaps();
        QCOMPARE(t.shown(), QString("1 2 3 4 5 6"));
    }

    void aClickFetchesIt()
    {
        Fixture t;
        t.record(t.lines(1, 3));
        t.recordBehindGap(3, 9, 10);
        t.open();
        t.showGaps();
        QSignalSpy wanted(&t.view, &TimelineView::missingWanted);
        t.clickDown(3, wanted);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toLongLong(), t.gaps().first().id);
        wanted.clear();
        t.showGaps(t.gaps().first().id);
        QCOMPARE(t.model->missingAbove(3)->state, State::Filling);
        t.clickDown(3, wanted); // it is being done
        t.clickDown(1, wanted);
        QCOMPARE(wanted.size(), 0);
    }

    void whatIsGoneIsSaid()
    {
        Fixture t;
        t.begin(9);
        t.apply(t.awaited(t.store.call([gap = t.gaps().first().id](Store &opened) {
            return opened.fillIn({}, { gap, {}, Store::Filling::Leaves::NothingToBeHad });
        })));
        t.open();
        t.showGaps();
        QCOMPARE(t.model->missingAbove(0)->state, State::Gone);
        QVERIFY2(t.view.rowText(0).contains("no longer"), qPrintable(t.view.rowText(0)));
    }

    void readingIsNotMovedByWhatIsFetched()
    {
        Fixture t;
        t.record(t.lines(1, 40));
        t.recordBehindGap(40, 100, 160);
        t.open();
        t.model->loadOlder();
        t.settle();
        t.showGaps();
        QScrollBar &bar = *t.view.verticalScrollBar();
        bar.setValue(bar.maximum() / 2);
        const QString reading = "line 130";
        t.view.model()->showAround(0);
        t.settle();
        for (int row = 0; row < t.model->rowCount(); ++row) {
            if (t.model->message(row).body == reading) {
                bar.setValue(bar.value() + t.view.rowRect(row).top() - 100);
            }
        }
        t.settle();
        const int before = t.topOf(reading);
        QVERIFY2(before > 0 && before < 400, QByteArray::number(before));
        t.fill(Store::Filling::Leaves::Some, 70, 99);
        t.showGaps();
        QCOMPARE(t.topOf(reading), before);
        t.fill(Store::Filling::Leaves::Nothing, 41, 69);
        t.showGaps();
        QCOMPARE(t.topOf(reading), before);
    }

    void whatIsFilledInOnTheScreenDoesNotPileUp()
    {
        Fixture t;
        t.record(t.lines(1, 40));
        t.recordBehindGap(40, 3000, 3010);
        t.open();
        t.showGaps();
        QScrollBar &bar = *t.view.verticalScrollBar();
        for (int row = 0; row < t.model->rowCount(); ++row) {
            if (t.model->message(row).body == "line 40") {
                bar.setValue(bar.value() + t.view.rowRect(row).top() - 100);
            }
        }
        t.settle();
        const int before = t.topOf("line 40");
        for (int last = 2999; last > 40; last -= 100) {
            t.fill(Store::Filling::Leaves::Some, qMax(41, last - 99), last);
            t.showGaps();
        }
        QVERIFY2(t.model->rowCount() < 800, QByteArray::number(t.model->rowCount()));
        QCOMPARE(t.topOf("line 40"), before);
    }

    void whoIsAtTheTopSeesWhatIsFetched()
    {
        Fixture t;
        t.begin(100);
        t.record(t.lines(101, 140));
        t.open();
        t.showGaps();
        t.view.verticalScrollBar()->setValue(0);
        QVERIFY(t.shown().startsWith("older 100 "));
        t.fill(Store::Filling::Leaves::Some, 50, 99);
        QTRY_VERIFY2(t.shown().contains("99 100 101"), qPrintable(t.shown())); // without another turn of the wheel
    }

    void emptyChatIsFilled()
    {
        Fixture t;
        t.conversations.open(t.juliet());
        t.begin(9);
        t.apply(t.awaited(t.store.call([gap = t.gaps().first().id](Store &opened) {
            return opened.fillIn({}, { gap, {}, Store::Filling::Leaves::Some });
        })));
        t.model = std::make_unique<TimelineModel>(t.chatWith("nurse"), t.conversations);
        t.settle();
        QCOMPARE(t.model->rowCount(), 0);
        ChatMessage old = t.incoming(t.chatWith("nurse"), "line 5");
        old.archiveId = "a5";
        t.apply(t.awaited(t.store.call([gap = t.gaps().first().id, old](Store &opened) {
            return opened.fillIn({ old }, { gap, { "a5", {} }, Store::Filling::Leaves::Some });
        })));
        QTRY_COMPARE(t.model->rowCount(), 1);
    }

    void hoursOfScrollingKeepLittleInMemory()
    {
        Fixture t;
        t.record(t.lines(1, 3000));
        t.open();
        QScrollBar &bar = *t.view.verticalScrollBar();
        int most = 0;
        for (int i = 0; i < 2000 && t.model->message(0).body != "line 1"; ++i) {
            bar.setValue(bar.value() - 300);
            t.settle();
            most = qMax(most, t.model->rowCount());
        }
        QCOMPARE(t.model->message(0).body, QString("line 1"));
        QVERIFY2(most < 800, QByteArray::number(most));
        QVERIFY(!t.model->isAtEnd());
        t.record(t.lines(3001, 3001)); // is not put behind what is far from it
        for (int i = 0; i < 2000 && !t.view.isAtLiveEdge(); ++i) {
            bar.setValue(bar.value() + 300);
            t.settle();
            most = qMax(most, t.model->rowCount());
        }
        QCOMPARE(t.model->message(t.model->rowCount() - 1).body, QString("line 3001"));
        QVERIFY2(most < 800, QByteArray::number(most));
        for (int row = 1; row < t.model->rowCount(); ++row) {
            QCOMPARE(t.model->message(row).row, t.model->message(row - 1).row + 1);
        }
    }
};

QTEST_MAIN(TestMissingMessages)
#include "tst_missing_messages.moc"
