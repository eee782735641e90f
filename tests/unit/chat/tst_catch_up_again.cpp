// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_session.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Fixture = ArchiveSession;

/// What arrives around the end of a connection: in order, once, and not hidden for long.
class TestCatchUpAgain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionThatEndsHidesNothingForLong()
    {
        Fixture f(std::chrono::milliseconds(100));
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        QVERIFY(f.receiver.holdsMessages());
        f.end();
        QTRY_COMPARE(f.bodies(), QStringList("3"));
        f.begin();
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "3", "2" }));
    }

    void sessionThatFollowsSoonKeepsTheOrder()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        f.end();
        f.begin();
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
    }

    void resumptionAsksForWhatIsStillMissing()
    {
        Fixture f(std::chrono::milliseconds(100));
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        QTRY_COMPARE(f.bodies(), QStringList("3"));
        f.take();
        f.catchUp.sessionResumed();
        f.waitForStore();
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.answer({ "2", "3", "4" });
        QCOMPARE(f.bodies(), QStringList({ "3", "2", "4" }));
        QCOMPARE(f.position(), QStringLiteral("a4"));
    }

    /// Such as what is said in rooms, which have archives of their own.
    void whatIsInNoArchiveKeepsItsOrder()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.receive("<message from='juliet@capulet.lit/balcony' type='chat' id='x'><body>x</body></message>");
        f.arrive("2");
        f.receive("<message from='juliet@capulet.lit/balcony' type='chat' id='y'><body>y</body></message>");
        f.answer({ "2" });
        QCOMPARE(f.bodies(), QStringList({ "2", "x", "y" }));
    }

    /// A server may have routed something to the connection that broke, and hand it over behind what came later.
    void archiveKnowsTheOrderOfWhatAResumedStreamBrings()
    {
        Fixture f;
        f.begin();
        f.answer({});
        f.arrive("1");
        f.take();
        f.catchUp.sessionResumed();
        f.waitForStore();
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.arrive("3");
        f.arrive("2");
        f.arrive("4");
        f.answer({ "2", "3" });
        f.answer({ "4" }); // it was asked once more about the last one
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3", "4" }));
    }

    void whatAResumedStreamSaysAgainDoesNotMoveThePositionBack()
    {
        Fixture f;
        f.begin();
        f.answer({});
        f.arrive("1");
        f.arrive("2");
        f.take();
        f.catchUp.sessionResumed();
        f.waitForStore();
        QCOMPARE(f.asked().after, QStringLiteral("a2"));
        f.arrive("1"); // the count of them was lost with the connection
        f.arrive("2");
        f.arrive("3");
        f.answer({ "3" });
        f.answer({}); // it was asked once more about the first ones
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3" }));
        QCOMPARE(f.position(), QStringLiteral("a3"));
    }

    void resumptionHoldsNothingBackWhereThereIsNoArchive()
    {
        Fixture f;
        f.begin();
        f.refuse("service-unavailable");
        f.catchUp.sessionResumed();
        f.arrive("1");
        QCOMPARE(f.bodies(), QStringList("1"));
        QVERIFY(f.request(ArchiveQuery::name).isNull());
    }

    void resumptionAsksAgainWhatNobodyMayHaveHeard()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        f.take();
        f.catchUp.sessionResumed();
        f.waitForStore();
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
    }

    void whatComesAgainIsNotAcknowledgedBeforeItIsOnDisk()
    {
        const QByteArray announcement("<message from='juliet@capulet.lit'><body>Ay me!</body></message>");
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        for (int connection = 0; connection < 2; ++connection) {
            f.receive(announcement);
            f.receiver.checkpoint(7);
            f.waitForStore();
            QCOMPARE(handled.size(), 0);
            if (connection == 0) {
                f.take();
                f.receiver.sessionResumed();
                f.catchUp.sessionResumed();
                f.waitForStore();
            }
        }
        f.answer({});
        QTRY_COMPARE(handled.size(), 1);
        QCOMPARE(f.bodies(), QStringList("Ay me!"));
    }

    void whatIsOnALaterPageDoesNotJumpAhead()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a0"));
        f.begin();
        f.arrive("1");
        f.arrive("4");
        f.arrive("2");
        f.answer({ "1", "2" }, false);
        f.answer({ "3", "4" });
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3", "4" }));
    }

    void eachPageTakesWhatWaitsForIt()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a0"));
        f.begin();
        f.arrive("1");
        f.arrive("2");
        f.receive("<message type='chat' from='juliet@capulet.lit/balcony' id='sx'><body>x</body></message>");
        f.arrive("3");
        f.arrive("4");
        f.answer({ "1", "2" }, false);
        f.answer({ "3", "4" });
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "x", "3", "4" })); // the archive never has the one between
        QCOMPARE(f.position(), QStringLiteral("a4"));
    }

    void diskThatRefusesAtTheEndOfASessionHidesNothing()
    {
        Fixture f(std::chrono::milliseconds(100));
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.answer({});
        f.breakStore();
        QSemaphore goOn;
        f.store.post([&goOn](Store &) { goOn.acquire(); });
        f.receive("<message type='chat' from='juliet@capulet.lit/balcony' id='s2'><body>2</body></message>");
        QCoreApplication::processEvents(); // on its way to the disk
        f.catchUp.sessionResumed();
        f.end();
        goOn.release();
        f.waitForStore();
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.bodies(), QStringList("2"), 15'000);
    }

    void whatHasNoIdIsThereOnce_data()
    {
        QTest::addColumn<bool>("resumed"); ///< before the archive answers
        QTest::newRow("merged into the page") << false;
        QTest::newRow("said again by a stream that goes on") << true;
    }

    void whatHasNoIdIsThereOnce()
    {
        QFETCH(bool, resumed);
        const QByteArray announcement("<message from='juliet@capulet.lit'><body>Ay me!</body></message>");
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("2");
        f.receive(announcement);
        f.receiver.checkpoint(7);
        f.waitForStore();
        if (resumed) {
            f.take();
            f.receiver.sessionResumed();
            f.catchUp.sessionResumed();
            f.waitForStore();
            f.arrive("2");
            f.receive(announcement);
            f.receiver.checkpoint(7);
            f.waitForStore();
        }
        QCOMPARE(handled.size(), 0);
        f.answer({ "2" });
        QCOMPARE(f.bodies(), QStringList({ "2", "Ay me!" }));
        QTRY_COMPARE(handled.size(), 1);
        QCOMPARE(handled.first().first().toUInt(), 7U);
    }
};

QTEST_GUILESS_MAIN(TestCatchUpAgain)
#include "tst_catch_up_again.moc"
