// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/import_store.h"
#include "store/message_places.h"
#include "store/message_store.h"
#include "store/removal_store.h"
#include "store/roster_store.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;

/// Messages on disk: their order, what is unread, what is still to be sent.
class TestMessageStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    const ConversationId m_chat { m_romeo, Jid::orNull(u"juliet@capulet.lit") };
    const ConversationId m_nurse { m_romeo, Jid::orNull(u"nurse@capulet.lit") };
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    int m_files = 0;
    int m_minute = 0;

    ChatMessage incoming(const QString &id, const QString &body, const ConversationId &chat)
    {
        ChatMessage message;
        message.conversation = chat;
        message.stanzaId = id;
        message.body = body;
        message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addSecs(60 * ++m_minute);
        return message;
    }
    ChatMessage incoming(const QString &id, const QString &body) { return incoming(id, body, m_chat); }

    ChatMessage outgoing(const QString &id, Delivery delivery, const ConversationId &chat)
    {
        ChatMessage message = incoming(id, u"to " % id, chat);
        message.direction = Direction::Outgoing;
        message.delivery = delivery;
        return message;
    }
    ChatMessage outgoing(const QString &id, Delivery delivery = Delivery::Queued)
    {
        return outgoing(id, delivery, m_chat);
    }

    QList<MessageChange> record(const QList<ChatMessage> &messages)
    {
        const auto changes = m_store->record(messages);
        if (!changes) {
            qFatal("not recorded: %s", qPrintable(changes.error().detail));
        }
        return *changes;
    }

    ChatSummary summary(const ConversationId &chat) { return m_store->ensureChat(chat).value(); }

    static QStringList bodies(const QList<ChatMessage> &messages)
    {
        QStringList result;
        for (const ChatMessage &message : messages) {
            result.append(message.body);
        }
        return result;
    }

    QStringList rowsOf(const QString &sql)
    {
        QStringList rows;
        auto query = m_database->run(sql);
        while (query && (*query)->next()) {
            rows.append((*query)->value(sql.startsWith(u"EXPLAIN") ? 3 : 0).toString());
        }
        if (query) {
            (*query)->finish();
        }
        return rows;
    }

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<Database>(m_folder.filePath(QStringLiteral("%1.db").arg(++m_files)));
        const auto opened = m_database->open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().detail));
        m_store = std::make_unique<MessageStore>(*m_database);
    }

    void cleanup()
    {
        m_store.reset();
        m_database.reset();
    }

    void messageComesBackAsItWas()
    {
        ChatMessage message = outgoing("id-1", Delivery::Failed);
        message.body = QStringLiteral("\u00dcber\n\U0001f41d\u202e'\"");
        message.failure = "item-not-found";
        const auto changes = record({ message });
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().kind, MessageChange::Kind::Added);
        QVERIFY(changes.first().message.row > 0);
        message.row = changes.first().message.row;
        QVERIFY(changes.first().message == message);
        QVERIFY(m_store->message(message.row).value() == message);
        QCOMPARE(changes.first().chat.lastBody, message.body);
        QCOMPARE(changes.first().chat.lastRow, message.row);
        QCOMPARE(changes.first().chat.lastTime, message.time);
        QCOMPARE(m_store->message(message.row + 1).error().kind, Error::Kind::InvalidInput);
    }

    void orderIsThatOfArrivalNotOfTime()
    {
        ChatMessage future = incoming("1", "first");
        future.time = future.time.addYears(50);
        ChatMessage past = incoming("2", "second");
        past.time = past.time.addYears(-50);
        record({ future, past });
        record({ incoming("3", "third") });
        QCOMPARE(bodies(m_store->page(m_chat, 0, 10).value()), QStringList({ "first", "second", "third" }));
        QCOMPARE(summary(m_chat).lastBody, QStringLiteral("third"));
    }

    void pagesAreDisjointAndComplete_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : { 1, 7, 49, 50, 51, 1000 }) {
            QTest::addRow("%d", size) << size;
        }
    }
    void pagesAreDisjointAndComplete()
    {
        QFETCH(int, size);
        QList<ChatMessage> all;
        for (int i = 0; i < 50; ++i) {
            all.append(incoming(QString::number(i), QString::number(i)));
            all.append(incoming(QString::number(i), "noise", m_nurse));
        }
        record(all);
        QStringList seen;
        for (qint64 before = 0;;) {
            const auto page = m_store->page(m_chat, before, size).value();
            if (page.isEmpty()) {
                break;
            }
            QVERIFY(page.size() <= size);
            seen = bodies(page) + seen;
            before = page.first().row;
        }
        QStringList expected;
        for (int i = 0; i < 50; ++i) {
            expected.append(QString::number(i));
        }
        QCOMPARE(seen, expected);
        QVERIFY(m_store->page({ m_other, m_chat.peer }, 0, 10)->isEmpty());
    }

    void unreadCountsWhatCameInAndWasNotRead()
    {
        const auto changes = record({ incoming("1", "a"), incoming("2", "b"), incoming("3", "c") });
        QCOMPARE(changes[0].chat.unread, 1);
        QCOMPARE(changes[2].chat.unread, 3);
        QCOMPARE(m_store->markRead(m_chat, changes[1].message.row)->unread, 1);
        QCOMPARE(m_store->markRead(m_chat, changes[2].message.row)->unread, 0);
        QCOMPARE(record({ incoming("4", "d") }).first().chat.unread, 1);
        QCOMPARE(record({ incoming("x", "y", m_nurse) }).first().chat.unread, 1);
        QCOMPARE(summary(m_chat).unread, 1);
    }

    void readingNeverGoesBack()
    {
        const auto changes = record({ incoming("1", "a"), incoming("2", "b"), incoming("3", "c") });
        m_store->markRead(m_chat, changes[2].message.row);
        for (const qint64 row : { changes[0].message.row, qint64(0), qint64(-1), std::numeric_limits<qint64>::min() }) {
            const auto chat = m_store->markRead(m_chat, row);
            QCOMPARE(chat->unread, 0);
            QCOMPARE(chat->readRow, changes[2].message.row);
        }
    }

    void readingAheadDoesNotLoseWhatComesLater()
    {
        record({ incoming("1", "a") });
        const auto foreign = record({ incoming("2", "b", m_nurse) });
        QCOMPARE(m_store->markRead(m_chat, foreign.first().message.row + 1000)->unread, 0);
        const auto later = record({ incoming("3", "c") });
        QCOMPARE(later.first().chat.unread, 1);
        QCOMPARE(m_store->markRead(m_chat, later.first().message.row)->unread, 0);
    }

    void answeringReadsWhatCameBefore()
    {
        record({ incoming("1", "a"), incoming("2", "b") });
        const auto answered = record({ outgoing("3") });
        QCOMPARE(answered.first().chat.unread, 0);
        QCOMPARE(answered.first().chat.readRow, answered.first().message.row);
        QCOMPARE(record({ incoming("4", "c") }).first().chat.unread, 1);
    }

    void duplicateIsLeftOut_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("variant");
        QTest::addColumn<bool>("known");
        QTest::newRow("same") << "1"
                              << "a" << 0 << true;
        QTest::newRow("other id") << "2"
                                  << "a" << 0 << false;
        QTest::newRow("id in another case") << "id-A"
                                            << "a" << 0 << false;
        QTest::newRow("same id, other text") << "1"
                                             << "b" << 0 << false; // a stranger cannot claim ids
        QTest::newRow("without an id") << QString() << "a" << 0 << false;
        QTest::newRow("other chat") << "1"
                                    << "a" << 1 << false;
        QTest::newRow("other account") << "1"
                                       << "a" << 2 << false;
        QTest::newRow("other direction") << "1"
                                         << "a" << 3 << false;
    }
    void duplicateIsLeftOut()
    {
        QFETCH(QString, id);
        QFETCH(QString, body);
        QFETCH(int, variant);
        QFETCH(bool, known);
        record({ incoming("1", "a"), incoming("id-a", "a"), incoming({}, "a") });
        ChatMessage again = incoming(id, body, variant == 1 ? m_nurse : m_chat);
        if (variant == 2) {
            again.conversation.account = m_other;
        } else if (variant == 3) {
            again.direction = Direction::Outgoing;
        }
        QCOMPARE(record({ again }).isEmpty(), known);
        QCOMPARE(m_store->count().value(), known ? 3 : 4);
        QCOMPARE(summary(m_chat).unread, known ? 3 : summary(m_chat).unread);
    }

    void idThatIsUsedAgainLaterIsAnotherMessage()
    {
        ChatMessage first = incoming("1", "ok");
        ChatMessage redelivered = first;
        redelivered.time = first.time.addSecs(300);
        ChatMessage nextDay = first;
        nextDay.time = first.time.addDays(1);
        ChatMessage dayBefore = first;
        dayBefore.time = first.time.addDays(-1);
        QCOMPARE(record({ first }).size(), 1);
        QVERIFY(record({ redelivered }).isEmpty());
        QCOMPARE(record({ nextDay, dayBefore }).size(), 2);
    }

    void archiveDecidesWhereItKnows()
    {
        const auto with = [this](const QString &archiveId, const QString &id, const QString &body) {
            ChatMessage message = incoming(id, body);
            message.archiveId = archiveId;
            return message;
        };
        QCOMPARE(record({ with("a1", "1", "ok") }).size(), 1);
        QVERIFY(record({ with("a1", "1", "ok") }).isEmpty());
        QVERIFY(record({ with("a1", {}, "ok") }).isEmpty());
        QCOMPARE(record({ with("a2", "1", "ok") }).size(), 1); // the same id and words, and yet another message
        QCOMPARE(record({ with("a3", {}, "ok"), with("a4", {}, "ok") }).size(), 2);
        ChatMessage elsewhere = with("a1", "1", "ok");
        elsewhere.conversation = m_nurse;
        QCOMPARE(record({ elsewhere }).size(), 1);
        ChatMessage late = with("a1", "1", "ok");
        late.time = late.time.addYears(1);
        QVERIFY(record({ late }).isEmpty()); // whenever it comes
    }

    /// As by a server that goes on reading the stream that broke while the other one is resumed.
    void whatTheServerTookTwiceIsThereOnce()
    {
        const auto with = [this](const QString &archiveId, bool unique, const QString &body) {
            ChatMessage message = incoming("1", body);
            message.archiveId = archiveId;
            message.isIdUnique = unique; // its program said so (XEP-0359)
            return message;
        };
        QCOMPARE(record({ with("a1", true, "ok") }).size(), 1);
        QVERIFY(record({ with("a2", true, "ok") }).isEmpty());
        QVERIFY(record({ with("a1", true, "ok") }).isEmpty());
        QCOMPARE(record({ with("a3", true, "other words") }).size(), 1);
        QCOMPARE(record({ with("a4", false, "ok") }).size(), 1); // of a program that counts from 1 again
    }

    void archiveIdIsLearntFromALaterCopy()
    {
        ChatMessage first = incoming("1", "ok");
        ChatMessage copy = first;
        copy.archiveId = "a1";
        ChatMessage another = copy;
        another.archiveId = "a2";
        QCOMPARE(record({ first }).size(), 1);
        QVERIFY(record({ copy }).isEmpty());
        QCOMPARE(m_store->page(m_chat, 0, 1)->first().archiveId, QStringLiteral("a1"));
        QCOMPARE(record({ another }).size(), 1);
    }

    /// Row 27: whoever claims an id first does not keep a later message with it from being shown.
    void claimedIdHidesNothing()
    {
        QCOMPARE(record({ incoming("next", "claimed", m_nurse) }).size(), 1);
        QCOMPARE(record({ incoming("next", "claimed") }).size(), 1);
        QCOMPARE(record({ incoming("next", "real") }).size(), 1);
        ChatMessage real = incoming("next", "claimed");
        real.archiveId = "a1";
        ChatMessage sameWords = real;
        sameWords.archiveId = "a2";
        QVERIFY(record({ real }).isEmpty()); // that is the one that came without the archive's id
        QCOMPARE(record({ sameWords }).size(), 1);
    }

    /// Row 117: live, carbon, archive, replay of a resumed stream, and offline store, in every order.
    void oneMessageByFiveWaysIsOneRow()
    {
        ChatMessage live = incoming("m1", "Wherefore");
        live.archiveId = "a1";
        ChatMessage carbon = live;
        carbon.archiveId.clear();
        carbon.time = live.time.addSecs(1);
        ChatMessage archived = live;
        archived.time = live.time.addSecs(-3);
        ChatMessage replayed = live;
        replayed.archiveId.clear(); // before the server said that it vouches
        replayed.time = live.time.addSecs(600);
        ChatMessage offline = live;
        offline.time = live.time.addSecs(-2);
        const QList<ChatMessage> ways { live, carbon, archived, replayed, offline };
        QList<int> order { 0, 1, 2, 3, 4 };
        int orders = 0;
        do {
            QList<ChatMessage> all;
            for (const int way : std::as_const(order)) {
                ChatMessage message = ways[way];
                message.conversation.peer = Jid::orNull(QStringLiteral("juliet%1@capulet.lit").arg(orders));
                all.append(message);
            }
            const bool atOnce = orders % 2 == 0;
            qsizetype rows = 0;
            for (qsizetype i = 0; i < all.size(); i += atOnce ? all.size() : 1) {
                rows += record(atOnce ? all : QList<ChatMessage> { all[i] }).size();
            }
            QCOMPARE(rows, 1);
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(orders, 120);
    }

    void duplicateWithinOneBatchIsLeftOut()
    {
        const auto changes = record({ incoming("1", "a"), incoming("1", "a"), incoming("2", "b"), incoming("1", "a") });
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.last().chat.unread, 2);
    }

    void bounceMarksTheRightMessageAlone()
    {
        record({ outgoing("m1"), outgoing("m2"), incoming("m1", "theirs"), outgoing("m1", Delivery::Queued, m_nurse) });
        const auto failed = m_store->fail(m_chat, "m1", "item-not-found");
        QCOMPARE(failed->size(), 1);
        QCOMPARE(failed->first().kind, MessageChange::Kind::Updated);
        QCOMPARE(failed->first().message.delivery, Delivery::Failed);
        QCOMPARE(failed->first().message.failure, QStringLiteral("item-not-found"));
        const auto page = m_store->page(m_chat, 0, 10).value();
        QCOMPARE(page[0].delivery, Delivery::Failed);
        QCOMPARE(page[1].delivery, Delivery::Queued);
        QCOMPARE(page[2].delivery, Delivery::None);
        QCOMPARE(m_store->page(m_nurse, 0, 10)->first().delivery, Delivery::Queued);
    }

    void bounceOfAnythingElseChangesNothing()
    {
        record({ outgoing("m1", Delivery::OnServer), incoming("m2", "theirs") });
        for (const QString &id : { QStringLiteral("m2"), QStringLiteral("M1"), QStringLiteral("m%"), QString() }) {
            QVERIFY(m_store->fail(m_chat, id, "x")->isEmpty());
        }
        QVERIFY(m_store->fail({ m_other, m_chat.peer }, "m1", "x")->isEmpty());
        QVERIFY(m_store->fail({ {}, {} }, "m1", "x")->isEmpty());
        QCOMPARE(m_store->page(m_chat, 0, 10)->first().delivery, Delivery::OnServer);
    }

    void deliveryIsOnlyForOutgoingMessages()
    {
        const auto changes = record({ outgoing("1"), incoming("2", "b") });
        const auto set =
            m_store->setDelivery({ changes[0].message.row, changes[1].message.row, 999'999 }, Delivery::OnServer);
        QVERIFY(set.has_value());
        QCOMPARE(m_store->message(changes[0].message.row)->delivery, Delivery::OnServer);
        QCOMPARE(m_store->message(changes[1].message.row)->delivery, Delivery::None);
        for (const MessageChange &change : *set) {
            QVERIFY(change.message.row != 999'999);
        }
    }

    void retryingForgetsTheFailure()
    {
        const auto changes = record({ outgoing("1") });
        m_store->fail(m_chat, "1", "item-not-found");
        const auto set = m_store->setDelivery({ changes[0].message.row }, Delivery::Queued);
        QCOMPARE(set->first().message.delivery, Delivery::Queued);
        QVERIFY(set->first().message.failure.isEmpty());
        QCOMPARE(set->first().chat.lastDelivery, Delivery::Queued);
    }

    void pendingIsInTheOrderOfWriting()
    {
        ChatMessage late = outgoing("1");
        late.time = late.time.addYears(5);
        record({ late, outgoing("2", Delivery::OnServer), outgoing("3", Delivery::Queued, m_nurse), outgoing("4"),
                 outgoing("5", Delivery::Failed), outgoing("6", Delivery::Queued, { m_other, m_chat.peer }) });
        const auto pending = m_store->pending(m_romeo).value();
        QStringList ids;
        for (const ChatMessage &message : pending) {
            ids.append(message.stanzaId);
        }
        QCOMPARE(ids, QStringList({ "1", "3", "4" }));
        QCOMPARE(m_store->pending(m_other)->size(), 1);
        QVERIFY(m_store->pending(Jid::orNull(u"nobody@montague.lit"))->isEmpty());
    }

    void chatsAreNewestFirst()
    {
        record({ incoming("1", "a"), incoming("2", "b", m_nurse), incoming("3", "c") });
        m_store->ensureChat({ m_other, m_chat.peer });
        const auto chats = m_store->chats().value();
        QCOMPARE(chats.size(), 3);
        QVERIFY(chats[0].id == m_chat);
        QVERIFY(chats[1].id == m_nurse);
        QVERIFY(chats[2].lastTime.isNull());
        QVERIFY(chats[2].lastBody.isEmpty());
        QCOMPARE(chats[2].lastRow, 0);
    }

    void draftIsKept()
    {
        QVERIFY(m_store->setDraft(m_chat, { "half a thought" }).has_value());
        QCOMPARE(m_store->chats()->first().draft.text, QStringLiteral("half a thought"));
        QVERIFY(m_store->setDraft(m_chat, { QString() }).has_value());
        QCOMPARE(m_store->chats()->first().draft.text, QStringLiteral(""));
    }

    void removedAccountTakesEverythingOfItsAlong()
    {
        record({ incoming("1", "a"), outgoing("2"), outgoing("3", Delivery::Queued, { m_other, m_chat.peer }) });
        QVERIFY(m_store->removeAccount(m_romeo).has_value());
        QCOMPARE(m_store->count().value(), 1);
        QCOMPARE(m_store->chats()->size(), 1);
        QVERIFY(m_store->pending(m_romeo)->isEmpty());
        QVERIFY(m_store->page(m_chat, 0, 10)->isEmpty());
        QCOMPARE(rowsOf("SELECT count(*) FROM account"), QStringList("1"));
    }

    void rowsAreNeverUsedTwice()
    {
        const qint64 last = record({ incoming("1", "a"), incoming("2", "b") }).last().message.row;
        QVERIFY(m_store->removeAccount(m_romeo).has_value());
        QVERIFY(record({ incoming("3", "c") }).first().message.row > last);
    }

    void everythingSurvivesReopening()
    {
        record({ incoming("1", "a"), outgoing("2") });
        m_store->setDraft(m_chat, { "draft" });
        const auto before = m_store->chats().value();
        const auto page = m_store->page(m_chat, 0, 10).value();
        m_store.reset();
        m_database.reset();
        m_database = std::make_unique<Database>(m_folder.filePath(QStringLiteral("%1.db").arg(m_files)));
        QVERIFY(m_database->open().has_value());
        m_store = std::make_unique<MessageStore>(*m_database);
        QVERIFY(m_store->chats().value() == before);
        QVERIFY(m_store->page(m_chat, 0, 10).value() == page);
    }

    void noStatementReadsAllMessages()
    {
        const auto changes = record({ incoming("1", "a"), outgoing("2") });
        m_store->setDelivery({ changes[1].message.row }, Delivery::OnServer);
        m_store->fail(m_chat, "2", "x");
        m_store->page(m_chat, 0, 50);
        m_store->message(1);
        m_store->pending(m_romeo);
        m_store->chats();
        m_store->markRead(m_chat, 1);
        m_store->setDraft(m_chat, { "x" });
        MessagePlaces places(*m_database);
        QVERIFY(places.rowSince(m_chat, QDateTime::currentDateTimeUtc()));
        QVERIFY(places.rowOf({ m_chat, "a", {} }) && places.rowOf({ m_chat, {}, "1" }));
        m_store->leaveRoom();
        ChatMessage older = incoming("0", "older");
        older.archiveId = "a0";
        m_store->fillIn({ older }, m_store->rowBelowAll().value());
        for (const auto purpose : { ChatMessage::Purpose::Correction, ChatMessage::Purpose::Retraction }) {
            ChatMessage about = outgoing("c" % QString::number(static_cast<int>(purpose)));
            about.purpose = purpose;
            about.about = "2";
            QVERIFY(m_store->say(about) && m_store->versions(changes[1].message.row));
            QVERIFY(m_store->setDelivery({ m_store->pending(m_romeo)->last().row }, Delivery::OnServer));
        }
        ArchiveStore archive(*m_database);
        QVERIFY(ImportStore(*m_database, *m_store, archive).merge({ incoming("5", "imported", m_nurse) }));
        RemovalStore removals(*m_database, *m_store);
        QVERIFY(removals.keep(m_nurse, 7) && removals.removeExpired(QDateTime::currentDateTimeUtc()));
        QVERIFY(removals.remove(m_nurse, { -2 }) && removals.removeAll(m_nurse));
        m_store->record({ incoming("6", "after a deletion") });
        RosterStore(*m_database).load(m_romeo);
        RosterStore(*m_database).replace(m_romeo, {}, "v");
        const QRegularExpression scan("^SCAN (m|message|r|roster)\\b");
        const QRegularExpression statement("^(SELECT|UPDATE|INSERT|DELETE)");
        int plans = 0;
        const QStringList prepared = rowsOf("SELECT sql FROM sqlite_stmt"); // all that this connection has prepared
        for (const QString &sql : prepared) {
            if (!statement.match(sql).hasMatch() || sql.contains(u"sqlite_stmt")) {
                continue;
            }
            QString bound = sql; // parameters do not matter to the plan
            const QStringList plan = rowsOf(u"EXPLAIN QUERY PLAN " % bound.replace(QRegularExpression("\\?\\d?"), "1"));
            QVERIFY2(plan.filter(scan).isEmpty(), qPrintable(sql % u"\n" % plan.join(u'\n')));
            const bool namesItsRows = sql.contains(u"json_each"); // and sorts no others
            QVERIFY2(plan.filter("USE TEMP B-TREE").isEmpty() || !sql.contains(u"LIMIT") || namesItsRows,
                     qPrintable(sql % u"\n" % plan.join(u'\n')));
            ++plans;
        }
        QVERIFY2(plans >= 40, qPrintable(QString::number(plans)));
    }

    void manyMessagesStayQuick()
    {
        QList<ChatMessage> many;
        for (int i = 0; i < 20'000; ++i) {
            many.append(incoming(QString::number(i), "text", i % 2 ? m_chat : m_nurse));
        }
        QElapsedTimer timer;
        timer.start();
        record(many);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        timer.restart();
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(m_store->page(m_chat, 0, 50)->size(), 50);
            QVERIFY(m_store->pending(m_romeo)->isEmpty());
        }
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestMessageStore)
#include "tst_message_store.moc"
