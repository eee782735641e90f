// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// How far each conversation was read: here, by the other side, and as far as the others know of it. Store thread only.
class ReadingStore
{
public:
    explicit ReadingStore(Database &database) : m_database(database) { }

    /// All up to that row was read; never goes back.
    Result<> markRead(qint64 chat, qint64 row);
    /// The same, which others know already.
    Result<> markReadElsewhere(qint64 chat, qint64 row);
    /// Up to that row stands only what was said before the person came to a room; it counts as read, unless something
    /// else there is not.
    Result<> passHistory(const ConversationId &room, qint64 row);
    /// The other side has displayed what we said up to that row; never goes back.
    Result<> markDisplayed(qint64 chat, qint64 row);
    /// Somebody in a room has displayed everything up to that row, by then; says whether that is news. Of each room,
    /// a thousand are kept, those who have read furthest.
    Result<bool> noteReader(qint64 chat, const QString &occupant, const MessageReader &reader, qint64 row);
    /// Who in a room has displayed the message in that row, the last first.
    Result<QList<MessageReader>> readers(qint64 row);
    /// The row of the last incoming message of the chat with that id of its sender's, or of our archive's; 0: it is not
    /// here.
    Result<qint64> incomingRow(qint64 chat, const QString &stanzaId);
    Result<qint64> archivedRow(const ConversationId &conversation, const QString &archiveId);

    /// What was read and nobody else knows yet.
    struct News
    {
        ConversationId conversation;
        qint64 row = 0; ///< read up to there
        QString markable; ///< the sender's id of the last message there whose sender wants to know; none: empty
        /// Of the last incoming message that has one, up to there; in a room, the room's; none: empty.
        QString archiveId;
        bool isRoom = false;
    };
    /// Of the account's conversations. Nobody in a room asks for it.
    Result<QList<News>> news(const Jid &account);
    /// Others know it now, or need not.
    Result<> noteTold(const ConversationId &conversation, qint64 row);

private:
    Result<QString> text(const QString &sql, const QVariantList &values);

    Database &m_database;
};

} // namespace natter
