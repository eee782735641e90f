// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/small_disk.h"

#include "chat/preferences.h"
#include "chat/private_file.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace natter;

static int failingSyncs = 0;
static bool syncedFolder = false;

/// Instead of the C library's: a disk that says no when it is asked to be sure.
extern "C" int fsync(int descriptor)
{
    struct stat status = {};
    syncedFolder = syncedFolder || (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode));
    if (failingSyncs > 0) {
        --failingSyncs;
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

/// Settings and accounts: the old file or the new one, and never "saved" while it is not.
class TestPrivateFile : public QObject
{
    Q_OBJECT

    static QJsonObject content(int size) { return { { QStringLiteral("text"), QString(size, u'x') } }; }

private Q_SLOTS:
    void eachDamagedFileIsKept()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("accounts.json"));
        for (int i = 0; i < 50; ++i) { // some within the same millisecond
            QFile damaged(path);
            QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{ \"romeo") > 0);
            damaged.close();
            QCOMPARE(readJsonObject(path).error().kind, Error::Kind::StorageDamaged);
        }
        QCOMPARE(QDir(folder.path()).entryList({ QStringLiteral("accounts.json.damaged-*") }).size(), 50);
    }

    void whatCannotBeReadIsNotSaidToBeTriedAgain()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("accounts.json"))); // nobody reads that as a file
        const auto read = readJsonObject(folder.filePath(QStringLiteral("accounts.json")));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, Error::Kind::ReadOnly);
    }

    void fullDiskKeepsTheOldFile()
    {
        SmallDisk disk;
        if (!disk.isReal()) {
            return;
        }
        const QString path = disk.path("accounts.json");
        QVERIFY(writeJsonObject(path, content(10)).has_value());
        disk.fill();
        const auto refused = writeJsonObject(path, content(9000));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
        QCOMPARE(readJsonObject(path).value(), content(10));
        QCOMPARE(QDir(disk.path({})).entryList(QDir::Files).size(), 2); // with what fills the disk
        disk.free();
        QVERIFY(writeJsonObject(path, content(9000)).has_value());
        QCOMPARE(readJsonObject(path).value(), content(9000));
    }

    void whatTheDiskDoesNotConfirmIsNotWritten()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("accounts.json");
        QVERIFY(writeJsonObject(path, content(10)).has_value());
        failingSyncs = 1;
        const auto refused = writeJsonObject(path, content(20));
        failingSyncs = 0;
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::Storage);
        QCOMPARE(readJsonObject(path).value(), content(10));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void theFolderKnowsOfTheNewFile()
    {
        const QTemporaryDir folder;
        syncedFolder = false;
        QVERIFY(writeJsonObject(folder.filePath("accounts.json"), content(10)).has_value());
        QVERIFY(syncedFolder);
    }

    void settingsAreWrittenOnceThereIsRoom()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("profile/settings.json");
        QFile obstacle(folder.filePath("profile")); // nothing can be written below a file
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        Preferences preferences(path);
        QSignalSpy failed(&preferences, &Preferences::saveFailed);
        QSignalSpy saved(&preferences, &Preferences::saved);
        Preferences::Values values = preferences.values();
        values.compact = true;
        preferences.set(values);
        QCOMPARE(failed.count(), 1);
        QVERIFY(preferences.values().compact);
        QVERIFY(obstacle.remove());
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 15'000);
        QCOMPARE(failed.count(), 1);
        Preferences again(path);
        QVERIFY(again.load().has_value());
        QVERIFY(again.values().compact);
    }

    void emojiAreRemembered()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("settings.json");
        Preferences preferences(path);
        Preferences::Values values = preferences.values();
        values.recentEmoji = { u"\U0001f44d\U0001f3fd"_qs, u"\u2139\ufe0f"_qs, u"1\ufe0f\u20e3"_qs,
                               u"\u2764\ufe0f\u200d\U0001f525"_qs };
        values.emojiTone = 3;
        preferences.set(values);
        Preferences again(path);
        QVERIFY(again.load().has_value());
        QCOMPARE(again.values().recentEmoji, values.recentEmoji);
        QCOMPARE(again.values().emojiTone, 3);
    }

    void badEmojiAreDropped()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("settings.json");
        QJsonArray recent { 7,
                            QString(),
                            u"\U0001f389"_qs,
                            u"<b>"_qs,
                            u"\U0001f389"_qs,
                            u"\U0001f389 \U0001f389"_qs,
                            QString(100, u'\u2764'),
                            u"\u2764\n"_qs };
        for (char32_t c = 0x1f400; c < 0x1f440; ++c) {
            recent.append(QString::fromUcs4(&c, 1));
        }
        QVERIFY(writeJsonObject(path, { { "recentEmoji", recent }, { "emojiTone", 17 } }).has_value());
        Preferences preferences(path);
        QVERIFY(preferences.load().has_value());
        QCOMPARE(preferences.values().recentEmoji.size(), Preferences::maxRecentEmoji);
        QCOMPARE(preferences.values().recentEmoji.mid(0, 2), QStringList({ u"\U0001f389"_qs, u"\U0001f400"_qs }));
        QCOMPARE(preferences.values().emojiTone, 5);
        QVERIFY(writeJsonObject(path, { { "recentEmoji", "none" }, { "emojiTone", "dark" } }).has_value());
        QVERIFY(preferences.load().has_value());
        QVERIFY(preferences.values().recentEmoji.isEmpty());
        QCOMPARE(preferences.values().emojiTone, 0);
    }
};

int main(int argc, char **argv)
{
    SmallDisk::prepare();
    const QCoreApplication application(argc, argv);
    TestPrivateFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_private_file.moc"
