// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock_watch.h"
#include "support/fake_clock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Noticing that time jumped, by how the clocks went apart.
class TestClockWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jumpsAreNoticedAndNothingElse_data()
    {
        QTest::addColumn<milliseconds>("passed"); // by both clocks
        QTest::addColumn<milliseconds>("jump"); // of the time of day alone
        QTest::addColumn<bool>("noticed");
        QTest::newRow("nothing happened") << milliseconds(10s) << milliseconds(0) << false;
        QTest::newRow("a busy moment") << milliseconds(13s) << milliseconds(0) << false;
        QTest::newRow("set by a second") << milliseconds(10s) << milliseconds(1s) << false;
        QTest::newRow("slept, both clocks went on") << milliseconds(8h) << milliseconds(0) << true;
        QTest::newRow("slept, one clock stood still") << milliseconds(10s) << milliseconds(8h) << true;
        QTest::newRow("slept a minute") << milliseconds(4s) << milliseconds(60s) << true;
        QTest::newRow("a year ahead") << milliseconds(10s) << milliseconds(24h * 365) << true;
        QTest::newRow("a year back") << milliseconds(10s) << milliseconds(-24h * 365) << true;
    }
    void jumpsAreNoticedAndNothingElse()
    {
        QFETCH(milliseconds, passed);
        QFETCH(milliseconds, jump);
        QFETCH(bool, noticed);
        FakeClock clock;
        ClockWatch watch(clock, 10s);
        QSignalSpy jumped(&watch, &ClockWatch::jumped);
        clock.advance(10s);
        watch.look();
        QCOMPARE(jumped.count(), 0);
        clock.advance(passed);
        clock.jump(jump);
        watch.look();
        QCOMPARE(jumped.count(), noticed ? 1 : 0);
        clock.advance(10s);
        watch.look();
        QCOMPARE(jumped.count(), noticed ? 1 : 0); // once
    }

    void looksByItself()
    {
        FakeClock clock;
        ClockWatch watch(clock, 10ms);
        QSignalSpy jumped(&watch, &ClockWatch::jumped);
        clock.jump(1h);
        QVERIFY(jumped.wait());
    }

    void realClocksStayTogether()
    {
        SystemClock clock;
        ClockWatch watch(clock, 10ms);
        QSignalSpy jumped(&watch, &ClockWatch::jumped);
        QVERIFY(!jumped.wait(300));
    }
};

QTEST_GUILESS_MAIN(TestClockWatch)
#include "tst_clock_watch.moc"
