// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QSystemTrayIcon>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// A program that starts on a desktop without a tray can always be found again.
class TestStartWithoutTray : public QObject
{
    Q_OBJECT

    static QWidgetList visibleWindows()
    {
        QWidgetList windows = QApplication::topLevelWidgets();
        windows.removeIf([](const QWidget *window) { return !window->isVisible(); });
        return windows;
    }

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

private Q_SLOTS:
    void whatShallStartHiddenStartsMinimised_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("set");
        QTest::newRow("neither asked nor set") << false << false;
        QTest::newRow("by the command line") << true << false;
        QTest::newRow("by the settings") << false << true;
    }
    void whatShallStartHiddenStartsMinimised()
    {
        QFETCH(bool, asked);
        QFETCH(bool, set);
        QVERIFY(!QSystemTrayIcon::isSystemTrayAvailable());
        const QTemporaryDir folder;
        Preferences before(folder.filePath(QStringLiteral("settings.json"))); // as the last run left them
        Preferences::Values values;
        values.startHidden = set;
        before.set(values);
        CommandLine line;
        line.profile = folder.path();
        line.minimized = asked;
        Application program(line);
        QVERIFY(visibleWindows().isEmpty());
        program.start();
        QCOMPARE(visibleWindows().size(), 1);
        QCOMPARE(visibleWindows().first()->isMinimized(), asked || set);
        program.open({}); // as when it is started once more
        QTRY_VERIFY(!visibleWindows().first()->isMinimized());
    }
};

QTEST_MAIN(TestStartWithoutTray)
#include "tst_start_without_tray.moc"
