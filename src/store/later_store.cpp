// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/later_store.h"

#include "store/message_row.h"
#include "store/stored_time.h"

#include <QSqlQuery>
#include <QStringBuilder>

namespace natter {

LaterStore::LaterStore(Database &database, MessageStore &messages) : m_database(database), m_messages(messages) { }

Result<QList<LaterMessage>> LaterStore::select(const QString &where, const QVariantList &values)
{
    auto found = m_database.run(
        QStringLiteral(
            "SELECT l.id, a.jid, c.peer, l.body, l.due, l.reply_to, l.spoiler, l.state, l.cards FROM later l "
            "JOIN chat c ON c.id = l.chat JOIN account a ON a.id = c.account ")
            % where % QStringLiteral(" ORDER BY l.due, l.id"),
        values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<LaterMessage> messages;
    while ((*found)->next()) {
        const QSqlQuery &row = **found;
        LaterMessage message;
        message.row = row.value(0).toLongLong();
        message.conversation = { Jid::orNull(row.value(1).toString()), Jid::orNull(row.value(2).toString()) };
        message.text = row.value(3).toString();
        message.due = timeOf(row.value(4));
        message.replyTo = row.value(5).toString();
        message.spoiler = row.value(6).isNull() ? std::nullopt : std::optional(row.value(6).toString());
        message.state = static_cast<LaterMessage::State>(row.value(7).toInt());
        message.cards = cardsOf(row.value(8).toString());
        messages.append(message);
    }
    (*found)->finish();
    return messages;
}

Result<LaterStore::Change> LaterStore::changed(const LaterMessage &message)
{
    return m_messages.ensureChat(message.conversation).map([&message](const ChatSummary &chat) {
        return Change { message, chat };
    });
}

Result<LaterStore::Change> LaterStore::add(const LaterMessage &message)
{
    return m_database.inTransaction([&]() -> Result<Change> {
        const auto made = m_messages.ensureChat(message.conversation);
        const auto inserted = made
            ? m_database.run(
                QStringLiteral("INSERT INTO later (chat, body, due, state, reply_to, spoiler, cards) VALUES "
                               "((SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid "
                               "= ? AND c.peer = ?), ?, ?, ?, ?, ?, ?)"),
                { message.conversation.account.toString(), message.conversation.peer.toString(), message.text,
                  message.due.toMSecsSinceEpoch(), static_cast<int>(message.state), message.replyTo,
                  message.spoiler ? QVariant(*message.spoiler) : QVariant(), storedCards(message.cards) })
            : tl::unexpected(made.error());
        if (!inserted) {
            return tl::unexpected(inserted.error());
        }
        LaterMessage stored = message;
        stored.row = (*inserted)->lastInsertId().toLongLong();
        return changed(stored);
    });
}

Result<LaterStore::Change> LaterStore::change(qint64 row, const QString &assignment, const QVariant &value)
{
    return m_database.inTransaction([&]() -> Result<Change> {
        const auto set = m_database.change(u"UPDATE later SET " % assignment % u" WHERE id = ?", { value, row });
        const auto found = set ? select(QStringLiteral("WHERE l.id = ?"), { row }) : tl::unexpected(set.error());
        if (!found || found->isEmpty()) {
            return found ? failure(Error { Error::Kind::InvalidInput,
                                           QStringLiteral("that is not to be sent later any more"),
                                           QStringLiteral("gone"),
                                           {} })
                         : tl::unexpected(found.error());
        }
        return changed(found->first());
    });
}

Result<LaterStore::Change> LaterStore::setDue(qint64 row, const QDateTime &due)
{
    return change(row, QStringLiteral("state = 0, due = ?"), due.toMSecsSinceEpoch());
}

Result<LaterStore::Change> LaterStore::setState(qint64 row, LaterMessage::State state)
{
    return change(row, QStringLiteral("state = ?"), static_cast<int>(state));
}

Result<LaterStore::Change> LaterStore::take(qint64 row)
{
    return m_database.inTransaction([&]() -> Result<Change> {
        auto taken = change(row, QStringLiteral("id = ?"), row);
        const auto gone = taken ? m_database.change(QStringLiteral("DELETE FROM later WHERE id = ?"), { row })
                                : tl::unexpected(taken.error());
        return gone ? changed(taken->message) : tl::unexpected(gone.error());
    });
}

Result<LaterStore::Change> LaterStore::remove(qint64 row)
{
    auto removed = take(row);
    m_database.emptyLogSoon(); // which has what was written
    return removed;
}

Result<QList<LaterMessage>> LaterStore::all() { return select({}); }

} // namespace natter
