// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/reconnect_delay.h"

#include "base/limits.h"
#include "support/counting_random.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Waiting before the next attempt: longer each time, never for ever, and not everybody at once.
class TestReconnectDelay : public QObject
{
    Q_OBJECT

    static constexpr std::chrono::milliseconds first = limits::reconnectFirst;
    static constexpr std::chrono::milliseconds longest = limits::reconnectMax;

private Q_SLOTS:
    void firstAttemptIsWithinFiveSeconds()
    {
        RandomId random;
        std::chrono::milliseconds least = 5s;
        std::chrono::milliseconds most = 0s;
        for (int i = 0; i < 300; ++i) {
            const auto delay = ReconnectDelay(random).next();
            QVERIFY(delay >= 0ms && delay < 5s);
            least = std::min(least, delay);
            most = std::max(most, delay);
        }
        QVERIFY2(most - least > 2s, "everybody comes back at the same time");
    }

    void laterAttemptsDoubleUpToTheLongest()
    {
        for (int round = 0; round < 20; ++round) {
            RandomId random;
            ReconnectDelay delay(random);
            delay.next();
            std::chrono::milliseconds base = first;
            for (int attempt = 2; attempt < 2000; ++attempt) {
                const auto next = delay.next();
                QVERIFY(next >= base / 2);
                QVERIFY(next <= base + base / 2);
                base = std::min(2 * base, longest);
            }
        }
    }

    void extremesOfTheDiceAreWithinTheBounds_data()
    {
        QTest::addColumn<int>("byte");
        QTest::newRow("lowest") << 0;
        QTest::newRow("highest") << 255;
    }
    void extremesOfTheDiceAreWithinTheBounds()
    {
        QFETCH(int, byte);
        CountingRandom random;
        random.fix(static_cast<quint8>(byte));
        ReconnectDelay delay(random);
        QVERIFY(delay.next() < 5s);
        for (int attempt = 2; attempt < 100; ++attempt) {
            const auto next = delay.next();
            QVERIFY(next >= first / 2 && next <= longest + longest / 2);
        }
    }

    void successStartsAfresh()
    {
        RandomId random;
        ReconnectDelay delay(random);
        for (int i = 0; i < 30; ++i) {
            delay.next();
        }
        delay.reset();
        QVERIFY(delay.next() < 5s);
        QVERIFY(delay.next() <= first * 3 / 2);
    }
};

QTEST_GUILESS_MAIN(TestReconnectDelay)
#include "tst_reconnect_delay.moc"
