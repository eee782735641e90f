// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"
#include "support/unprivileged.h"

#include "store/message_store.h"

#include <QDir>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// The profile's file: safe settings, damage survived, nothing overwritten that a newer program wrote.
class TestDatabase : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    QString newPath() { return m_folder.filePath(QStringLiteral("%1.db").arg(++m_files)); }

    static ChatMessage message(const QString &id)
    {
        ChatMessage message;
        message.conversation = { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };
        message.stanzaId = id;
        message.body = QString(400, u'b') + id;
        message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        return message;
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void overwrite(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }

    /// A closed file with 200 messages, everything in the main file.
    QString filledFile()
    {
        const QString path = newPath();
        {
            Database database(path);
            if (!database.open()) {
                qFatal("cannot make a database");
            }
            QList<ChatMessage> messages;
            for (int i = 0; i < 200; ++i) {
                messages.append(message(QString::number(i)));
            }
            MessageStore(database).record(messages).value();
            database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).value()->finish();
        }
        return path;
    }

    static QString valueOf(Database &database, const QString &pragma)
    {
        auto query = database.run(QStringLiteral("PRAGMA ") + pragma);
        (*query)->next();
        const QString value = (*query)->value(0).toString();
        (*query)->finish();
        return value;
    }

    static void verifyUsable(Database &database)
    {
        MessageStore store(database);
        const auto recorded = store.record({ message(QStringLiteral("fresh")) });
        QVERIFY2(recorded.has_value(), qPrintable(recorded ? QString() : recorded.error().detail));
        QCOMPARE(recorded->size(), 1);
        QVERIFY(store.message(recorded->first().message.row).has_value());
        QVERIFY(store.chats().has_value());
    }

