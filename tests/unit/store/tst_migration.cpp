// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"
#include "support/raw_sql.h"

#include "store/schema.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>

using namespace natter;

/// Profiles of every earlier version become today's, all at once or not at all, whatever happens meanwhile.
class TestMigration : public QObject
{
    Q_OBJECT

    FaultyDisk m_disk;
    QTemporaryDir m_folder;
    int m_files = 0;

    /// A profile that the program of that version has left; version 0: none.
    QString profileOf(int version)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.sqlite").arg(++m_files));
        QStringList statements { "PRAGMA journal_mode=WAL" };
        for (int step = 1; step <= version; ++step) {
            statements += schema::script(step).value();
            if (step == 1) { // what is there before the later scripts, they must keep
                statements << "INSERT INTO account (id, jid, roster_version) VALUES (1, 'romeo@montague.lit', 'v7')"
                           << "INSERT INTO roster (account, jid, handle, subscription, asked, groups) "
                              "VALUES (1, 'juliet@capulet.lit', 'Juliet', 3, 0, '')"
                           << "INSERT INTO chat (id, account, peer, last_message, unread, draft) "
                              "VALUES (1, 1, 'juliet@capulet.lit', 50, 50, 'Ay me')";
                for (int i = 1; i <= 50; ++i) {
                    statements << QStringLiteral("INSERT INTO message (id, chat, direction, stanza_id, body, time, "
                                                 "delivery) VALUES (%1, 1, 0, 'id%1', '%1%2', %3, 0)")
                                      .arg(i)
                                      .arg(QString(200, u'b'))
                                      .arg(i * 1000);
                }
            }
        }
        if (version > 0) {
            rawSql(path, statements << QStringLiteral("PRAGMA user_version=%1").arg(version));
        }
        return path;
    }

    /// What is wrong with a profile that was of that version; empty: nothing.
    static QString problem(Store &store, const Result<QString> &opened, int version)
    {
        if (!opened || !opened->isEmpty()) {
            return opened ? QStringLiteral("put aside: ") + *opened : opened.error().detail;
        }
        if (version == 0) {
            return store.messages().count().value() == 0 ? QString() : QStringLiteral("messages from nowhere");
        }
        const auto chats = store.messages().chats().value();
        if (chats.size() != 1 || chats.first().unread != 50 || chats.first().draft.text != u"Ay me") {
            return QStringLiteral("the conversation");
        }
        const auto messages = store.messages().page(chats.first().id, 0, 1000).value();
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (messages[i].stanzaId != QStringLiteral("id%1").arg(i + 1)
                || messages[i].time.toSecsSinceEpoch() != i + 1) {
                return QStringLiteral("message %1").arg(i + 1);
            }
        }
        const auto roster = store.roster().load(chats.first().id.account).value();
        return messages.size() == 50 && roster.items.size() == 1 && roster.version == u"v7"
            ? QString()
            : QStringLiteral("%1 messages, %2 contacts").arg(messages.size()).arg(roster.items.size());
    }

    /// How many moments the way to today's version takes.
    int momentsFrom(int version)
    {
        const QString path = profileOf(version);
        const int before = m_disk.moments();
        Store store(path);
        if (const QString wrong = problem(store, store.open(), version); !wrong.isEmpty()) {
            qFatal("version %d: %s", version, qPrintable(wrong));
        }
        return m_disk.moments() - before;
    }

    /// How many the way to the next version takes. Each script is a transaction of its own, and what can befall those
    /// behind it befalls them where they are the first.
    int momentsToNext(int version)
    {
        return momentsFrom(version) - momentsFrom(version + 1) + momentsFrom(schema::newest());
    }

    /// Older scripts never change, and are not tried as often.
    static bool isRecent(int version) { return version + 4 >= schema::newest(); }

    static void eachVersion()
    {
        QTest::addColumn<int>("version");
        for (int version = 0; version < schema::newest(); ++version) {
            QTest::addRow("from %d", version) << version;
        }
    }

private Q_SLOTS:
    void powerIsCut_data() { eachVersion(); }
    void powerIsCut()
    {
        QFETCH(int, version);
        const int moments = momentsToNext(version);
        QVERIFY(moments > 1); // a short script writes seldom, but it writes
        const quint32 seeds = isRecent(version) ? 4 : 1;
        for (int moment = 0; moment <= moments; ++moment) {
            for (quint32 seed = 0; seed < seeds; ++seed) {
                const QString path = profileOf(version);
                m_disk.cutPowerAt(m_disk.moments() + moment);
                {
                    Store store(path);
                    store.open();
                }
                m_disk.cutPower();
                m_disk.powerUp(seed);
                Store store(path);
                const QString wrong = problem(store, store.open(), version);
                QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("moment %1: ").arg(moment) + wrong));
            }
        }
    }

    void diskRefuses_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("result");
        for (int version = 0; version < schema::newest(); ++version) {
            QTest::addRow("from %d, full", version) << version << SQLITE_FULL;
            QTest::addRow("from %d, error", version) << version << SQLITE_IOERR_WRITE;
        }
    }
    void diskRefuses()
    {
        QFETCH(int, version);
        QFETCH(int, result);
        const int moments = momentsToNext(version);
        int refused = 0;
        for (int moment = 0; moment <= moments; ++moment) {
            const QString path = profileOf(version);
            m_disk.failAt(m_disk.moments() + moment, result, 1000);
            Store store(path);
            const auto opened = store.open();
            refused += opened ? 0 : 1;
            if (!opened && result == SQLITE_FULL) {
                QVERIFY2(opened.error().kind == Error::Kind::StorageFull || opened.error().kind == Error::Kind::Storage,
                         qPrintable(opened.error().detail));
            }
            m_disk.failAt(0, 0, 0);
            const QString wrong = problem(store, opened ? opened : store.open(), version);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("moment %1: ").arg(moment) + wrong));
        }
        QVERIFY(refused > 1);
    }

    void roomComesBack_data() { eachVersion(); }
    void roomComesBack()
    {
        QFETCH(int, version);
        int refused = 0;
        for (qint64 space = 0; space < 200'000; space += isRecent(version) ? 4000 : 20'000) {
            const QString path = profileOf(version);
            m_disk.setSpace(space);
            Store store(path);
            const auto opened = store.open();
            QVERIFY2(opened || opened.error().kind == Error::Kind::StorageFull, qPrintable(opened.error().detail));
            refused += opened ? 0 : 1;
            m_disk.setSpace({});
            QCOMPARE(problem(store, opened ? opened : store.open(), version), QString());
        }
        QVERIFY(refused > 1);
    }
};

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
