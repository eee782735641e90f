// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arrival_sound.h"
#include "base/limits.h"
#include "support/fake_clock.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// How often messages are heard.
class TestArrivalSound : public QObject
{
    Q_OBJECT

    static ConversationId chat(const char *peer, const char *account = "romeo@montague.lit")
    {
        return { Jid::orNull(QString::fromLatin1(account)), Jid::orNull(QString::fromLatin1(peer)) };
    }
    const ConversationId m_juliet = chat("juliet@capulet.lit");
    const ConversationId m_nurse = chat("nurse@capulet.lit");

private Q_SLOTS:
    void whatComesTogetherIsHeardOnce()
    {
        FakeClock clock;
        ArrivalSound sound(clock);
        QVERIFY(sound.take(m_juliet, false));
        QVERIFY(!sound.take(m_nurse, false));
        clock.advance(limits::soundInterval - 1ms);
        QVERIFY(!sound.take(chat("tybalt@capulet.lit"), false));
        clock.advance(1ms);
        QVERIFY(sound.take(chat("paris@verona.lit"), false));
    }

    void chatThatGoesOnIsHeardOnce()
    {
        FakeClock clock;
        ArrivalSound sound(clock);
        QVERIFY(sound.take(m_juliet, false));
        for (int i = 0; i < 5; ++i) {
            clock.advance(9s);
            QVERIFY(!sound.take(m_juliet, false));
        }
        QVERIFY(sound.take(m_nurse, false)); // and does not silence others
        clock.advance(10s);
        QVERIFY(sound.take(m_juliet, false));
    }

    void nobodySilencesOthersByWritingOnAndOn()
    {
        FakeClock clock;
        ArrivalSound sound(clock);
        for (int i = 0; i < 3; ++i) {
            sound.take(chat("tybalt@capulet.lit"), false);
            clock.advance(2s);
        }
        QVERIFY(sound.take(m_juliet, false));
    }

    void whatWasMissedIsHeardOnceForEachAbsence()
    {
        FakeClock clock;
        ArrivalSound sound(clock);
        const ConversationId other = chat("juliet@capulet.lit", "benvolio@montague.lit");
        sound.accountReturned(m_juliet.account);
        QVERIFY(sound.take(m_juliet, true));
        clock.advance(60s);
        QVERIFY(!sound.take(m_nurse, true)); // what was far back takes its time
        QVERIFY(sound.take(m_juliet, false)); // what is new is another matter
        clock.advance(60s);
        QVERIFY(sound.take(other, true)); // and so is another account
        clock.advance(60s);
        sound.accountReturned(m_juliet.account);
        QVERIFY(sound.take(m_nurse, true));
    }
};

QTEST_GUILESS_MAIN(TestArrivalSound)
#include "tst_arrival_sound.moc"
