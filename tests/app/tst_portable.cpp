// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/dialog_memory.h"
#include "app/portable.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Place = AccountSettings::PasswordPlace;

/// A Natter that is carried around keeps everything beside its program, and leaves the computer alone.
class TestPortable : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;

    static void touch(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", qPrintable(path));
        }
    }
    template <typename Answer> static Answer awaited(QFuture<Answer> future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result() : Answer();
    }

public:
    static void initMain() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_config.path())); }

    void programKnowsWhereItLies() { QCOMPARE(programFolder(), QCoreApplication::applicationDirPath()); }

    void profileIsBesideTheProgram()
    {
        const QTemporaryDir stick;
        const QDir folder(stick.path());
        QVERIFY(folder.mkpath("plain") && folder.mkpath("natter/bin") && folder.mkpath("natter/lib"));
        QVERIFY(folder.mkpath("Natter.app/Contents/MacOS") && folder.mkpath("bin"));
        QCOMPARE(portableProfile(folder.filePath("plain")), folder.filePath("plain/natter-data"));
        QCOMPARE(portableProfile(folder.filePath("natter/bin")), folder.filePath("natter/natter-data"));
        QCOMPARE(portableProfile(folder.filePath("Natter.app/Contents/MacOS")), folder.filePath("natter-data"));
        QCOMPARE(portableProfile(folder.filePath("bin")), folder.filePath("bin/natter-data")); // no archive of ours
    }

    void whatDialogsRememberIsPutBack()
    {
        const auto remembered = [](const char *key) {
            return QSettings(QSettings::UserScope, QStringLiteral("QtProject")).value(QLatin1String(key));
        };
        QSettings(QSettings::UserScope, QStringLiteral("QtProject")).setValue("FileDialog/lastVisited", "before");
        {
            const DialogMemory memory;
            QSettings dialog(QSettings::UserScope, QStringLiteral("QtProject"));
            dialog.setValue("FileDialog/lastVisited", "/media/stick");
            dialog.setValue("FileDialog/history", "/media/stick/secret");
        }
        QCOMPARE(remembered("FileDialog/lastVisited"), QVariant("before"));
        QVERIFY(remembered("FileDialog/history").isNull());
        QFile::remove(QSettings(QSettings::UserScope, QStringLiteral("QtProject")).fileName());
    }

    void commandLineAsksForIt()
    {
        const QTemporaryDir stick;
        const auto usual = CommandLine::parse({}, stick.path());
        QVERIFY(usual && !usual->isPortable && !usual->profile.startsWith(stick.path()));
        const auto asked = CommandLine::parse({ "--portable", "--minimized" }, stick.path());
        QVERIFY(asked && asked->isPortable && asked->minimized && !asked->hasOwnProfile);
        QCOMPARE(asked->profile, stick.filePath("natter-data"));
        const auto ctl = CommandLine::parse({ "ctl", "--portable", "account", "list" }, stick.path());
        QVERIFY(ctl && ctl->isPortable && ctl->isCtl);
        QCOMPARE(ctl->profile, asked->profile);
        QCOMPARE(ctl->ctlArguments, QStringList({ "account", "list" }));
        const auto word = CommandLine::parse({ "ctl", "send", "juliet@capulet.lit", "--portable" }, stick.path());
        QVERIFY(word && !word->isPortable); // that is the command's own
        const auto named = CommandLine::parse({ "--portable", "--profile", stick.filePath("other") }, stick.path());
        QVERIFY(named && named->isPortable && named->hasOwnProfile);
        QCOMPARE(named->profile, stick.filePath("other"));
    }

    void fileBesideTheProgramAsksForIt_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isPortable");
        QTest::newRow("beside the folders of an archive") << "portable" << true;
        QTest::newRow("with the ending that Windows hides") << "portable.txt" << true;
        QTest::newRow("another file") << "portable.json" << false;
    }
    void fileBesideTheProgramAsksForIt()
    {
        QFETCH(QString, file);
        QFETCH(bool, isPortable);
        const QTemporaryDir stick;
        QVERIFY(QDir(stick.path()).mkpath("bin") && QDir(stick.path()).mkpath("lib"));
        touch(stick.filePath(file));
        const auto line = CommandLine::parse({}, stick.filePath("bin"));
        QVERIFY(line && line->isPortable == isPortable);
        QCOMPARE(line->profile == stick.filePath("natter-data"), isPortable);
    }

    void keychainIsLeftAlone()
    {
        const QTemporaryDir stick;
        SystemVault inner(stick.path());
        PortableVault vault(inner);
        const Jid romeo = Jid::orNull(u"romeo@montague.lit");
        const auto refused = awaited(vault.write(romeo, VaultEntry::Password, Place::Keychain, Secret("pencil")));
        QVERIFY(!refused && refused.error().kind == Error::Kind::KeychainUnavailable);
        QCOMPARE(refused.error().condition, QStringLiteral("portable"));
        const auto read = awaited(vault.read(romeo, VaultEntry::Password, Place::Keychain));
        QVERIFY(!read && read.error().kind == Error::Kind::KeychainUnavailable);
        QVERIFY(awaited(vault.write(romeo, VaultEntry::Password, Place::PrivateFile, Secret("pencil"))));
        const auto kept = awaited(vault.read(romeo, VaultEntry::Password, Place::PrivateFile));
        QVERIFY(kept && kept->reveal() == u"pencil");
        QVERIFY(awaited(vault.remove(romeo, Place::PrivateFile)));
        QVERIFY(!awaited(vault.read(romeo, VaultEntry::Password, Place::PrivateFile)));
    }

    void computerIsLeftAsItWas()
    {
        const QTemporaryDir stick;
        CommandLine line;
        line.profile = stick.path();
        line.isPortable = true;
        {
            Preferences before(stick.filePath("settings.json")); // it was on another computer, and not portable there
            auto values = before.values();
            values.startAtLogin = true;
            before.set(values);
        }
        Application program(line);
        program.start();
        MainWindow *window = nullptr;
        const auto all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            window = window ? window : qobject_cast<MainWindow *>(widget);
        }
        QVERIFY(window);
        window->showSettings({});
        const auto *settings = window->findChild<QDialog *>("SettingsDialog");
        QVERIFY(!settings->findChild<QCheckBox *>("startAtLogin")->isEnabled());
        QVERIFY(!settings->findChild<QLabel *>("portableHint")->isHidden());
        settings->findChild<QCheckBox *>("closeToTray")->toggle(); // the settings are applied
        QVERIFY2(QDir(m_config.path()).isEmpty(), qPrintable(QDir(m_config.path()).entryList().join(u' ')));
    }
};

QTEST_MAIN(TestPortable)
#include "tst_portable.moc"
