// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QSystemTrayIcon>
#include <QTemporaryDir>
#include <QToolButton>
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

    /// Nor is there a session bus: nothing is in the way, and who looks for it is told.
    void settingsSayWhatTheDesktopLacks()
    {
        const QTemporaryDir folder;
        CommandLine line;
        line.profile = folder.path();
        Application program(line);
        program.start();
        auto *window = qobject_cast<MainWindow *>(visibleWindows().first());
        window->showSettings(QStringLiteral("notifications"));
        const auto said = [&window](const char *name) {
            const auto *label = window->findChild<QDialog *>("SettingsDialog")->findChild<QLabel *>(name);
            return label->isHidden() ? QString() : label->text();
        };
        QVERIFY2(said("notificationProblem").contains("notification service"), qPrintable(said("notificationProblem")));
        QVERIFY2(said("trayProblem").contains("no tray"), qPrintable(said("trayProblem")));
        auto *label = window->findChild<QLabel *>("notificationProblem");
        QTest::mouseClick(label->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY2(QGuiApplication::clipboard()->text().contains("no session bus"),
                 qPrintable(QGuiApplication::clipboard()->text()));
    }
};

QTEST_MAIN(TestStartWithoutTray)
#include "tst_start_without_tray.moc"
