// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// Where in a conversation a time begins, and where a message stands that is known by its ids. Store thread only.
class MessagePlaces
{
public:
    explicit MessagePlaces(Database &database) : m_database(database) { }

    /// The first message of the conversation since that time, as far as its order is that of time; the last if all are
    /// older, 0 if there are none.
    Result<qint64> rowSince(const ConversationId &conversation, const QDateTime &time);
    /// The message with that id of the archive or, where it has none, of its sender; 0 if it is not here.
    Result<qint64> rowOf(const MessageReference &message);

private:
    Database &m_database;
};

} // namespace natter
