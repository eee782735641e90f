// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/screen.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <unistd.h>

using namespace natter;

/// However the demo is stopped, it takes along what it started, and leaves nothing behind.
class TestDemo : public QObject
{
    Q_OBJECT

    /// Of what still runs in that folder.
    static QByteArrayList commands(const QString &folder)
    {
        QByteArrayList found;
        const QStringList processes = QDir("/proc").entryList({ "[1-9]*" }, QDir::Dirs);
        for (const QString &process : processes) {
            QFile file("/proc/" + process + "/cmdline");
            const QByteArray command = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            if (command.contains(folder.toLocal8Bit())) {
                found.append(command);
            }
        }
        return found;
    }

private Q_SLOTS:
    void stopsWithoutATrace_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C while the server starts") << QByteArray("private Prosody") << SIGINT;
        QTest::newRow("Ctrl+C while windows open") << QByteArray("two windows") << SIGINT;
        QTest::newRow("Ctrl+C while they are open") << QByteArray("Both are online") << SIGINT;
        QTest::newRow("ended while windows open") << QByteArray("two windows") << SIGTERM;
        QTest::newRow("ended while they are open") << QByteArray("Both are online") << SIGTERM;
    }
    void stopsWithoutATrace()
    {
        QFETCH(QByteArray, moment);
        QFETCH(int, signal);
        Screen screen;
        QVERIFY2(screen.start(), qPrintable(Screen::problem()));
        const QTemporaryDir folder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TMPDIR", folder.path());
        QProcess demo;
        demo.setProcessEnvironment(environment);
        demo.setProcessChannelMode(QProcess::MergedChannels);
        demo.setChildProcessModifier([] { ::setpgid(0, 0); }); // as a shell does, so that Ctrl+C reaches all of it
        demo.start(NATTER_DEMO, { NATTER_PROGRAM });
        QByteArray said;
        const auto saysIt = [&] {
            said += demo.readAll();
            return said.contains(moment) || demo.state() == QProcess::NotRunning;
        };
        QVERIFY2(QTest::qWaitFor(saysIt, 60'000) && said.contains(moment), said.constData());
        const auto id = static_cast<pid_t>(demo.processId());
        QVERIFY(::kill(signal == SIGINT ? -id : id, signal) == 0);
        QVERIFY(demo.waitForFinished(30'000));
        QCOMPARE(demo.exitStatus(), QProcess::NormalExit);
        QCOMPARE(demo.exitCode(), 128 + signal);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
        QTRY_COMPARE(commands(folder.path()), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
