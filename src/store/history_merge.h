// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/merge_rows.h"
#include "store/message_store.h"

#include <deque>

namespace natter {

/// One walk through a conversation from its newest message to the oldest, on which messages of an import take their
/// places. No two rows have room between them, so what stands below such a message moves to lower rows as well, and
/// stays on its side of each gap of the archive. Within a transaction.
class HistoryMerge
{
public:
    /// `below`: see ImportStore::merge(). The rows are shared by the walks of one import.
    HistoryMerge(Database &database, MessageStore &messages, MergeRows &rows, const ConversationId &conversation,
                 qint64 below);

    Result<> begin(ChatKind kind);
    /// The next of the import. `time` is when it belongs there: not its own, if that cannot be right.
    Result<> add(const ChatMessage &message, const QDateTime &time);
    /// What was moved aside, and what the conversation says of itself.
    Result<> end();

    const ConversationId &conversation() const { return m_conversation; }
    int added() const { return m_added; }
    bool isReordered() const { return m_isReordered; }
    qint64 reached() const { return m_reached; }

private:
    struct Standing ///< a message that is here
    {
        qint64 row = 0;
        qint64 time = 0;
    };
    Result<std::optional<Standing>> next();
    Result<> pass();
    Result<> place(const ChatMessage &message, const QDateTime &time);
    bool isInTail(const ChatMessage &message) const;
    Result<qint64> takeRow();
    bool isBelow(qint64 row, int part) { return m_rows.isBelow(row, m_archive, part); }
    bool isTaken(qint64 row) { return m_rows.isTaken(row, m_archive); }

    Database &m_database;
    MessageStore &m_messages;
    MergeRows &m_rows;
    const ConversationId m_conversation;
    MergeRows::Archive m_archive; ///< that has it
    const bool m_isNewest;
    qint64 m_chat = 0;
    qint64 m_read = 0; ///< up to there the conversation was read; moves with the message
    bool m_readMet = false;
    qint64 m_unconfirmed = 0; ///< the lowest row of what is still to be sent, which stays
    qint64 m_last = 0; ///< the row of the last message, at the beginning; 0: there was none
    std::deque<Standing> m_ahead; ///< the next of those that stand here
    qint64 m_readFrom; ///< where the next are to be found
    int m_gaps = 0; ///< of the archive
    int m_part = 0; ///< of the conversation, in which the walk is: above the gap of that number, or below all
    bool m_isMoving = false; ///< something was put above what comes next in this part
    bool m_hasPassed = false;
    QList<ChatMessage> m_tail; ///< newer than all that is here, the newest first
    std::optional<qint64> m_lowestTaken;
    int m_added = 0;
    bool m_isReordered = false;
    qint64 m_reached = 0;
};

} // namespace natter
