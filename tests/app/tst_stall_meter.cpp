// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stall_meter.h"

#include <QtTest>

using namespace natter;

/// How long a window did not answer.
class TestStallMeter : public QObject
{
    Q_OBJECT

    /// In one turn of the event loop.
    static void beBusy(int milliseconds)
    {
        bool done = false;
        QTimer::singleShot(0, QCoreApplication::instance(), [&] {
            QElapsedTimer clock;
            clock.start();
            while (clock.elapsed() < milliseconds) { }
            done = true;
        });
        QTRY_VERIFY(done);
    }

private Q_SLOTS:
    void longestIsToldOnce()
    {
        StallMeter meter;
        beBusy(20);
        beBusy(80);
        beBusy(20);
        QCoreApplication::processEvents();
        const qint64 longest = meter.takeLongest();
        QVERIFY2(longest >= 80, qPrintable(QString::number(longest)));
        QCoreApplication::processEvents();
        QVERIFY(meter.takeLongest() < longest);
    }

    /// A loop that sleeps in between does its work elsewhere than one that only looks whether there is some.
    void workOfALoopThatSleepsIsSeen()
    {
        StallMeter meter;
        QEventLoop loop;
        QTimer::singleShot(50, &loop, [] {
            QElapsedTimer clock;
            clock.start();
            while (clock.elapsed() < 80) { }
        });
        QTimer::singleShot(200, &loop, &QEventLoop::quit);
        loop.exec();
        const qint64 longest = meter.takeLongest();
        QVERIFY2(longest >= 80 && longest < 130, qPrintable(QString::number(longest)));
    }

    void waitingIsNoStall()
    {
        StallMeter meter;
        bool passed = false;
        QTimer::singleShot(300, QCoreApplication::instance(), [&] { passed = true; });
        QEventLoop loop; // sleeps, unlike a test that looks again and again
        QTimer::singleShot(310, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(passed);
        const qint64 longest = meter.takeLongest();
        QVERIFY2(longest < 250, qPrintable(QString::number(longest)));
    }
};

QTEST_GUILESS_MAIN(TestStallMeter)
#include "tst_stall_meter.moc"
