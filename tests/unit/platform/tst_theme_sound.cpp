// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_notifier.h"
#include "support/notification_daemon.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

static const QString arrival = QStringLiteral("message-new-instant");

/// Sounds are played by programs of the system: here by some that only write down what they are asked for.
class TestThemeSound : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_place;

    QString path(const QString &name) const { return m_place->filePath(name); }
    void install(const QString &player, const QByteArray &does) const
    {
        QFile file(path(player));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho $(basename \"$0\") \"$1\" >>'" + QFile::encodeName(path("played")) + "'\n" + does
                   + '\n');
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    void addSound() const
    {
        const QString folder = path("data/sounds/freedesktop/stereo");
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile(folder + u'/' + arrival + ".oga").open(QIODevice::WriteOnly));
    }
    QStringList played() const
    {
        QFile file(path("played"));
        QStringList names;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : file.readAll().trimmed().split('\n')) {
                names.append(QString::fromUtf8(line.split(' ').first()));
            }
        }
        return names;
    }

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        qputenv("PATH", QFile::encodeName(m_place->path()) + ":/usr/bin:/bin");
        qputenv("XDG_DATA_HOME", QFile::encodeName(path("data")));
        qputenv("XDG_DATA_DIRS", QFile::encodeName(m_place->path()));
    }

    void firstThatCanPlaysIt_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QStringList>("all");
        QTest::newRow("the first") << QByteArray("exit 0") << QStringList { "paplay" };
        QTest::newRow("no server of its kind") << QByteArray("exit 1") << QStringList { "paplay", "pw-play" };
    }
    void firstThatCanPlaysIt()
    {
        QFETCH(QByteArray, first);
        QFETCH(QStringList, all);
        install("paplay", first);
        install("pw-play", "exit 0");
        addSound();
        ThemeSound sound;
        sound.play(arrival);
        QTRY_COMPARE(played(), all);
        sound.play("no-such-sound");
        QTRY_VERIFY(sound.findChildren<QProcess *>().isEmpty());
        QCOMPARE(played(), all);
    }

    void oneAtATimeAndNothingWaits()
    {
        install("paplay", "exec sleep 60");
        addSound();
        {
            ThemeSound sound;
            sound.play(arrival);
            QTRY_COMPARE(played().size(), 1);
            sound.play(arrival);
            QCOMPARE(sound.findChildren<QProcess *>().size(), 1);
        }
        QCOMPARE(played().size(), 1);
    }

    void daemonThatPlaysDoesItItself_data()
    {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<int>("times");
        QTest::newRow("it can") << QStringList { "body", "sound" } << true << 0;
        QTest::newRow("it cannot") << QStringList { "body" } << true << 1;
        QTest::newRow("it cannot, and nobody wants it") << QStringList { "body" } << false << 0;
    }
    void daemonThatPlaysDoesItItself()
    {
        QFETCH(QStringList, capabilities);
        QFETCH(bool, wanted);
        QFETCH(int, times);
        install("paplay", "exit 0");
        addSound();
        PrivateBus bus;
        QVERIFY2(bus.isRunning(), qPrintable(bus.problem()));
        NotificationDaemon daemon(bus);
        QVERIFY(daemon.start(capabilities));
        BusNotifier notifier(bus.connection("natter"));
        QTRY_VERIFY(notifier.knowsDaemon());
        notifier.show("juliet", "Juliet", "Ay me", wanted ? Notifier::Sound : Notifier::Extras());
        QTRY_COMPARE(daemon.calls(), 1);
        QTRY_VERIFY(played().size() >= times);
        QTRY_VERIFY(notifier.findChildren<QProcess *>().isEmpty());
        QCOMPARE(played().size(), times);
    }
};

QTEST_GUILESS_MAIN(TestThemeSound)
#include "tst_theme_sound.moc"
