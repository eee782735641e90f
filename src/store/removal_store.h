// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message_change.h"
#include "store/deleted_messages.h"
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
    /// Deletes all that is there, and what was to be sent later; what the archive has up to the newest of it stays
    /// away.
    Result<MessageRemoval> removeAll(const ConversationId &conversation);

    /// Deletes a message of ours that has not gone out yet, so that it never does; the answer has no rows if it has.
    Result<MessageRemoval> withdraw(const ConversationId &conversation, qint64 row);

    /// Its messages are kept so many days; 0: for ever.
    Result<ChatSummary> keep(const ConversationId &conversation, int days);
    /// Deletes what is kept no longer, by the times of the messages. The answer has the conversations with such. A
    /// clock that is far ahead of the newest message there is does not count for more than that and a week. Should the
    /// store fail on the way, what was deleted before is answered, and the rest waits for the next time.
    Result<QList<MessageRemoval>> removeExpired(const QDateTime &now);

private:
    enum class Noted { Each, Newest };
    struct Condition ///< in the language of SQL, of the table message
    {
        QString sql;
        QVariantList values;
    };
    Result<MessageRemoval> removeWithWhatIsAbout(const ConversationId &conversation, const QList<qint64> &rows);
    Result<QStringList> withWhatIsAbout(const QList<qint64> &rows);
    Result<MessageRemoval> removeRows(const ConversationId &conversation, const Condition &which, Noted noted);

    Database &m_database;
    MessageStore &m_messages;
    ChatCounts m_counts;
    DeletedMessages m_deleted;
};

} // namespace natter
