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

    using Cause = ReconnectDelay::Cause;
    static constexpr std::chrono::milliseconds first = limits::reconnectFirst;
    static constexpr std::chrono::milliseconds longest = limits::reconnectMax;

    static ReconnectDelay afterManyAttempts(RandomId &random)
    {
        ReconnectDelay delay(random);
        for (int i = 0; i < 30; ++i) {
            delay.next(Cause::Ended);
        }
        return delay;
    }

private Q_SLOTS:
    void sessionThatBrokeIsMadeAnewAtOnce()
    {
        RandomId random;
        for (int i = 0; i < 300; ++i) {
            QVERIFY(ReconnectDelay(random).next(Cause::Broken) < 300ms);
        }
    }

    void firstAttemptAfterARefusalIsWithinFiveSeconds()
    {
        RandomId random;
        std::chrono::milliseconds least = 5s;
        std::chrono::milliseconds most = 0s;
        for (int i = 0; i < 300; ++i) {
            const auto delay = ReconnectDelay(random).next(Cause::Ended);
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
            delay.next(round % 2 == 0 ? Cause::Ended : Cause::Broken);
            std::chrono::milliseconds base = first;
            for (int attempt = 2; attempt < 2000; ++attempt) {
                const auto next = delay.next(attempt % 2 == 0 ? Cause::Ended : Cause::Broken);
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
        QVERIFY(delay.next(Cause::Ended) < 5s);
        for (int attempt = 2; attempt < 100; ++attempt) {
            const auto next = delay.next(Cause::Ended);
            QVERIFY(next >= first / 2 && next <= longest + longest / 2);
        }
    }

    void resetStartsAfresh()
    {
        RandomId random;
        ReconnectDelay delay = afterManyAttempts(random);
        delay.reset();
        QVERIFY(delay.next(Cause::Ended) < 5s);
        QVERIFY(delay.next(Cause::Ended) <= first * 3 / 2);
    }

    void sessionThatLastedStartsAfresh_data()
    {
        QTest::addColumn<bool>("broken");
        QTest::addColumn<std::chrono::milliseconds>("enough");
        QTest::newRow("broke off") << true << std::chrono::milliseconds(limits::sessionProvenBroken);
        QTest::newRow("ended") << false << std::chrono::milliseconds(limits::sessionProvenEnded);
    }
    void sessionThatLastedStartsAfresh()
    {
        QFETCH(bool, broken);
        QFETCH(std::chrono::milliseconds, enough);
        const Cause cause = broken ? Cause::Broken : Cause::Ended;
        RandomId random;
        QVERIFY(afterManyAttempts(random).nextAfter(enough, cause) < 5s);
        QVERIFY(afterManyAttempts(random).nextAfter(enough - 1ms, cause) >= longest / 2);
    }
};

QTEST_GUILESS_MAIN(TestReconnectDelay)
#include "tst_reconnect_delay.moc"
