// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// Tells whether a message is stored already, however it came the first time. Store thread only.
class KnownMessages
{
public:
    explicit KnownMessages(Database &database) : m_database(database) { }

    /// Its row, in the chat with that row; 0: it is not there. The archive's id is noted if it was not known.
    Result<qint64> rowOf(qint64 chat, const ChatMessage &message);
    Result<bool> has(qint64 chat, const ChatMessage &message);

private:
    Database &m_database;
};

} // namespace natter
