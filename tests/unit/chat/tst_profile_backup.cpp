// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/profile_backup.h"
#include "crypto/age_format.h"
#include "store/store.h"
#include "support/raw_sql.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// A profile goes into a backup and comes back as it was, or not at all.
class TestProfileBackup : public QObject
{
    Q_OBJECT

    const Secret m_passphrase { QStringLiteral("wherefore art thou") };
    const ConversationId m_juliet { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };
    const QDateTime m_now { QDate(2026, 1, 1), QTime(12, 0), Qt::UTC };

    static bool goesOn(int, int) { return true; }

    void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void say(const QString &profile, const QString &body)
    {
        Store store(profile + "/natter.sqlite");
        QVERIFY(store.open());
        ChatMessage message;
        message.conversation = m_juliet;
        message.body = body;
        message.time = m_now;
        QVERIFY(store.messages().record({ message }));
    }
    QStringList said(const QString &profile)
    {
        Store store(profile + "/natter.sqlite");
        QStringList bodies;
        if (store.open()) {
            const auto messages = store.messages().page(m_juliet, 0, 100).value();
            for (const ChatMessage &message : messages) {
                bodies.append(message.body);
            }
        }
        return bodies;
    }
    /// What of a restoration is lying about.
    static QStringList leftOvers(const QString &profile)
    {
        return QDir(profile).entryList({ "restore-*", "backup-*" }, QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void comesBackAsItWas()
    {
        QTemporaryDir old;
        say(old.path(), "Good morrow");
        rawSql(old.filePath("natter.sqlite"),
               { "INSERT INTO stream (account, id, bound, location, handled) VALUES (1, 'x', 'y', 'z', 1)" });
        write(old.filePath("accounts.json"), "{\"accounts\":[]}");
        write(old.filePath("passwords.json"), "{\"secret\":1}");
        write(old.filePath("natter.lock"), "nobody's business");
        const QString backup = old.filePath("backup.tar.age");
        {
            Store inUse(old.filePath("natter.sqlite"));
            QVERIFY(inUse.open());
            const auto done = backUpProfile(old.path(), backup, m_passphrase, goesOn);
            QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
        }
        QVERIFY(!read(backup).contains("Good morrow"));
        QVERIFY(!read(backup).contains("secret"));
        QCOMPARE(leftOvers(old.path()), QStringList());

        QTemporaryDir fresh;
        say(fresh.path(), "Something else");
        write(fresh.filePath("settings.json"), "{\"mine\":1}");
        const auto opened = openBackup(backup, fresh.path(), m_passphrase, goesOn);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
        QCOMPARE(said(fresh.path()), QStringList { "Something else" }); // until nobody uses it
        QVERIFY(finishRestore(fresh.path(), m_now));
        QCOMPARE(said(fresh.path()), QStringList { "Good morrow" });
        QCOMPARE(read(fresh.filePath("accounts.json")), QByteArray("{\"accounts\":[]}"));
        QCOMPARE(read(fresh.filePath("passwords.json")), QByteArray("{\"secret\":1}"));
        QVERIFY(!QFile::exists(fresh.filePath("settings.json"))); // there were none
        QVERIFY(!QFile::exists(fresh.filePath("natter.lock")));
        const QString before = fresh.filePath("before-restore-20260101-120000-000");
        QCOMPARE(said(before), QStringList { "Something else" });
        QCOMPARE(read(before + "/settings.json"), QByteArray("{\"mine\":1}"));
        QCOMPARE(leftOvers(fresh.path()), QStringList());
        rawSql(fresh.filePath("natter.sqlite"), { "CREATE TABLE a AS SELECT 1 / (count(*) = 0) AS x FROM stream" });
        QVERIFY(finishRestore(fresh.path(), m_now)); // there is nothing to do any more
    }

    void interruptedAnywhereItGoesOn()
    {
        QTemporaryDir old;
        say(old.path(), "Good morrow");
        write(old.filePath("accounts.json"), "old");
        write(old.filePath("settings.json"), "old");
        const QString backup = old.filePath("backup.tar.age");
        QVERIFY(backUpProfile(old.path(), backup, m_passphrase, goesOn));
        // Each state that an end in between leaves: so many files moved aside, or so many at their new places
        const QList<std::pair<QString, QString>> steps { { "natter.sqlite-wal", "restore-aside/natter.sqlite-wal" },
                                                         { "natter.sqlite", "restore-aside/natter.sqlite" },
                                                         { "accounts.json", "restore-aside/accounts.json" },
                                                         { "settings.json", "restore-aside/settings.json" },
                                                         { "restore-ready", "restore-moving" },
                                                         { "restore-moving/natter.sqlite", "natter.sqlite" },
                                                         { "restore-moving/accounts.json", "accounts.json" },
                                                         { "restore-moving/settings.json", "settings.json" } };
        for (qsizetype state = 0; state <= steps.size(); ++state) {
            QTemporaryDir fresh;
            write(fresh.filePath("natter.sqlite"), "new");
            write(fresh.filePath("natter.sqlite-wal"), "new log");
            write(fresh.filePath("accounts.json"), "new");
            write(fresh.filePath("settings.json"), "new");
            QVERIFY(openBackup(backup, fresh.path(), m_passphrase, goesOn));
            QDir folder(fresh.path());
            folder.mkdir("restore-aside");
            for (const auto &[from, to] : steps.first(state)) {
                QVERIFY(folder.rename(from, to));
            }
            QVERIFY(finishRestore(fresh.path(), m_now));
            QCOMPARE(said(fresh.path()), QStringList { "Good morrow" });
            QCOMPARE(read(fresh.filePath("accounts.json")), QByteArray("old"));
            QCOMPARE(read(fresh.filePath("settings.json")), QByteArray("old"));
            QCOMPARE(leftOvers(fresh.path()), QStringList());
            const QStringList kept = folder.entryList({ "before-restore-*" }, QDir::Dirs);
            QCOMPARE(kept.size(), 1); // all of the profile of before, in one place
            QCOMPARE(read(fresh.filePath(kept.first() + "/natter.sqlite-wal")), QByteArray("new log"));
            QCOMPARE(read(fresh.filePath(kept.first() + "/accounts.json")), QByteArray("new"));
        }
    }

    void whatIsStillToBeSentIsNotSentFromABackup()
    {
        QTemporaryDir old;
        {
            Store store(old.filePath("natter.sqlite"));
            QVERIFY(store.open());
            ChatMessage waiting;
            waiting.conversation = m_juliet;
            waiting.body = "Wait for me";
            waiting.time = m_now;
            waiting.direction = ChatMessage::Direction::Outgoing;
            waiting.delivery = ChatMessage::Delivery::Queued;
            QVERIFY(store.messages().record({ waiting }));
            LaterMessage later;
            later.conversation = m_juliet;
            later.text = "Not yet";
            later.due = m_now;
            QVERIFY(store.later().add(later));
        }
        const QString backup = old.filePath("backup.tar.age");
        QVERIFY(backUpProfile(old.path(), backup, m_passphrase, goesOn));
        QTemporaryDir fresh;
        QVERIFY(openBackup(backup, fresh.path(), m_passphrase, goesOn) && finishRestore(fresh.path(), m_now));
        Store store(fresh.filePath("natter.sqlite"));
        QVERIFY(store.open());
        QVERIFY(store.messages().pending(m_juliet.account)->isEmpty());
        QCOMPARE(store.messages().page(m_juliet, 0, 10)->first().delivery, ChatMessage::Delivery::Failed);
        QCOMPARE(store.later().all()->first().state, LaterMessage::State::Restored);
    }

    void whatAKilledRunHasLeftIsRemoved()
    {
        QTemporaryDir profile;
        QDir folder(profile.path());
        for (const char *left : { "backup-copy", "restore-opening" }) {
            folder.mkdir(left);
            write(profile.filePath(QLatin1String(left) + "/natter.sqlite"), "all messages");
        }
        QVERIFY(finishRestore(profile.path(), m_now));
        QCOMPARE(leftOvers(profile.path()), QStringList());
    }

    void stoppedAtTheLastMoment()
    {
        QTemporaryDir old;
        say(old.path(), "Good morrow");
        const QString backup = old.filePath("backup.tar.age");
        QVERIFY(backUpProfile(old.path(), backup, m_passphrase, goesOn));
        QTemporaryDir fresh;
        const auto untilChecked = [](int done, int total) { return total != 1 || done != 1; };
        QCOMPARE(openBackup(backup, fresh.path(), m_passphrase, untilChecked).error().kind, Error::Kind::Cancelled);
        QCOMPARE(leftOvers(fresh.path()), QStringList());
    }

    void whatIsNoBackupChangesNothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("another passphrase") << "passphrase" << static_cast<int>(Error::Kind::NotAuthorised);
        QTest::newRow("cut") << "cut" << static_cast<int>(Error::Kind::Crypto);
        QTest::newRow("changed") << "changed" << static_cast<int>(Error::Kind::Crypto);
        QTest::newRow("no backup") << "text" << static_cast<int>(Error::Kind::Malformed);
        QTest::newRow("encrypted text") << "encrypted" << static_cast<int>(Error::Kind::Malformed);
        QTest::newRow("not there") << "missing" << static_cast<int>(Error::Kind::ReadOnly);
        QTest::newRow("newer") << "newer" << static_cast<int>(Error::Kind::StorageTooNew);
        QTest::newRow("stopped") << "stopped" << static_cast<int>(Error::Kind::Cancelled);
    }
    void whatIsNoBackupChangesNothing()
    {
        QFETCH(QString, what);
        QFETCH(int, kind);
        QTemporaryDir old;
        say(old.path(), "Good morrow");
        if (what == u"newer") {
            rawSql(old.filePath("natter.sqlite"), { "PRAGMA user_version = 99" });
        }
        const QString backup = old.filePath("backup.tar.age");
        QVERIFY(backUpProfile(old.path(), backup, m_passphrase, goesOn));
        const QByteArray bytes = read(backup);
        if (what == u"cut") {
            write(backup, bytes.first(bytes.size() / 2));
        } else if (what == u"changed") {
            QByteArray changed = bytes;
            changed[bytes.size() - 500] = static_cast<char>(changed[bytes.size() - 500] ^ 1);
            write(backup, changed);
        } else if (what == u"text") {
            write(backup, "Dear diary");
        } else if (what == u"encrypted") {
            QByteArray encrypted;
            AgeWriter writer([&encrypted](QByteArrayView piece) -> Result<> {
                encrypted.append(piece.data(), piece.size());
                return {};
            });
            QVERIFY(writer.begin(m_passphrase) && writer.write(QByteArray(5000, 'x')) && writer.end());
            write(backup, encrypted);
        } else if (what == u"missing") {
            QFile::remove(backup);
        }
        QTemporaryDir fresh;
        write(fresh.filePath("accounts.json"), "new");
        const Secret passphrase = what == u"passphrase" ? Secret(QStringLiteral("another one")) : m_passphrase;
        const auto opened =
            openBackup(backup, fresh.path(), passphrase, [&what](int, int) { return what != u"stopped"; });
        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.error().kind), kind);
        QCOMPARE(leftOvers(fresh.path()), QStringList());
        QVERIFY(finishRestore(fresh.path(), m_now));
        QCOMPARE(read(fresh.filePath("accounts.json")), QByteArray("new"));
    }

    void backupThatIsStoppedLeavesTheOneBefore()
    {
        QTemporaryDir old;
        say(old.path(), "Good morrow");
        const QString backup = old.filePath("backup.tar.age");
        write(backup, "the one before");
        int calls = 0;
        const auto done = backUpProfile(old.path(), backup, m_passphrase, [&calls](int, int) { return ++calls < 2; });
        QCOMPARE(done.error().kind, Error::Kind::Cancelled);
        QCOMPARE(read(backup), QByteArray("the one before"));
        QCOMPARE(leftOvers(old.path()), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestProfileBackup)
#include "tst_profile_backup.moc"
