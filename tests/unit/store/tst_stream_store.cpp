// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"

#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// What a later run has to know of a stream, and that it never runs ahead of the messages.
class TestStreamStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Store> m_store;
    int m_files = 0;

    static StreamState stream(const QString &id = QStringLiteral("s1"))
    {
        return { id, Jid::orNull(u"romeo@montague.lit/orchard"), QStringLiteral("[::1]:5222"), 7 };
    }
    void reopen()
    {
        m_store = std::make_unique<Store>(m_path);
        QVERIFY(m_store->open().has_value());
    }
    std::optional<StreamState> stored(const Jid &account) { return m_store->streams().load(account)->stream; }
    ChatMessage message(const QString &id, Delivery delivery, const Jid &account)
    {
        ChatMessage message;
        message.conversation = { account, Jid::orNull(u"juliet@capulet.lit") };
        message.direction =
            delivery == Delivery::None ? ChatMessage::Direction::Incoming : ChatMessage::Direction::Outgoing;
        message.delivery = delivery;
        message.stanzaId = id;
        message.body = id;
        message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        return message;
    }
    qint64 written(const QString &id, const Jid &account, Delivery delivery = Delivery::Written)
    {
        return m_store->messages().record({ message(id, delivery, account) })->first().message.row;
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QStringLiteral("%1.db").arg(++m_files));
        reopen();
    }
    void cleanup() { m_store.reset(); }

    void streamComesBackAsItWas()
    {
        QVERIFY(!stored(m_romeo));
        QVERIFY(m_store->streams().begin(m_romeo, stream()).has_value());
        reopen();
        QCOMPARE(stored(m_romeo), std::optional(stream()));
        QVERIFY(!stored(m_other));
        QVERIFY(m_store->streams().begin(m_romeo, stream("s2")).has_value());
        QCOMPARE(stored(m_romeo)->id, QStringLiteral("s2"));
        QVERIFY(m_store->streams().end(m_romeo).has_value());
        QVERIFY(!stored(m_romeo));
        QVERIFY(m_store->streams().end(m_romeo).has_value());
    }

    void streamOfSomebodyElseIsNotOurs()
    {
        StreamState foreign = stream();
        foreign.bound = Jid::orNull(u"tybalt@capulet.lit/sword");
        QVERIFY(m_store->streams().begin(m_romeo, foreign).has_value());
        QVERIFY(!stored(m_romeo));
    }

    void countsUpToTheEnd_data()
    {
        QTest::addColumn<quint32>("handled");
        for (const quint32 handled : { 0U, 1U, 0x7fffffffU, 0x80000000U, 0xffffffffU }) {
            QTest::addRow("%u", handled) << handled;
        }
    }
    void countsUpToTheEnd()
    {
        QFETCH(quint32, handled);
        QVERIFY(m_store->streams().begin(m_romeo, stream()).has_value());
        const qint64 row = written("1", m_romeo);
        QVERIFY(m_store->streams().setHandled(m_romeo, handled).has_value());
        QVERIFY(m_store->streams().setNumbers({ { row, handled } }).has_value());
        reopen();
        QCOMPARE(stored(m_romeo)->handled, handled);
        QCOMPARE(m_store->streams().takeNumbers(m_romeo)->value(row, 99), handled);
    }

    void messagesAndCountAreOneTransaction()
    {
        QVERIFY(m_store->streams().begin(m_romeo, stream()).has_value());
        const ChatMessage first = message("1", Delivery::None, m_romeo);
        QCOMPARE(m_store->recordReceived(m_romeo, { first }, 8)->size(), 1);
        QCOMPARE(stored(m_romeo)->handled, 8U);
        rawSql(m_path, { "CREATE TRIGGER no_count BEFORE UPDATE ON stream BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        QVERIFY(!m_store->recordReceived(m_romeo, { message("2", Delivery::None, m_romeo) }, 9));
        QCOMPARE(m_store->messages().count().value(), 1);
        rawSql(m_path,
               { "DROP TRIGGER no_count",
                 "CREATE TRIGGER no_insert BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        QVERIFY(!m_store->recordReceived(m_romeo, { message("2", Delivery::None, m_romeo) }, 9));
        QCOMPARE(stored(m_romeo)->handled, 8U);
    }

    void countWithoutAStreamIsNothing()
    {
        QVERIFY(m_store->streams().setHandled(m_romeo, 3).has_value());
        QCOMPARE(m_store->recordReceived(m_romeo, { message("1", Delivery::None, m_romeo) }, 3)->size(), 1);
        QVERIFY(!stored(m_romeo));
    }

    void onlyWhatMayBeOnItsWayHasANumber()
    {
        const qint64 here = written("1", m_romeo);
        const qint64 queued = written("2", m_romeo, Delivery::Queued);
        const qint64 there = written("3", m_romeo, Delivery::OnServer);
        const qint64 elsewhere = written("4", m_other);
        QVERIFY(m_store->streams()
                    .setNumbers({ { here, 1 }, { queued, 2 }, { there, 3 }, { elsewhere, 4 }, { 999'999, 5 } })
                    .has_value());
        QCOMPARE(m_store->streams().takeNumbers(m_romeo).value(), (QHash<qint64, quint32> { { here, 1 } }));
        QCOMPARE(m_store->streams().takeNumbers(m_other)->size(), 1);
    }

    void numberOfTheFirstAttemptIsNotThatOfTheSecond()
    {
        const qint64 row = written("1", m_romeo);
        QVERIFY(m_store->streams().setNumbers({ { row, 1 } }).has_value());
        QVERIFY(m_store->messages().setDelivery({ row }, Delivery::Failed).has_value());
        QVERIFY(m_store->messages().setDelivery({ row }, Delivery::Written).has_value());
        QVERIFY(m_store->streams().takeNumbers(m_romeo)->isEmpty());
    }

    /// The run that takes them may give the same numbers to other stanzas, and be killed.
    void numbersAreGoodForOneRun()
    {
        const qint64 here = written("1", m_romeo);
        const qint64 elsewhere = written("4", m_other);
        QVERIFY(m_store->streams().begin(m_romeo, stream()).has_value());
        QVERIFY(m_store->streams().setNumbers({ { here, 1 }, { elsewhere, 4 } }).has_value());
        reopen();
        QCOMPARE(m_store->streams().takeNumbers(m_romeo).value(), (QHash<qint64, quint32> { { here, 1 } }));
        reopen();
        QVERIFY(m_store->streams().takeNumbers(m_romeo)->isEmpty());
        QVERIFY(stored(m_romeo)); // the stream goes on all the same
        QCOMPARE(m_store->streams().takeNumbers(m_other)->size(), 1);
    }

    void numbersThatCannotBeTakenAreNotThere()
    {
        const qint64 row = written("1", m_romeo);
        QVERIFY(m_store->streams().setNumbers({ { row, 1 } }).has_value());
        rawSql(m_path, { "CREATE TRIGGER no_update BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'no'); END" });
        QVERIFY(!m_store->streams().takeNumbers(m_romeo));
    }

    void newStreamHasNoNumbersYet()
    {
        const qint64 here = written("1", m_romeo);
        const qint64 elsewhere = written("4", m_other);
        for (const bool begins : { true, false }) {
            QVERIFY(m_store->streams().setNumbers({ { here, 1 }, { elsewhere, 4 } }).has_value());
            QVERIFY(
                (begins ? m_store->streams().begin(m_romeo, stream()) : m_store->streams().end(m_romeo)).has_value());
            QVERIFY(m_store->streams().takeNumbers(m_romeo)->isEmpty());
            QCOMPARE(m_store->streams().takeNumbers(m_other)->size(), 1);
        }
    }

    void vouchingIsRemembered()
    {
        QVERIFY(!m_store->streams().load(m_romeo)->stanzaIds);
        QVERIFY(m_store->streams().setStanzaIds(m_romeo, true).has_value());
        reopen();
        QVERIFY(m_store->streams().load(m_romeo)->stanzaIds);
        QVERIFY(!m_store->streams().load(m_other)->stanzaIds);
        QVERIFY(m_store->streams().setStanzaIds(m_romeo, false).has_value());
        QVERIFY(!m_store->streams().load(m_romeo)->stanzaIds);
    }

    void goesWithItsAccount()
    {
        QVERIFY(m_store->streams().begin(m_romeo, stream()).has_value());
        QVERIFY(m_store->messages().removeAccount(m_romeo).has_value());
        QVERIFY(!stored(m_romeo));
    }

    void quickTransactionLeavesTheDatabaseStrict()
    {
        Database database(m_folder.filePath("quick.db"));
        QVERIFY(database.open().has_value());
        const auto synchronous = [&database] {
            const auto query = database.run(QStringLiteral("PRAGMA synchronous"));
            (*query)->next();
            const int level = (*query)->value(0).toInt();
            (*query)->finish();
            return level;
        };
        int within = -1;
        const auto look = [&]() -> Result<> {
            within = synchronous();
            return within < 0 ? failure(Error::Kind::Storage) : Result<>();
        };
        QVERIFY(database.inQuickTransaction(look).has_value());
        QCOMPARE(within, 1); // NORMAL
        QCOMPARE(synchronous(), 2); // FULL
        QVERIFY(!database.inQuickTransaction([]() -> Result<> { return failure(Error::Kind::Storage); }));
        QCOMPARE(synchronous(), 2);
        QVERIFY(database.inTransaction([&] { return database.inQuickTransaction(look); }).has_value());
        QCOMPARE(within, 2); // as the transaction that it joined
    }

    void whatAnEarlierProgramLeftPendingMayHaveBeenSent()
    {
        const QString path = m_folder.filePath("old.db");
        {
            Database old(path);
            QVERIFY(old.open().has_value());
        }
        rawSql(path,
               { "DROP INDEX message_by_archive_id",
                 "DROP INDEX message_unconfirmed",
                 "ALTER TABLE message DROP COLUMN archive_id",
                 "ALTER TABLE message DROP COLUMN number",
                 "ALTER TABLE account DROP COLUMN stanza_ids",
                 "ALTER TABLE account DROP COLUMN archive_known",
                 "ALTER TABLE account DROP COLUMN archive_time",
                 "ALTER TABLE account DROP COLUMN archive_position",
                 "DROP TABLE stream",
                 "DROP TABLE archive_gap",
                 "DROP TABLE filled",
                 "DROP TABLE deleted",
                 "DROP TABLE lowest_row",
                 "DROP INDEX message_about",
                 "DROP INDEX message_reply",
                 "DROP TABLE later",
                 "DROP TABLE invitation",
                 "DROP TABLE displayed_by",
                 "DROP INDEX message_mention",
                 "DROP INDEX message_apart",
                 "DROP INDEX message_reaction",
                 "DROP TABLE bookmark",
                 "ALTER TABLE message DROP COLUMN nick",
                 "ALTER TABLE message DROP COLUMN occupant",
                 "ALTER TABLE message DROP COLUMN mention",
                 "ALTER TABLE message DROP COLUMN recipient",
                 "ALTER TABLE chat DROP COLUMN kind",
                 "ALTER TABLE chat DROP COLUMN mentions",
                 "ALTER TABLE chat DROP COLUMN notify",
                 "ALTER TABLE message DROP COLUMN cards",
                 "ALTER TABLE message DROP COLUMN markable",
                 "ALTER TABLE message DROP COLUMN reply_to",
                 "ALTER TABLE message DROP COLUMN quoted",
                 "ALTER TABLE message DROP COLUMN spoiler",
                 "ALTER TABLE message DROP COLUMN reactions",
                 "ALTER TABLE chat DROP COLUMN displayed_message",
                 "ALTER TABLE chat DROP COLUMN told_message",
                 "ALTER TABLE chat DROP COLUMN marked_unread",
                 "ALTER TABLE chat DROP COLUMN pinned",
                 "ALTER TABLE chat DROP COLUMN archived",
                 "ALTER TABLE chat DROP COLUMN muted_until",
                 "ALTER TABLE chat DROP COLUMN tells_receipts",
                 "ALTER TABLE chat DROP COLUMN tells_reading",
                 "ALTER TABLE chat DROP COLUMN tells_typing",
                 "ALTER TABLE chat DROP COLUMN draft_reply",
                 "ALTER TABLE chat DROP COLUMN edited_message",
                 "ALTER TABLE chat DROP COLUMN edited_text",
                 "ALTER TABLE chat DROP COLUMN language",
                 "ALTER TABLE chat DROP COLUMN openness",
                 "ALTER TABLE message DROP COLUMN purpose",
                 "ALTER TABLE message DROP COLUMN about",
                 "ALTER TABLE message DROP COLUMN shown",
                 "ALTER TABLE message DROP COLUMN first_body",
                 "ALTER TABLE message DROP COLUMN first_sum",
                 "ALTER TABLE message DROP COLUMN edited",
                 "ALTER TABLE message DROP COLUMN retracted",
                 "ALTER TABLE message DROP COLUMN changing",
                 "ALTER TABLE message DROP COLUMN unstyled",
                 "DROP INDEX chat_deleted_until",
                 "ALTER TABLE chat DROP COLUMN kept_days",
                 "ALTER TABLE chat DROP COLUMN deleted_until",
                 "CREATE INDEX message_pending ON message (delivery) WHERE delivery = 1",
                 "PRAGMA user_version=2",
                 "INSERT INTO account (jid) VALUES ('romeo@montague.lit')",
                 "INSERT INTO chat (account, peer) VALUES (1, 'juliet@capulet.lit')",
                 "INSERT INTO message (chat, direction, stanza_id, body, time, delivery) VALUES "
                 "(1, 1, 'a', 'pending', 0, 1), (1, 1, 'b', 'sent', 0, 2), (1, 1, 'c', 'failed', 0, 3)" });
        Store store(path);
        QVERIFY(store.open().has_value());
        const auto page = store.messages().page({ m_romeo, Jid::orNull(u"juliet@capulet.lit") }, 0, 10).value();
        QCOMPARE(page.size(), 3);
        QCOMPARE(page[0].delivery, Delivery::Written);
        QCOMPARE(page[1].delivery, Delivery::OnServer);
        QCOMPARE(page[2].delivery, Delivery::Failed);
        QCOMPARE(store.messages().pending(m_romeo)->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestStreamStore)
#include "tst_stream_store.moc"
