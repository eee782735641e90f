// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_session.h"

#include "chat/history_backfill.h"
#include "protocol/xep/xep0004_data_forms.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using History = AccountSettings::History;

/// What was said before the account came here, or while nobody was there for long, is fetched from the newest
/// backwards.
class TestHistoryBackfill : public QObject
{
    Q_OBJECT

    struct Fixture : ArchiveSession
    {
        HistoryBackfill history { account, protocol.archive(), receiver, store, clock };

        Fixture() { connect(&catchUp, &ArchiveCatchUp::caughtUp, &history, &HistoryBackfill::sessionCaughtUp); }

        /// The account is new, and its archive ends with this.
        void beginAt(const QByteArray &id)
        {
            begin();
            answer({ id }, false);
            waitForStore();
        }
        void endAll()
        {
            history.sessionEnded();
            end();
        }
        bool asks() const { return !request(ArchiveQuery::name).isNull(); }
        QString field(QStringView name) const
        {
            const DataForm form =
                DataForm::read(request(ArchiveQuery::name).child(ArchiveQuery::name).child(DataForm::name))
                    .value_or(DataForm());
            const auto *found = form.field(name);
            return found ? found->value() : QString();
        }
        static QList<QByteArray> ids(int first, int last)
        {
            QList<QByteArray> all;
            for (int i = first; i <= last; ++i) {
                all.append(QByteArray::number(i));
            }
            return all;
        }
        static QStringList texts(int first, int last)
        {
            QStringList all;
            for (int i = first; i <= last; ++i) {
                all.append(QString::number(i));
            }
            return all;
        }
    };

private Q_SLOTS:
    void historyComesFromTheNewestBackwards()
    {
        Fixture f;
        f.beginAt("9");
        QCOMPARE(f.asked().before, QStringLiteral("a9"));
        QVERIFY(f.history.isUnderWay());
        f.answer(f.ids(7, 8), false);
        f.arrive("10");
        QCOMPARE(f.asked().before, QStringLiteral("a7"));
        f.answer(f.ids(5, 6), false);
        f.answer(f.ids(1, 4));
        QVERIFY(!f.asks());
        QVERIFY(!f.history.isUnderWay());
        QCOMPARE(f.bodies(), f.texts(1, 10));
        QVERIFY(f.gaps().isEmpty() && f.history.gaps().isEmpty());
        QCOMPARE(f.history.fetched(), 8);
        QCOMPARE(f.conversations.unreadTotal(), 1);
        QCOMPARE(f.position(), QStringLiteral("a10")); // that is about what is to come
    }

    void nobodyIsToldOfOldMessages()
    {
        Fixture f;
        f.beginAt("9");
        f.changes.clear();
        QSignalSpy filled(&f.conversations, &Conversations::filledIn);
        f.answer(f.ids(1, 8));
        QCOMPARE(f.changes.size(), 0);
        QCOMPARE(filled.size(), 1); // but of the page
        QCOMPARE(filled.first().last().value<QList<ChatMessage>>().size(), 8);
    }

    void itGoesOnWhereItStopped()
    {
        Fixture f;
        f.beginAt("9");
        f.answer(f.ids(6, 8), false);
        QVERIFY(f.asks());
        f.endAll();
        QVERIFY(!f.history.isUnderWay());
        HistoryBackfill later(f.account, f.protocol.archive(), f.receiver, f.store, f.clock); // the next run
        connect(&f.catchUp, &ArchiveCatchUp::caughtUp, &later, &HistoryBackfill::sessionCaughtUp);
        f.catchUp.disconnect(&f.history);
        f.begin();
        f.answer({ "10" });
        QCOMPARE(f.asked().before, QStringLiteral("a6"));
        f.answer(f.ids(1, 5));
        QCOMPARE(f.bodies(), f.texts(1, 10));
    }

    void answerThatComesAfterTheSessionIsNotTaken()
    {
        Fixture f;
        f.beginAt("9");
        const Element iq = f.request(ArchiveQuery::name);
        f.history.sessionEnded();
        f.answer(f.ids(7, 8), false);
        QCOMPARE(f.bodies(), QStringList("9"));
    }

    void pageWithNothingToShowDoesNotEndIt()
    {
        Fixture f;
        f.beginAt("9");
        f.answer(f.ids(7, 8), false, "type='error' from='juliet@capulet.lit/balcony' to='romeo@montague.lit'");
        QCOMPARE(f.asked().before, QStringLiteral("a7"));
        f.answer(f.ids(1, 6));
        QCOMPARE(f.bodies(), f.texts(1, 6) << "9");
    }

