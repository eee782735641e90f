// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// What becomes of reactions (XEP-0444): of each side the last counts, and the message that is meant says what all of
/// them come to. Store thread only, and in the transaction that stores them.
class MessageReactions
{
public:
    explicit MessageReactions(Database &database) : m_database(database) { }

    /// Brings up to date the message that this one is a reaction to, or this one if there are reactions to it; its row,
    /// if that changed it, else 0.
    Result<qint64> settle(qint64 chat, const ChatMessage &message);
    /// What counts of what the message in that row was answered with, the newest first; nothing if it was retracted.
    Result<QList<GivenReactions>> given(qint64 row);
    /// Whether what this one is a reaction to is here, and not retracted.
    Result<bool> isOpen(qint64 chat, const ChatMessage &reaction);

private:
    Result<qint64> targetOf(qint64 chat, const QString &id);
    Result<GivenReactions> lastOf(qint64 chat, const QString &id, ChatMessage::Direction direction);

    Database &m_database;
};

} // namespace natter
