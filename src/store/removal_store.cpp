// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/removal_store.h"

#include <algorithm>
#include <limits>

namespace natter {

/// Of many that are deleted at once, the newest could come once more with a stream that is resumed, or under another
/// time; the others stay away by their times.
static constexpr int mayComeAgain = 1000;
static constexpr int believableDays = 7; ///< by which the clock may be ahead of the newest message

static QString chatIs(const char *column)
{
    return QStringLiteral("%1 = (SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ? AND c.peer "
                          "= ?)")
        .arg(QLatin1String(column));
}

static QVariantList valuesOf(const ConversationId &conversation)
{
    return { conversation.account.toString(), conversation.peer.toString() };
}

RemovalStore::RemovalStore(Database &database, MessageStore &messages)
    : m_database(database)
    , m_messages(messages)
    , m_counts(database)
    , m_deleted(database)
{
}

Result<MessageRemoval> RemovalStore::removeRows(const ConversationId &conversation, const Condition &which, Noted noted)
{
    // What is under way may arrive; what waits goes out with the rest of a conversation, unless it is meant itself
    const QString kept = noted == Noted::Each ? QStringLiteral("4") : QStringLiteral("1, 4");
    const QString condition = chatIs("chat") % u" AND delivery NOT IN (" % kept % u")" % which.sql;
    const QVariantList bound = valuesOf(conversation) + which.values;
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
        const bool each = noted == Noted::Each;
        done = m_deleted.note(condition, bound, each ? std::numeric_limits<int>::max() : mayComeAgain);
        done = done && !each ? m_deleted.noteAllUpTo(condition, bound) : done;
        done = done ? m_messages.leaveRows() : done;
        done = done ? m_database.change(u"DELETE FROM message WHERE " % condition, bound) : done;
        const auto row = done ? m_database.number(u"SELECT id FROM chat WHERE " % chatIs("id"), valuesOf(conversation))
                              : tl::unexpected(done.error());
        done = row ? m_counts.recount(*row) : tl::unexpected(row.error());
    }
    const auto chat = done ? m_messages.ensureChat(conversation) : tl::unexpected(done.error());
    if (!chat) {
        return tl::unexpected(chat.error());
    }
    removal.chat = *chat;
    return removal;
}

/// And what corrects them, takes them back or reacts to them, by rows. What others are still to hear of one that they
/// have stays.
Result<QStringList> RemovalStore::withWhatIsAbout(const QList<qint64> &rows)
{
    QStringList all;
    for (const qint64 row : rows) {
        all.append(QString::number(row));
        const auto unquoted = MessageNames(m_database).forgetQuotes(row);
        if (!unquoted) {
            return tl::unexpected(unquoted.error());
        }
        auto found = m_database.run(
            QStringLiteral(
                "SELECT m.id FROM message t JOIN chat c ON c.id = t.chat JOIN message m ON m.chat = t.chat AND m.about "
                "IN (t.stanza_id, iif(c.kind = 1, t.archive_id, t.stanza_id)) AND m.about <> '' AND ((m.direction = "
                "t.direction AND m.occupant = t.occupant) OR m.purpose IN (3, 5)) AND (m.delivery <> 1 OR t.delivery = "
                "1) WHERE t.id = ?"),
            { row });
        if (!found) {
            return tl::unexpected(found.error());
        }
        while ((*found)->next()) {
            all.append((*found)->value(0).toString());
        }
        (*found)->finish();
    }
    return all;
}

Result<MessageRemoval> RemovalStore::remove(const ConversationId &conversation, const QList<qint64> &rows)
{
    auto removal = m_database.inTransaction([&] { return removeWithWhatIsAbout(conversation, rows); });
    m_database.emptyLogSoon(); // which has what was written before, in full
    return removal;
}

Result<MessageRemoval> RemovalStore::removeWithWhatIsAbout(const ConversationId &conversation,
                                                           const QList<qint64> &rows)
{
    const auto numbers = withWhatIsAbout(rows);
    if (!numbers) {
        return tl::unexpected(numbers.error());
    }
    const Condition these { QStringLiteral(" AND id IN (SELECT value FROM json_each(?))"),
                            { QString(u'[' + numbers->join(u',') + u']') } };
    return removeRows(conversation, these, Noted::Each);
}

Result<MessageRemoval> RemovalStore::withdraw(const ConversationId &conversation, qint64 row)
{
    auto removal = m_database.inTransaction([&]() -> Result<MessageRemoval> {
        const auto waiting =
            m_database.number(QStringLiteral("SELECT count(*) FROM message WHERE id = ? AND delivery = 1"), { row });
        return waiting ? removeWithWhatIsAbout(conversation, *waiting > 0 ? QList { row } : QList<qint64>())
                       : tl::unexpected(waiting.error());
    });
    m_database.emptyLogSoon();
    return removal;
}

Result<MessageRemoval> RemovalStore::removeAll(const ConversationId &conversation)
{
    auto removal = m_database.inTransaction([&]() -> Result<MessageRemoval> {
        const auto gone = m_database.change(u"DELETE FROM later WHERE " % chatIs("chat"), valuesOf(conversation));
        return gone ? removeRows(conversation, {}, Noted::Newest) : tl::unexpected(gone.error());
    });
    m_database.emptyLogSoon();
    return removal;
}

/// What was deleted because it was kept for a while only may be fetched again if somebody asks for it.
Result<ChatSummary> RemovalStore::keep(const ConversationId &conversation, int days)
{
    return m_database.inTransaction([&]() -> Result<ChatSummary> {
        const auto made = m_messages.ensureChat(conversation);
        const auto set = made
            ? m_database.change(
                u"UPDATE chat SET deleted_until = CASE WHEN kept_days > 0 AND ? = 0 THEN NULL ELSE deleted_until "
                u"END, kept_days = ? WHERE "
                    % chatIs("id"),
                QVariantList { days, days } + valuesOf(conversation))
            : tl::unexpected(made.error());
        return set ? m_messages.ensureChat(conversation) : tl::unexpected(set.error());
    });
}

Result<QList<MessageRemoval>> RemovalStore::removeExpired(const QDateTime &now)
{
    const auto chats = m_messages.chats();
    if (!chats) {
        return tl::unexpected(chats.error());
    }
    QDateTime newest;
    for (const ChatSummary &chat : *chats) {
        newest = newest.isValid() ? qMax(newest, chat.lastTime) : chat.lastTime;
    }
    const QDateTime today = newest.isValid() ? qMin(now, newest.addDays(believableDays)) : now;
    QList<MessageRemoval> removals;
    for (const ChatSummary &chat : *chats) {
        if (chat.keptDays == 0) {
            continue;
        }
        const Condition older { QStringLiteral(" AND time < ?"),
                                { today.addDays(-chat.keptDays).toMSecsSinceEpoch() } };
        const auto removal = m_database.inTransaction([&] { return removeRows(chat.id, older, Noted::Newest); });
        if (!removal && removals.isEmpty()) {
            return tl::unexpected(removal.error());
        }
        if (!removal) {
            break;
        }
        if (!removal->rows.isEmpty()) {
            removals.append(*removal);
        }
    }
    if (!removals.isEmpty()) {
        m_deleted.prune(); // if that fails, it is done the next time
        m_database.emptyLogSoon();
    }
    return removals;
}

} // namespace natter