    void archiveThatDoesNotMoveIsLeft_data()
    {
        QTest::addColumn<bool>("empty");
        QTest::newRow("the same page again") << false;
        QTest::newRow("empty pages, and more to come") << true;
    }
    void archiveThatDoesNotMoveIsLeft()
    {
        QFETCH(bool, empty);
        Fixture f;
        f.beginAt("9");
        f.answer(f.ids(7, 8), false);
        f.answer(empty ? QList<QByteArray>() : f.ids(7, 8), false);
        QVERIFY(!f.asks());
        QVERIFY(!f.history.isUnderWay());
        QCOMPARE(f.history.gaps().size(), 1); // and seen
        QCOMPARE(f.bodies(), f.texts(7, 9));
        f.endAll();
        f.begin();
        f.answer({});
        QVERIFY(f.asks()); // the next session tries again
    }

    void archiveThatForgetsItsOwnIdsIsLeft()
    {
        Fixture f;
        f.beginAt("900");
        int asked = 0;
        for (int id = 800; f.asks() && asked < 50; ++asked, id -= 2) {
            f.refuse("item-not-found");
            if (f.asks()) {
                f.answer(f.ids(id, id + 1), false);
            }
        }
        QVERIFY2(asked < 10, QByteArray::number(asked));
    }

    void archiveOfEmptyPagesIsLeft()
    {
        Fixture f;
        f.beginAt("900");
        int asked = 0;
        for (int id = 800; f.asks() && asked < 100; ++asked, --id) {
            f.answerEmpty("a" + QByteArray::number(id));
        }
        QVERIFY2(asked < 30, QByteArray::number(asked));
        QCOMPARE(f.history.gaps().size(), 1);
    }

    void overlappingPagesBringEachMessageOnce()
    {
        Fixture f;
        f.beginAt("9");
        f.answer(f.ids(6, 8), false);
        f.answer(f.ids(3, 8), false);
        f.answer(f.ids(1, 4));
        QCOMPARE(f.bodies(), f.texts(1, 9));
    }

