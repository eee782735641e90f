// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/removal_store.h"

namespace natter {

/// Of those that were deleted, the newest could come once more: with a stream that is resumed, or with a page of the
/// archive that overlaps. The others stand before what is known of it.
static constexpr int mayComeAgain = 200;

static QString chatIs(const char *table)
{
    return QStringLiteral("%1 = (SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ? AND c.peer "
                          "= ?)")
        .arg(QLatin1String(table));
}

static QVariantList valuesOf(const ConversationId &conversation)
{
    return { conversation.account.toString(), conversation.peer.toString() };
}

RemovalStore::RemovalStore(Database &database, MessageStore &messages) : m_database(database), m_messages(messages) { }

Result<> RemovalStore::change(const QString &sql, const QVariantList &values)
{
    const auto ran = m_database.run(sql, values);
    return ran ? Result<>() : tl::unexpected(ran.error());
}

/// `which` says which of the table message, in the language of SQL.
Result<> RemovalStore::noteDeleted(const QString &which, const QVariantList &values)
{
    auto found = m_database.run(u"SELECT chat, direction, stanza_id, archive_id, time, body FROM message WHERE " % which
                                    % u" ORDER BY id DESC LIMIT ?",
                                QVariantList(values) << mayComeAgain);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<QVariantList> notes;
    while ((*found)->next()) {
        QVariantList note;
        for (int column = 0; column < 5; ++column) {
            note.append((*found)->value(column));
        }
        notes.append(note << qChecksum((*found)->value(5).toString().toUtf8()));
    }
    (*found)->finish();
    for (const QVariantList &note : std::as_const(notes)) {
        const auto noted = change(QStringLiteral("INSERT INTO deleted (chat, direction, stanza_id, archive_id, time, "
                                                 "body_sum) VALUES (?, ?, ?, ?, ?, ?)"),
                                  note);
        if (!noted) {
            return noted;
        }
    }
    return {};
}

Result<MessageRemoval> RemovalStore::removeRows(const ConversationId &conversation, const QString &which,
                                                const QVariantList &values)
{
    const QString condition = chatIs("chat") % u" AND delivery NOT IN (1, 4)" % which;
    const QVariantList bound = valuesOf(conversation) + values;
    MessageRemoval removal;
    auto found = m_database.run(u"SELECT id FROM message WHERE " % condition % u" ORDER BY id", bound);
    if (!found) {
        return tl::unexpected(found.error());
    }
    while ((*found)->next()) {
        removal.rows.append((*found)->value(0).toLongLong());
    }
    (*found)->finish();
    Result<> done;
    if (!removal.rows.isEmpty()) {
        const QString chat = chatIs("id");
        done = noteDeleted(condition, bound);
        done = done ? change(u"DELETE FROM message WHERE " % condition, bound) : done;
        done = done ? change(u"UPDATE chat SET last_message = coalesce((SELECT max(m.id) FROM message m WHERE m.chat = "
                             u"chat.id), 0), unread = (SELECT count(*) FROM message m WHERE m.chat = chat.id AND m.id "
                             u"> chat.read_message AND m.direction = 0) WHERE "
                                 % chat,
                             valuesOf(conversation))
                    : done;
    }
    const auto chat = done ? m_messages.ensureChat(conversation) : tl::unexpected(done.error());
    if (!chat) {
        return tl::unexpected(chat.error());
    }
    removal.chat = *chat;
    return removal;
}

/// The log has what was written before, in full.
Result<> RemovalStore::emptyLog()
{
    const auto emptied = m_database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (emptied) {
        (*emptied)->finish();
    }
    return emptied ? Result<>() : tl::unexpected(emptied.error());
}

Result<MessageRemoval> RemovalStore::remove(const ConversationId &conversation, const QList<qint64> &rows)
{
    QStringList numbers;
    for (const qint64 row : rows) {
        numbers.append(QString::number(row));
    }
    auto removal = m_database.inTransaction([&] {
        return removeRows(conversation, QStringLiteral(" AND id IN (SELECT value FROM json_each(?))"),
                          { QString(u'[' + numbers.join(u',') + u']') });
    });
    if (removal && !removal->rows.isEmpty()) {
        emptyLog(); // if somebody reads just now, it is emptied later
    }
    return removal;
}

Result<> RemovalStore::forgetUntil(const ConversationId &conversation, const QDateTime &time)
{
    return change(u"UPDATE chat SET deleted_until = max(coalesce(deleted_until, ?), ?) WHERE " % chatIs("id"),
                  QVariantList { time.toMSecsSinceEpoch(), time.toMSecsSinceEpoch() } + valuesOf(conversation));
}

Result<MessageRemoval> RemovalStore::removeAll(const ConversationId &conversation, const QDateTime &now)
{
    auto removal = m_database.inTransaction([&]() -> Result<MessageRemoval> {
        const auto removed = removeRows(conversation, {}, {});
        const auto noted = removed ? forgetUntil(conversation, now) : tl::unexpected(removed.error());
        return noted ? removed : tl::unexpected(noted.error());
    });
    if (removal && !removal->rows.isEmpty()) {
        emptyLog();
    }
    return removal;
}

Result<ChatSummary> RemovalStore::keep(const ConversationId &conversation, int days)
{
    return m_database.inTransaction([&]() -> Result<ChatSummary> {
        const auto made = m_messages.ensureChat(conversation);
        const auto set = made ? change(u"UPDATE chat SET kept_days = ? WHERE " % chatIs("id"),
                                       QVariantList { days } + valuesOf(conversation))
                              : tl::unexpected(made.error());
        return set ? m_messages.ensureChat(conversation) : tl::unexpected(set.error());
    });
}

/// In the order of the conversation: up to the first that is not older.
Result<MessageRemoval> RemovalStore::removeBefore(const ConversationId &conversation, const QDateTime &time)
{
    return m_database.inTransaction([&]() -> Result<MessageRemoval> {
        const auto since = m_messages.rowSince(conversation, time);
        const auto first = !since || *since == 0 ? Result<ChatMessage>() : m_messages.message(*since);
        if (!since || !first) {
            return tl::unexpected(since ? first.error() : since.error());
        }
        const bool areAllOlder = *since != 0 && first->time < time;
        const auto removed = *since == 0
            ? Result<MessageRemoval>()
            : removeRows(conversation, QStringLiteral(" AND id < ?"), { areAllOlder ? *since + 1 : *since });
        const auto noted = removed ? forgetUntil(conversation, time) : tl::unexpected(removed.error());
        return noted ? removed : tl::unexpected(noted.error());
    });
}

Result<QList<MessageRemoval>> RemovalStore::removeExpired(const QDateTime &now)
{
    const auto chats = m_messages.chats();
    if (!chats) {
        return tl::unexpected(chats.error());
    }
    QList<MessageRemoval> removals;
    for (const ChatSummary &chat : *chats) {
        if (chat.keptDays == 0) {
            continue;
        }
        const auto removal = removeBefore(chat.id, now.addDays(-chat.keptDays));
        if (!removal) {
            return tl::unexpected(removal.error());
        }
        if (!removal->rows.isEmpty()) {
            removals.append(*removal);
        }
    }
    if (!removals.isEmpty()) {
        emptyLog();
    }
    return removals;
}

} // namespace natter
