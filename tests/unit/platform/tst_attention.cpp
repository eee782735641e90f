// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "platform/attention.h"
#include "support/fake_clock.h"
#include "support/told_idle.h"

#include <QRasterWindow>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Whether the person looks, as windows come and go.
class TestAttention : public QObject
{
    Q_OBJECT

    /// With a window that the person uses.
    struct Used
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention { clock, idle };
        QRasterWindow window;

        bool comesToTheFront()
        {
            window.show();
            window.requestActivate();
            return QTest::qWaitForWindowActive(&window);
        }
    };

private Q_SLOTS:
    void startedInTheTrayNobodyLooks()
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        QSignalSpy changed(&attention, &Attention::changed);
        QVERIFY(attention.isPresent()); // as every stream begins
        clock.advance(limits::attentionHidden);
        attention.look();
        QVERIFY(!attention.isPresent());
        attention.look();
        QCOMPARE(changed.count(), 1);
    }

    void windowInSightIsLookedAtForAWhile()
    {
        FakeClock clock;
        ToldIdle idle;
        QRasterWindow window;
        window.setFlags(Qt::ToolTip); // of a kind that takes no focus
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(QGuiApplication::applicationState(), Qt::ApplicationInactive);
        Attention attention(clock, idle);
        clock.advance(limits::attentionVisible - 1s);
        attention.look();
        QVERIFY(attention.isPresent());
        clock.advance(1s);
        attention.look();
        QVERIFY(!attention.isPresent());
    }

    void windowPutAwayIsNotInSight()
    {
        FakeClock clock;
        ToldIdle idle;
        QRasterWindow window;
        window.setFlags(Qt::ToolTip);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        Attention attention(clock, idle);
        clock.advance(limits::attentionHidden);
        attention.look();
        QVERIFY(attention.isPresent());
        window.setWindowStates(Qt::WindowMinimized);
        attention.look();
        QVERIFY(!attention.isPresent());
    }

    void windowThatIsUsedIsLookedAt()
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        clock.advance(limits::attentionHidden);
        attention.look();
        QVERIFY(!attention.isPresent());
        QSignalSpy changed(&attention, &Attention::changed);
        QRasterWindow window;
        window.show();
        window.requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY(attention.isPresent()); // at once
        clock.advance(2 * limits::attentionVisible);
        attention.look();
        QVERIFY(attention.isPresent());
        window.hide();
        attention.look();
        QVERIFY(attention.isPresent()); // for a moment still
        clock.advance(limits::attentionHidden);
        attention.look();
        QVERIFY(!attention.isPresent());
        QCOMPARE(changed.count(), 2);
    }

    void nobodyLooksWhoseComputerIsUntouched()
    {
        Used f;
        QVERIFY(f.comesToTheFront());
        f.attention.look();
        QVERIFY(f.attention.isPresent());
        QSignalSpy changed(&f.attention, &Attention::changed);
        f.idle.setUntouched(8h);
        f.attention.look();
        QVERIFY(f.attention.isPresent()); // who started Natter was there then
        f.clock.advance(limits::attentionUntouched);
        f.idle.setUntouched(limits::attentionUntouched - 1ms);
        f.attention.look();
        QVERIFY(f.attention.isPresent());
        f.idle.setUntouched(limits::attentionUntouched);
        f.attention.look();
        QVERIFY(!f.attention.isPresent());
        f.attention.look();
        QVERIFY(!f.attention.isPresent());
        f.idle.setUntouched(0ms);
        f.attention.look();
        QVERIFY(f.attention.isPresent());
        QCOMPARE(changed.count(), 2);
    }

    void touchIsNoticedAtOnce()
    {
        Used f;
        QVERIFY(f.comesToTheFront());
        f.clock.advance(limits::attentionUntouched);
        f.idle.setUntouched(limits::attentionUntouched);
        f.attention.look();
        QVERIFY(!f.attention.isPresent());
        const int asked = f.idle.asked();
        QTest::keyClick(&f.window, Qt::Key_A);
        QVERIFY(f.attention.isPresent());
        QCOMPARE(f.idle.asked(), asked);
    }

    void nobodyLooksAtALockedScreen()
    {
        Used f;
        QVERIFY(f.comesToTheFront());
        Q_EMIT f.idle.covered(true);
        QVERIFY(!f.attention.isPresent()); // at once
        QTest::keyClick(&f.window, Qt::Key_A); // the window cannot have got that
        QVERIFY(!f.attention.isPresent());
        Q_EMIT f.idle.covered(false);
        QVERIFY(f.attention.isPresent());
    }

    void systemIsNotAskedForWhatMakesNoDifference()
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        attention.look();
        QCOMPARE(idle.asked(), 0); // there is no window
    }
};

QTEST_MAIN(TestAttention)
#include "tst_attention.moc"
