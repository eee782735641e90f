// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "platform/attention.h"
#include "support/fake_clock.h"

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
        Attention attention(clock);
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
        QRasterWindow window;
        window.setFlags(Qt::ToolTip); // of a kind that takes no focus
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(QGuiApplication::applicationState(), Qt::ApplicationInactive);
        Attention attention(clock);
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
        QRasterWindow window;
        window.setFlags(Qt::ToolTip);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        Attention attention(clock);
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
        Attention attention(clock);
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
};

QTEST_MAIN(TestAttention)
#include "tst_attention.moc"