    void gapInTheMiddleIsFilledFromItsEnd()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"), f.clock.now().addDays(-30));
        f.begin();
        int id = 1;
        while (!f.asked().before) {
            f.answer({ QByteArray::number(++id) }, false);
        }
        f.answer({ "90" }, false);
        QCOMPARE(f.asked().before, QStringLiteral("a90"));
        QVERIFY(!f.field(u"start").isEmpty()); // it need not look at what is here
        f.answer(f.ids(50, 89), false);
        f.answer(f.ids(id - 1, 49), false); // reaches what is here
        QVERIFY(!f.asks());
        QCOMPARE(f.bodies(), f.texts(2, 90));
        QVERIFY(f.gaps().isEmpty());
        QCOMPARE(f.conversations.unreadTotal(), 89);
    }

    void missedMessagesAreFetchedHoweverLittleHistoryIsWanted()
    {
        Fixture f;
        f.history.setReach(History::Nothing);
        f.beginAt("9");
        QVERIFY(!f.asks());
        QCOMPARE(f.history.gaps().size(), 1);
        f.endAll();
        f.begin();
        while (!f.asked().before) {
            f.answer({ QByteArray::number(f.asked().after.mid(1).toInt() + 1) }, false);
        }
        f.answer({ "90" }, false);
        QCOMPARE(f.asked().before, QStringLiteral("a90"));
    }

    void whoWantsNothingGetsNothingAndMayChange()
    {
        Fixture f;
        f.history.setReach(History::Nothing);
        f.catchUp.setWantsHistory(false);
        f.beginAt("9");
        QCOMPARE(f.bodies(), QStringList());
        f.arrive("10");
        f.history.setReach(History::All);
        QCOMPARE(f.asked().before, QString());
        f.answer(f.ids(8, 10), false); // with what has come since
        QCOMPARE(f.asked().before, QStringLiteral("a8"));
        f.answer(f.ids(1, 7));
        QCOMPARE(f.bodies(), f.texts(1, 10));
        QCOMPARE(f.conversations.unreadTotal(), 1);
    }

    void itReachesAsFarAsIsWanted()
    {
        Fixture f;
        f.history.setReach(History::Year); // what the archive has is older
        f.beginAt("9");
        QVERIFY(!f.asks());
        f.history.setReach(History::All);
        QVERIFY(f.asks());
        f.answer(f.ids(7, 8), false);
        f.history.setReach(History::Month);
        f.answer(f.ids(5, 6), false);
        QVERIFY(!f.asks());
        QCOMPARE(f.bodies(), f.texts(5, 9));
    }

    void whatIsOfUnknownAgeIsWanted()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a9"));
        f.awaited(f.store.call([&f](Store &opened) {
            ArchiveGap gap; // as an earlier version leaves it
            gap.account = f.account;
            gap.newer = QStringLiteral("a5");
            return opened.archive().openGap(gap);
        }));
        f.history.setReach(History::Year);
        f.begin();
        f.answer({});
        QCOMPARE(f.asked().before, QStringLiteral("a5"));
    }

    void gapThatThePersonWantsIsFilledForAFewPages()
    {
        Fixture f;
        f.history.setReach(History::Nothing);
        f.beginAt("90");
        f.history.fill(f.history.gaps().first().id);
        QCOMPARE(f.history.filling(), QSet<qint64> { f.history.gaps().first().id });
        int pages = 0;
        for (int id = 88; f.asks() && id > 0; id -= 2, ++pages) {
            f.answer(f.ids(id, id + 1), false);
        }
        QVERIFY2(pages > 1 && pages < 20, QByteArray::number(pages));
        QCOMPARE(f.bodies().size(), 1 + 2 * pages);
    }

    void stoppingHoldsUntilItIsWantedAgain()
    {
        Fixture f;
        f.beginAt("9");
        f.history.setPaused(true);
        f.answer(f.ids(7, 8), false); // was on its way
        QVERIFY(!f.asks());
        QCOMPARE(f.bodies(), f.texts(7, 9));
        f.endAll();
        f.begin();
        f.answer({});
        QVERIFY(!f.asks());
        f.history.setPaused(false);
        QCOMPARE(f.asked().before, QStringLiteral("a7"));
    }

    void newerSideThatIsGoneIsSoughtByItsTime()
    {
        Fixture f;
        f.beginAt("9");
        f.refuse("item-not-found");
        QCOMPARE(f.asked().before, QString());
        QVERIFY(!f.field(u"end").isEmpty());
        f.answer(f.ids(7, 9), false);
        QCOMPARE(f.asked().before, QStringLiteral("a7"));
        QVERIFY(f.field(u"end").isEmpty());
        f.answer(f.ids(1, 6));
        QCOMPARE(f.bodies(), f.texts(1, 9));
    }

    void whatTheArchiveHasForgottenStaysAGapThatCanBeTried()
    {
        Fixture f;
        f.beginAt("9");
        f.refuse("item-not-found");
        f.refuse("item-not-found");
        QVERIFY(!f.asks());
        QTRY_VERIFY(f.history.gaps().size() == 1 && f.history.gaps().first().isGone);
        f.endAll();
        f.begin();
        f.answer({});
        QVERIFY(!f.asks()); // not again and again
        f.history.fill(f.history.gaps().first().id);
        QVERIFY(f.asks());
        f.answer(f.ids(7, 8));
        QCOMPARE(f.bodies(), f.texts(7, 9));
        QVERIFY(f.gaps().isEmpty());
    }

    void archiveThatFailsIsAskedLater_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("passing") << QByteArray("internal-server-error");
        QTest::newRow("not for us") << QByteArray("forbidden");
    }
    void archiveThatFailsIsAskedLater()
    {
        QFETCH(QByteArray, condition);
        Fixture f;
        f.beginAt("9");
        f.refuse(condition);
        QVERIFY(!f.asks());
        QCOMPARE(f.gaps().size(), 1);
        f.endAll();
        f.begin();
        f.answer({});
        QVERIFY(f.asks());
        f.answer(f.ids(1, 8));
        QCOMPARE(f.bodies(), f.texts(1, 9));
    }

    void fullDiskLosesNothing()
    {
        Fixture f;
        f.beginAt("9");
        f.breakStore();
        f.answer(f.ids(5, 8), false);
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.bodies(), f.texts(5, 9), 20'000);
        f.answer(f.ids(1, 4));
        QCOMPARE(f.bodies(), f.texts(1, 9));
    }

    void whatIsAcknowledgedDoesNotWaitForHistory()
    {
        Fixture f;
        f.beginAt("9");
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.breakStore(); // pages wait for the disk
        f.answer(f.ids(5, 8), false);
        f.storeWorks();
        f.receiver.checkpoint(7);
        QTRY_COMPARE_WITH_TIMEOUT(handled.size(), 1, 4000); // before the page is tried again
    }
};

QTEST_GUILESS_MAIN(TestHistoryBackfill)
#include "tst_history_backfill.moc"
