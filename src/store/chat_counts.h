// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// Keeps what a conversation says of its messages: which is the last, how many are unread, and how many of those mean
/// us. Store thread only, and in the transaction that stores those messages.
class ChatCounts
{
public:
    explicit ChatCounts(Database &database) : m_database(database) { }

    /// The message was just stored, and is the last of the chat with that row.
    Result<> add(qint64 chat, const ChatMessage &message);
    /// Messages were stored in rows between these, below others.
    Result<> addFilledIn(qint64 chat, qint64 first, qint64 last);
    /// All anew: messages of the chat were removed, or have a place that had none, or the other way round.
    Result<> recount(qint64 chat);
    /// Messages mean us that did not, or the other way round.
    Result<> recountMentions(qint64 chat);

private:
    Database &m_database;
};

} // namespace natter