private Q_SLOTS:
    void settingsAreTheSafeOnes()
    {
        Database database(newPath());
        QVERIFY(database.open().has_value());
        QCOMPARE(valueOf(database, "journal_mode"), QStringLiteral("wal"));
        QCOMPARE(valueOf(database, "synchronous"), QStringLiteral("2")); // FULL
        QCOMPARE(valueOf(database, "foreign_keys"), QStringLiteral("1"));
        QCOMPARE(valueOf(database, "secure_delete"), QStringLiteral("1"));
        QCOMPARE(valueOf(database, "busy_timeout"), QStringLiteral("5000"));
        QVERIFY(valueOf(database, "user_version").toInt() >= 1);
    }

    void settingsAreTheSafeOnesAfterReopening()
    {
        Database database(filledFile());
        QVERIFY(database.open().has_value());
        QCOMPARE(valueOf(database, "journal_mode"), QStringLiteral("wal"));
        QCOMPARE(valueOf(database, "synchronous"), QStringLiteral("2"));
        QVERIFY(database.quarantined().isEmpty());
        QCOMPARE(MessageStore(database).count().value(), 200);
    }

    void filesAreTheOwnersAlone()
    {
        const CarelessUmask umask;
        const QString folder = m_folder.filePath("made/by/us");
        Database database(folder + "/natter.db");
        QVERIFY(database.open().has_value());
        verifyUsable(database);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        const auto files = QDir(folder).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 2); // with its journal
        for (const QFileInfo &file : files) {
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
        }
        QVERIFY2(!(QFileInfo(folder).permissions() & others), "the folder");
    }

    void damagedFileIsKeptAndANewOneBegun_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : { "garbage", "short garbage", "text", "half", "header only", "all but the last page",
                                    "zeroes", "no header" }) {
            QTest::newRow(damage) << QString::fromLatin1(damage);
        }
    }
    void damagedFileIsKeptAndANewOneBegun()
    {
        QFETCH(QString, damage);
        const QString path = filledFile();
        QByteArray content = contentOf(path);
        QVERIFY(content.size() > 20 * 4096);
        if (damage == u"garbage") {
            for (qsizetype i = 0; i < content.size(); ++i) {
                content[i] = static_cast<char>((i * 7919) % 251);
            }
        } else if (damage == u"short garbage") {
            content = "SQLite format 4";
        } else if (damage == u"text") {
            content = QByteArray("These are not the messages you are looking for.\n").repeated(100);
        } else if (damage == u"half") {
            content.truncate(content.size() / 2);
        } else if (damage == u"header only") {
            content.truncate(100);
        } else if (damage == u"all but the last page") {
            content.chop(4096);
        } else if (damage == u"zeroes") {
            content.fill('\0', content.size());
        } else {
            content.replace(0, 100, QByteArray(100, '\0'));
        }
        overwrite(path, content);
        Database database(path);
        const auto opened = database.open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
        QVERIFY(!database.quarantined().isEmpty());
        QVERIFY(database.quarantined().startsWith(path));
        QCOMPARE(contentOf(database.quarantined()), content);
        verifyUsable(database);
        QCOMPARE(MessageStore(database).count().value(), 1);
    }

    void overwrittenPageNeverBreaksTheProgram()
    {
        const QString original = filledFile();
        const QByteArray content = contentOf(original);
        int quarantined = 0;
        const qsizetype pages = content.size() / 4096;
        for (qsizetype page = 0; page < pages; ++page) {
            for (const char fill : { '\0', '\xff', '\x55' }) {
                QByteArray damaged = content;
                damaged.replace(page * 4096, 4096, QByteArray(4096, fill));
                const QString path = newPath();
                overwrite(path, damaged);
                Database database(path);
                const auto opened = database.open();
                QVERIFY2(opened.has_value(), qPrintable(QStringLiteral("page %1").arg(page)));
                if (!database.quarantined().isEmpty()) {
                    ++quarantined;
                    QCOMPARE(contentOf(database.quarantined()), damaged);
                }
                verifyUsable(database);
            }
        }
        QVERIFY2(quarantined >= pages, "most damage was not noticed");
    }

    void secondDamageDoesNotOverwriteTheFirstCopy()
    {
        const QString path = newPath();
        QStringList copies;
        for (const char *text :
             { "first damage, long enough to be no database at all, longer than the header needs it to be, and more",
               "second damage, long enough to be no database at all, longer than the header needs it to be, and mo" }) {
            overwrite(path, text);
            Database database(path);
            QVERIFY(database.open().has_value());
            copies.append(database.quarantined());
            QVERIFY(contentOf(copies.last()).startsWith(QByteArray(text).left(6)));
        }
        QVERIFY(copies[0] != copies[1]);
        QVERIFY(QFile::exists(copies[0]));
    }

    void newerFileIsRefusedAndUntouched_data()
    {
        QTest::addColumn<QString>("journal");
        QTest::newRow("our journal") << "wal";
        QTest::newRow("another journal") << "delete";
    }
    void newerFileIsRefusedAndUntouched()
    {
        QFETCH(QString, journal);
        const QString path = filledFile();
        rawSql(path,
               { "PRAGMA user_version=999", "PRAGMA journal_mode=" + journal,
                 "CREATE TABLE only_newer_programs_know (x)" });
        const QByteArray before = contentOf(path);
        {
            Database database(path);
            const auto opened = database.open();
            QVERIFY(!opened.has_value());
            QCOMPARE(opened.error().kind, Error::Kind::StorageTooNew);
            QVERIFY(database.quarantined().isEmpty());
            const auto written = database.run(QStringLiteral("DELETE FROM message"));
            QVERIFY(!written.has_value());
            QCOMPARE(written.error().kind, Error::Kind::StorageTooNew);
        }
        QVERIFY2(contentOf(path) == before, "the file was changed");
        QCOMPARE(rawSql(path, { "SELECT count(*) FROM message" }), QStringList("200"));
    }

    void unwritablePlaceIsReadOnly_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("folder of another") << "folder";
        QTest::newRow("file of another") << "file";
        QTest::newRow("folder that is a file") << "not a folder";
        QTest::newRow("file that is a folder") << "not a file";
    }
    void unwritablePlaceIsReadOnly()
    {
        QFETCH(QString, place);
        QTemporaryDir folder;
        QString path = folder.filePath("sub/natter.db");
        QDir(folder.path()).mkpath("sub");
        if (place == u"file") {
            QFile::copy(filledFile(), path);
            QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        } else if (place == u"not a folder") {
            path = folder.filePath("file/natter.db");
            overwrite(folder.filePath("file"), "x");
        } else if (place == u"not a file") {
            QDir(folder.path()).mkpath("sub/natter.db/inside");
        }
        const auto everybodyReads = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
        QFile::setPermissions(folder.filePath("sub"), everybodyReads);
        QFile::setPermissions(folder.path(), everybodyReads);
        {
            const Unprivileged nobody;
            Database database(path);
            const auto opened = database.open();
            QVERIFY(!opened.has_value());
            QCOMPARE(opened.error().kind, Error::Kind::ReadOnly);
            QVERIFY(database.quarantined().isEmpty());
        }
        QFile::setPermissions(folder.path(), everybodyReads | QFile::WriteOwner);
        QFile::setPermissions(folder.filePath("sub"), everybodyReads | QFile::WriteOwner);
    }

    void fullDiskRollsBackAndWorksAgainLater()
    {
        Database database(newPath());
        QVERIFY(database.open().has_value());
        MessageStore store(database);
        QVERIFY(store.record({ message("before") }).has_value());
        const QString pages = valueOf(database, "page_count");
        valueOf(database, "max_page_count=" + pages);
        QList<ChatMessage> many;
        for (int i = 0; i < 500; ++i) {
            many.append(message(QStringLiteral("m%1").arg(i)));
        }
        for (int attempt = 0; attempt < 3; ++attempt) {
            const auto refused = store.record(many);
            QVERIFY(!refused.has_value());
            QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
            QCOMPARE(store.count().value(), 1); // nothing half done
            const auto chats = store.chats();
            QCOMPARE(chats->first().unread, 1);
        }
        valueOf(database, "max_page_count=1000000");
        const auto recorded = store.record(many);
        QVERIFY2(recorded.has_value(), qPrintable(recorded ? QString() : recorded.error().detail));
        QCOMPARE(recorded->size(), 500);
        QCOMPARE(store.count().value(), 501);
    }

    void failedWorkIsRolledBack()
    {
        Database database(newPath());
        QVERIFY(database.open().has_value());
        const auto result = database.inTransaction([&]() -> Result<> {
            MessageStore(database).ensureChat(message("x").conversation).value();
            return failure(Error::Kind::Cancelled);
        });
        QVERIFY(!result.has_value());
        QVERIFY(MessageStore(database).chats()->isEmpty());
        verifyUsable(database);
    }

    void nullTextIsEmptyAndTextIsNeverCode()
    {
        Database database(newPath());
        QVERIFY(database.open().has_value());
        MessageStore store(database);
        const QStringList texts { QString(),
                                  QStringLiteral("'); DROP TABLE message;--"),
                                  QStringLiteral("%_?1"),
                                  QStringLiteral("a\nb\tc\u0000d"),
                                  QStringLiteral("\U0001f41d\u202e"),
                                  QString(1'000'000, u'x') };
        for (const QString &text : texts) {
            ChatMessage odd = message(text);
            odd.body = text;
            odd.failure = text;
            const auto recorded = store.record({ odd });
            QVERIFY2(recorded.has_value() && recorded->size() == 1, qPrintable(text.left(30)));
            const auto back = store.message(recorded->first().message.row);
            QCOMPARE(back->body, text.isNull() ? QStringLiteral("") : text);
            QCOMPARE(back->stanzaId, text.isNull() ? QStringLiteral("") : text);
        }
        QCOMPARE(store.count().value(), texts.size());
    }

    void brokenStatementIsAnErrorNotAnEnd()
    {
        Database database(newPath());
        QVERIFY(database.open().has_value());
        QCOMPARE(database.run("SELECT nonsense FROM nowhere").error().kind, Error::Kind::Storage);
        QCOMPARE(database.run("SELECT nonsense FROM nowhere").error().kind, Error::Kind::Storage);
        verifyUsable(database);
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
