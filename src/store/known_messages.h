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

    /// A message that is there.
    struct Found
    {
        qint64 row = 0; ///< 0: it is not there
        bool isReflected = false; ///< it is one of ours, and shows that the room has it
        bool isNamed = false; ///< the archive's id for it was not known
    };
    /// In the chat with that row. The archive's id is noted if it was not known.
    Result<Found> find(qint64 chat, const ChatMessage &message);
    Result<bool> has(qint64 chat, const ChatMessage &message);

private:
    Result<Found> findReflected(qint64 chat, const ChatMessage &message);
    Result<qint64> rowOfSaid(qint64 chat, const ChatMessage &message);
    Result<bool> name(qint64 row, const QString &archiveId);

    Database &m_database;
};

} // namespace natter
