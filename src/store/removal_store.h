// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/message_store.h"

namespace natter {

/// Messages that the person does not keep here, and how long they keep a conversation's. What is still to be sent stays
/// until it is. What is deleted does not come back out of the archive. Store thread only.
class RemovalStore
{
public:
    RemovalStore(Database &database, MessageStore &messages);

    /// Deletes these of the conversation; those that are not there, or still to be sent, are left out of the answer.
    Result<MessageRemoval> remove(const ConversationId &conversation, const QList<qint64> &rows);
    /// Deletes all that is there, and what the archive has up to `now`.
    Result<MessageRemoval> removeAll(const ConversationId &conversation, const QDateTime &now);

    /// Its messages are kept so many days; 0: for ever.
    Result<ChatSummary> keep(const ConversationId &conversation, int days);
    /// Deletes what is kept no longer. The answer has the conversations with such messages.
    Result<QList<MessageRemoval>> removeExpired(const QDateTime &now);

private:
    Result<MessageRemoval> removeRows(const ConversationId &conversation, const QString &which,
                                      const QVariantList &values);
    Result<> forgetUntil(const ConversationId &conversation, const QDateTime &time);
    Result<> noteDeleted(const QString &which, const QVariantList &values);
    Result<MessageRemoval> removeBefore(const ConversationId &conversation, const QDateTime &time);
    Result<> emptyLog();
    Result<> change(const QString &sql, const QVariantList &values);

    Database &m_database;
    MessageStore &m_messages;
};

} // namespace natter
