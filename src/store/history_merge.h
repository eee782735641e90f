// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/archive_gap.h"
#include "domain/chat_message.h"
#include "store/message_store.h"

#include <deque>

namespace natter {

/// One walk through a conversation from its newest message to the oldest, on which messages of an import take their
/// places. No two rows have room between them, so what stands below such a message moves to lower rows as well: those
/// below all that there are or, above a gap of the archive, those that were left for filling it. Within a transaction.
class HistoryMerge
{
public:
    /// `below`: see ImportStore::merge().
    HistoryMerge(Database &database, MessageStore &messages, const ConversationId &conversation, qint64 below);

    Result<> begin(const QList<ArchiveGap> &gaps);
    /// The next of the import. `time` is when it belongs there: not its own, if that cannot be right.
    Result<> add(const ChatMessage &message, const QDateTime &time);
    /// What was moved aside, and what the conversation says of itself.
    Result<> end();

    int added() const { return m_added; }
    bool isReordered() const { return m_isReordered; }
    qint64 reached() const { return m_reached; }
    /// With less room than they had.
    QList<ArchiveGap> changedGaps() const;

private:
    struct Standing ///< a message that is here
    {
        qint64 row = 0;
        qint64 time = 0;
    };
    struct Part ///< of the conversation, above a gap or, the last, below all
    {
        ArchiveGap gap = {};
        qint64 firstTop = 0; ///< of the gap, before anything was taken of its room
    };

    Result<std::optional<Standing>> next();
    Result<> pass();
    Result<> place(const ChatMessage &message, const QDateTime &time);
    bool isInTail(const ChatMessage &message) const;
    Result<qint64> takeRow();
    Result<qint64> rowBelowAll();
    bool isBelow(qint64 row, const Part &part) const;
    bool isTaken(qint64 row) const;
    Result<> noteRows();
    Result<> change(const QString &sql, const QVariantList &values);
    Result<qint64> number(const QString &sql, const QVariantList &values);

    Database &m_database;
    MessageStore &m_messages;
    const ConversationId m_conversation;
    const bool m_isNewest;
    qint64 m_chat = 0;
    qint64 m_read = 0; ///< up to there the conversation was read; moves with the message
    bool m_readMet = false;
    qint64 m_unconfirmed = 0; ///< the lowest row of what is still to be sent, which stays
    qint64 m_last = 0; ///< the row of the last message, at the beginning; 0: there was none
    qint64 m_lowest = 0; ///< of all messages, at the beginning
    std::deque<Standing> m_ahead; ///< the next of those that stand here
    qint64 m_readFrom; ///< where the next are to be found
    QList<Part> m_parts;
    qsizetype m_part = 0; ///< in which the walk is
    bool m_isMoving = false; ///< something was put above what comes next in this part
    bool m_hasPassed = false;
    std::optional<qint64> m_below; ///< the next row below all
    QList<ChatMessage> m_tail; ///< newer than all that is here, the newest first
    QList<qint64> m_rows; ///< that were taken
    int m_added = 0;
    bool m_isReordered = false;
    qint64 m_reached = 0;
};

} // namespace natter
