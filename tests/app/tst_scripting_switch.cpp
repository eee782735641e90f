// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "platform/single_instance.h"

#include <QCheckBox>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// Scripts come in while the switch for that is on: from the click on, not from the next start.
class TestScriptingSwitch : public QObject
{
    Q_OBJECT

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

private Q_SLOTS:
    void switchOpensAndClosesTheDoor()
    {
        const QTemporaryDir folder;
        const QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
        CommandLine line;
        line.profile = folder.path();
        const QString door = SingleInstance::socketPath(folder.path(), QStringLiteral("ctl"));
        const auto isOpen = [&door] {
            QLocalSocket socket;
            socket.connectToServer(door);
            return QTest::qWaitFor([&socket] { return socket.state() != QLocalSocket::ConnectingState; })
                && socket.state() == QLocalSocket::ConnectedState;
        };
        Application program(line);
        program.start();
        MainWindow *window = nullptr;
        const auto all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            window = qobject_cast<MainWindow *>(widget) ? static_cast<MainWindow *>(widget) : window;
        }
        QVERIFY(window);
        window->showSettings();
        auto *box = window->findChild<QDialog *>("SettingsDialog")->findChild<QCheckBox *>("allowScripting");
        QVERIFY(!box->isChecked() && !isOpen());
        box->click();
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 20'000); // once the database is there
        box->click();
        QVERIFY(!isOpen());
        box->click();
        QVERIFY(isOpen());
    }

    void startedWithScriptsTheSettingsSaySo()
    {
        const QTemporaryDir folder;
        const QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
        for (const bool now : { false, true }) {
            CommandLine line;
            line.profile = folder.path();
            line.enableCtl = now;
            Application program(line);
            program.start();
            const auto all = QApplication::topLevelWidgets();
            for (QWidget *widget : all) {
                if (auto *window = qobject_cast<MainWindow *>(widget)) {
                    window->showSettings();
                    const auto *dialog = window->findChild<QDialog *>("SettingsDialog");
                    QCOMPARE(!dialog->findChild<QWidget *>("scriptingNow")->isHidden(), now);
                    QVERIFY(!dialog->findChild<QCheckBox *>("allowScripting")->isChecked());
                }
            }
        }
    }
};

QTEST_MAIN(TestScriptingSwitch)
#include "tst_scripting_switch.moc"
