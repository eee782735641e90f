// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/unix/signal_watch.h"

#include <QSignalSpy>
#include <QtTest>

#include <csignal>

using namespace natter;

static constexpr int patience = 5'000; // milliseconds

using Handler = void (*)(int);

static Handler handlerOf(int signal)
{
    struct sigaction now
    {
    };
    ::sigaction(signal, nullptr, &now);
    return now.sa_handler;
}

/// What ends a program from outside. A signal that nobody heard would end this test.
class TestSignalWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const int signal : { SIGTERM, SIGINT, SIGHUP }) { // QtTest has its own
            ::signal(signal, SIG_DFL);
        }
    }

    void isHeardOnce_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("to end") << SIGTERM;
        QTest::newRow("Ctrl+C in the terminal") << SIGINT;
        QTest::newRow("the terminal is closed") << SIGHUP;
    }
    void isHeardOnce()
    {
        QFETCH(int, signal);
        SignalWatch watch;
        QSignalSpy asked(&watch, &EndWatch::asked);
        QCOMPARE(::raise(signal), 0);
        QVERIFY(asked.wait(patience));
        QVERIFY(handlerOf(signal) == SIG_DFL); // the next one ends what is still there
        QCoreApplication::processEvents();
        QCOMPARE(asked.size(), 1);
    }

    void differentOnesAreAllHeard()
    {
        SignalWatch watch;
        QSignalSpy asked(&watch, &EndWatch::asked);
        for (const int signal : { SIGTERM, SIGINT, SIGHUP }) {
            QCOMPARE(::raise(signal), 0);
        }
        QVERIFY(asked.wait(patience));
    }

    void ignoredStaysIgnored()
    {
        ::signal(SIGHUP, SIG_IGN); // as nohup does
        SignalWatch watch;
        QSignalSpy asked(&watch, &EndWatch::asked);
        QCOMPARE(::raise(SIGHUP), 0);
        QCOMPARE(::raise(SIGTERM), 0);
        QVERIFY(asked.wait(patience));
        QVERIFY(handlerOf(SIGHUP) == SIG_IGN);
        QCOMPARE(asked.size(), 1);
    }

    void everythingIsAsBeforeAfterwards()
    {
        for (int round = 0; round < 2; ++round) {
            {
                const SignalWatch watch;
                QVERIFY(handlerOf(SIGTERM) != SIG_DFL);
            }
            QVERIFY(handlerOf(SIGTERM) == SIG_DFL);
        }
    }
};

QTEST_GUILESS_MAIN(TestSignalWatch)
#include "tst_signal_watch.moc"
