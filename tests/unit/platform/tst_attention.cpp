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
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        QRasterWindow window;
        window.show();
        window.requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        attention.look();
        QVERIFY(attention.isPresent());
        QSignalSpy changed(&attention, &Attention::changed);
        idle.setUntouched(8h);
        attention.look();
        QVERIFY(attention.isPresent()); // who started Natter was there then
        clock.advance(limits::attentionUntouched);
        idle.setUntouched(limits::attentionUntouched - 1ms);
        attention.look();
        QVERIFY(attention.isPresent());
        idle.setUntouched(limits::attentionUntouched);
        attention.look();
        QVERIFY(!attention.isPresent());
        attention.look();
        QVERIFY(!attention.isPresent());
        idle.setUntouched(0ms);
        attention.look();
        QVERIFY(attention.isPresent());
        QCOMPARE(changed.count(), 2);
    }

    void touchIsNoticedAtOnce()
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        QRasterWindow window;
        window.show();
        window.requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        clock.advance(limits::attentionUntouched);
        idle.setUntouched(limits::attentionUntouched);
        attention.look();
        QVERIFY(!attention.isPresent());
        const int asked = idle.asked();
        QTest::keyClick(&window, Qt::Key_A);
        QVERIFY(attention.isPresent());
        QCOMPARE(idle.asked(), asked);
    }

    void nobodyLooksAtALockedScreen()
    {
        FakeClock clock;
        ToldIdle idle;
        Attention attention(clock, idle);
        QRasterWindow window;
        window.show();
        window.requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Q_EMIT idle.covered(true);
        QVERIFY(!attention.isPresent()); // at once
        QTest::keyClick(&window, Qt::Key_A); // the window cannot have got that
        QVERIFY(!attention.isPresent());
        Q_EMIT idle.covered(false);
        QVERIFY(attention.isPresent());
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
