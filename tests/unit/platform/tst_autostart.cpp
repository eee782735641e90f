// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace natter;

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The entry that makes a desktop start the program.
class TestAutostart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entryComesAndGoes()
    {
        const QTemporaryDir home;
        const QString place = home.filePath(QStringLiteral("autostart")); // not there yet
        const Autostart autostart(QStringLiteral("natter"),
                                  { QStringLiteral("/usr/bin/natter"), QStringLiteral("--minimized") }, place);
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.set(false));
        QVERIFY(autostart.set(true));
        QVERIFY(autostart.isOn());
        const QByteArray content = contentOf(place + QStringLiteral("/natter.desktop"));
        QVERIFY(content.contains("\nExec=\"/usr/bin/natter\" \"--minimized\"\n"));
        QVERIFY(autostart.set(false));
        QVERIFY(!autostart.isOn());
        QVERIFY(QDir(place).isEmpty());
    }

    void desktopMaySwitchItOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("hidden") << QByteArray("Hidden=true\n");
        QTest::newRow("GNOME") << QByteArray("X-GNOME-Autostart-enabled=false\n");
    }
    void desktopMaySwitchItOff()
    {
        QFETCH(QByteArray, line);
        const QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("natter.desktop")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\nType=Application\nExec=natter\n" + line);
        file.close();
        const Autostart autostart(QStringLiteral("natter"), { QStringLiteral("natter") }, home.path());
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.set(true));
        QVERIFY(autostart.isOn());
    }

    void oddPathsSurvive()
    {
        const QTemporaryDir home;
        const QString odd = QStringLiteral("/home/ro\"me`o/$x \\ 100%/natter");
        QVERIFY(Autostart(QStringLiteral("natter"), { odd }, home.path()).set(true));
        const QByteArray content = contentOf(home.filePath(QStringLiteral("natter.desktop")));
        QVERIFY2(content.contains("Exec=\"/home/ro\\\\\"me\\\\`o/\\\\$x \\\\\\\\ 100%%/natter\"\n"),
                 content.constData());
    }

    void movedProgramIsNoticed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("natter");
        QTest::newRow("odd") << QStringLiteral("ro\"me`o $x \\ 100%");
    }
    void movedProgramIsNoticed()
    {
        QFETCH(QString, name);
        const QTemporaryDir home;
        const QString program = home.filePath(name);
        QVERIFY(QFile(program).open(QIODevice::WriteOnly));
        const Autostart autostart(QStringLiteral("natter"), { program, QStringLiteral("--minimized") },
                                  home.filePath(QStringLiteral("autostart")));
        QVERIFY(!autostart.isStale()); // there is none
        QVERIFY(autostart.set(true));
        QVERIFY(!autostart.isStale());
        QVERIFY(QFile::remove(program));
        QVERIFY(autostart.isStale());
        QVERIFY(autostart.set(false));
        QVERIFY(!autostart.isStale());
    }

    /// What somebody wrote is theirs, as long as it may work.
    void foreignEntriesAreLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<bool>("isStale");
        QTest::newRow("found in the path") << QByteArray("natter --minimized") << false;
        QTest::newRow("by another program") << QByteArray("/bin/sh -c natter") << false;
        QTest::newRow("gone, without quotes") << QByteArray("/nonexistent/natter --minimized") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("no end") << QByteArray("\"") << false;
    }
    void foreignEntriesAreLeftAlone()
    {
        QFETCH(QByteArray, command);
        QFETCH(bool, isStale);
        const QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("natter.desktop")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\nType=Application\nExec=" + command + '\n');
        file.close();
        const Autostart autostart(QStringLiteral("natter"), { QStringLiteral("natter") }, home.path());
        QCOMPARE(autostart.isStale(), isStale);
    }

    void whatCannotBeWrittenIsSaid()
    {
        const QTemporaryDir home;
        QFile file(home.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Autostart autostart(QStringLiteral("natter"), { QStringLiteral("natter") },
                                  home.filePath(QStringLiteral("file/autostart")));
        const auto done = autostart.set(true);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, Error::Kind::ReadOnly);
        QVERIFY(!autostart.isOn());
    }
};

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
