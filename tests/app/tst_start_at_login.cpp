// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// The switch in the settings, and the entry that the system reads.
class TestStartAtLogin : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_config;

    static std::unique_ptr<Application> programFor(const QString &profile)
    {
        CommandLine line;
        line.profile = profile;
        line.hasOwnProfile = true;
        QDir().mkpath(profile);
        auto program = std::make_unique<Application>(line);
        program->start();
        return program;
    }
    static QDialog *settings()
    {
        const auto all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            if (auto *window = qobject_cast<MainWindow *>(widget)) {
                window->showSettings({});
                return window->findChild<QDialog *>("SettingsDialog");
            }
        }
        return nullptr;
    }
    static QCheckBox *switchIn(const QDialog *dialog) { return dialog->findChild<QCheckBox *>("startAtLogin"); }
    QStringList entries() const { return QDir(m_config->filePath("autostart")).entryList(QDir::Files); }

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

private Q_SLOTS:
    void init()
    {
        m_config = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_config->path()));
    }
    void cleanup() { qunsetenv("FLATPAK_ID"); }

    /// Two folders of the same name are two profiles.
    void eachProfileHasItsOwnEntry()
    {
        const QTemporaryDir place;
        {
            const auto program = programFor(place.filePath("home/romeo"));
            switchIn(settings())->setChecked(true);
            QCOMPARE(entries().size(), 1);
            QVERIFY(entries().first().startsWith("natter-romeo-"));
        }
        {
            const auto program = programFor(place.filePath("work/romeo"));
            QVERIFY(!switchIn(settings())->isChecked());
            switchIn(settings())->setChecked(true);
            QCOMPARE(entries().size(), 2);
            switchIn(settings())->setChecked(false);
            QCOMPARE(entries().size(), 1);
        }
        const auto program = programFor(place.filePath("home/romeo"));
        QVERIFY(switchIn(settings())->isChecked());
    }

    /// An archive that was unpacked elsewhere: the entry starts what is not there any more.
    void entryFollowsTheProgram()
    {
        const QTemporaryDir place;
        const auto content = [this] {
            QFile file(m_config->filePath("autostart/" + entries().value(0)));
            return file.open(QIODevice::ReadWrite) ? file.readAll() : QByteArray();
        };
        {
            const auto program = programFor(place.filePath("romeo"));
            switchIn(settings())->setChecked(true);
        }
        const QByteArray written = content();
        QFile file(m_config->filePath("autostart/" + entries().value(0)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(
            QByteArray(written).replace(QCoreApplication::applicationFilePath().toUtf8(), "/nonexistent/natter"));
        file.close();
        QVERIFY(content() != written);
        const auto program = programFor(place.filePath("romeo"));
        QCOMPARE(content(), written);
        QVERIFY(switchIn(settings())->isChecked());
    }

    void flatpakSaysThatItCannot()
    {
        const QTemporaryDir place;
        {
            const auto program = programFor(place.filePath("romeo"));
            QVERIFY(settings()->findChild<QLabel *>("flatpakHint")->isHidden());
            switchIn(settings())->setChecked(true);
            QCOMPARE(entries().size(), 1);
        }
        qputenv("FLATPAK_ID", "im.natter.Natter");
        const auto program = programFor(place.filePath("romeo"));
        const auto *dialog = settings();
        QVERIFY(!switchIn(dialog)->isEnabled());
        QVERIFY(!switchIn(dialog)->isChecked()); // it does not start
        QVERIFY(!dialog->findChild<QLabel *>("flatpakHint")->isHidden());
        dialog->findChild<QCheckBox *>("closeToTray")->toggle(); // the settings are applied
        QCOMPARE(entries().size(), 1); // which it did not make
    }
};

QTEST_MAIN(TestStartAtLogin)
#include "tst_start_at_login.moc"
