// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reading_store.h"

#include "store/stored_time.h"

#include <QStringBuilder>

namespace natter {

static constexpr int mostReaders = 1000; ///< of one room
static constexpr int mostUnmarkable = 50; ///< messages that are looked through for one whose sender wants to know

static constexpr auto advance = "UPDATE chat SET ";
static constexpr auto readTo =
    "read_message = min(?, last_message), (unread, mentions) = (SELECT count(*), coalesce(sum(m.mention), 0) FROM "
    "message m WHERE m.chat = chat.id AND m.id > ? AND m.direction = 0 AND m.shown AND m.retracted IS NULL) WHERE id = "
    "? AND read_message < min(?, last_message)";

Result<> ReadingStore::markRead(qint64 chat, qint64 row)
{
    const auto read = m_database.change(QLatin1String(advance) % QLatin1String(readTo), { row, row, chat, row });
    return read ? m_database.change(QStringLiteral("UPDATE chat SET marked_unread = 0 WHERE id = ? AND marked_unread"),
                                    { chat })
                : read;
}

Result<> ReadingStore::markReadElsewhere(qint64 chat, qint64 row)
{
    // What was marked as unread by hand stays so, unless there was more to read
    const auto read =
        m_database.change(QLatin1String(advance) % QStringLiteral("marked_unread = 0, ") % QLatin1String(readTo),
                          { row, row, chat, row });
    return read ? m_database.change(
               QStringLiteral("UPDATE chat SET told_message = max(told_message, min(?, read_message)) WHERE id = ?"),
               { row, chat })
                : read;
}

Result<> ReadingStore::passHistory(const ConversationId &room, qint64 row)
{
    return m_database.change(
        QStringLiteral(
            "UPDATE chat SET read_message = max(read_message, ?) WHERE unread = 0 AND id = (SELECT c.id FROM "
            "chat c JOIN account a ON a.id = c.account WHERE a.jid = ? AND c.peer = ?)"),
        { row, room.account.toString(), room.peer.toString() });
}

Result<> ReadingStore::markDisplayed(qint64 chat, qint64 row)
{
    return m_database.change(QStringLiteral("UPDATE chat SET displayed_message = max(coalesce(displayed_message, ?), "
                                            "?) WHERE id = ?"),
                             { row, row, chat });
}

Result<bool> ReadingStore::noteReader(qint64 chat, const QString &occupant, const MessageReader &reader, qint64 row)
{
    const auto isKnown = m_database.number(
        QStringLiteral("SELECT EXISTS (SELECT 1 FROM displayed_by WHERE chat = ? AND occupant = ? AND message >= ?)"),
        { chat, occupant, row });
    if (!isKnown || *isKnown != 0) {
        return isKnown.map([](qint64) { return false; });
    }
    const auto written = m_database.change(
        QStringLiteral("INSERT INTO displayed_by (chat, occupant, nick, message, time) VALUES (?, ?, ?, ?, ?) ON "
                       "CONFLICT (chat, occupant) DO UPDATE SET nick = excluded.nick, message = excluded.message, time "
                       "= excluded.time"),
        { chat, occupant, reader.nick, row, millisecondsOf(reader.time) });
    const auto limited = written
        ? m_database.change(QStringLiteral("DELETE FROM displayed_by WHERE chat = ? AND occupant IN (SELECT occupant "
                                           "FROM displayed_by WHERE chat = ? ORDER BY message DESC, time DESC LIMIT "
                                           "-1 OFFSET ?)"),
                            { chat, chat, mostReaders })
        : written;
    return limited.map([] { return true; });
}

Result<QList<MessageReader>> ReadingStore::readers(qint64 row)
{
    auto found = m_database.run(QStringLiteral("SELECT d.nick, d.time FROM displayed_by d JOIN message m ON m.chat = "
                                               "d.chat WHERE m.id = ? AND d.message >= m.id ORDER BY d.time DESC, "
                                               "d.nick"),
                                { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<MessageReader> all;
    while ((*found)->next()) {
        all.append({ (*found)->value(0).toString(), timeOf((*found)->value(1)) });
    }
    (*found)->finish();
    return all;
}

Result<qint64> ReadingStore::incomingRow(qint64 chat, const QString &stanzaId)
{
    return m_database.number(QStringLiteral("SELECT coalesce(max(id), 0) FROM message WHERE chat = ? AND stanza_id = ? "
                                            "AND direction = 0 AND stanza_id <> ''"),
                             { chat, stanzaId });
}

Result<qint64> ReadingStore::archivedRow(const ConversationId &conversation, const QString &archiveId)
{
    return m_database.number(
        QStringLiteral("SELECT coalesce(max(m.id), 0) FROM message m JOIN chat c ON c.id = m.chat JOIN account a ON "
                       "a.id = c.account WHERE a.jid = ? AND c.peer = ? AND m.archive_id = ? AND m.archive_id <> ''"),
        { conversation.account.toString(), conversation.peer.toString(), archiveId });
}

Result<QString> ReadingStore::text(const QString &sql, const QVariantList &values)
{
    auto found = m_database.run(sql, values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const QString text = (*found)->next() ? (*found)->value(0).toString() : QString();
    (*found)->finish();
    return text;
}

Result<QList<ReadingStore::News>> ReadingStore::news(const Jid &account)
{
    struct Chat
    {
        qint64 id;
        qint64 told;
        News news;
    };
    QList<Chat> chats;
    auto found = m_database.run(
        QStringLiteral(
            "SELECT c.id, c.told_message, c.kind, c.peer, c.read_message FROM chat c JOIN account a ON a.id = "
            "c.account WHERE a.jid = ? AND c.read_message > c.told_message"),
        { account.toString() });
    if (!found) {
        return tl::unexpected(found.error());
    }
    while ((*found)->next()) {
        const QSqlQuery &row = **found;
        const bool isRoom = row.value(2).toInt() == static_cast<int>(ChatKind::Room);
        const ConversationId id { account, Jid::orNull(row.value(3).toString()) };
        chats.append({ row.value(0).toLongLong(),
                       row.value(1).toLongLong(),
                       { id, row.value(4).toLongLong(), {}, {}, isRoom } });
    }
    (*found)->finish();
    QList<News> all;
    for (Chat &chat : chats) {
        const QVariantList between { chat.id, chat.told, chat.news.row, mostUnmarkable };
        const auto markable =
            text(QStringLiteral("SELECT stanza_id FROM (SELECT id, stanza_id, markable FROM message WHERE chat = ? AND "
                                "id > ? AND id <= ? AND direction = 0 ORDER BY id DESC LIMIT ?) WHERE markable AND "
                                "stanza_id <> '' ORDER BY id DESC LIMIT 1"),
                 between);
        const auto archived =
            text(QStringLiteral("SELECT archive_id FROM (SELECT id, archive_id FROM message WHERE chat = ? AND id > ? "
                                "AND id <= ? AND direction = 0 ORDER BY id DESC LIMIT ?) WHERE archive_id <> '' ORDER "
                                "BY id DESC LIMIT 1"),
                 between);
        if (!markable || !archived) {
            return tl::unexpected(markable ? archived.error() : markable.error());
        }
        chat.news.markable = chat.news.isRoom ? QString() : *markable;
        chat.news.archiveId = *archived;
        all.append(chat.news);
    }
    return all;
}

Result<> ReadingStore::noteTold(const ConversationId &conversation, qint64 row)
{
    return m_database.change(
        QStringLiteral("UPDATE chat SET told_message = max(told_message, ?) WHERE id = (SELECT c.id FROM chat c JOIN "
                       "account a ON a.id = c.account WHERE a.jid = ? AND c.peer = ?)"),
        { row, conversation.account.toString(), conversation.peer.toString() });
}

} // namespace natter
