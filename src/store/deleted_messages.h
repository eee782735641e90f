// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// Knows what was deleted here and could come once more: with a stream that is resumed, or out of the archive. Store
/// thread only.
class DeletedMessages
{
public:
    explicit DeletedMessages(Database &database) : m_database(database) { }

    /// Whether there are such at all; mostly there is nothing to look for.
    Result<bool> areAny();
    /// How a message comes. What arrives live is news, however old it says it is.
    enum class From { Live, Archive };
    /// Whether this message, which is not stored, stays away. `chat` is the row of its conversation.
    Result<bool> cover(qint64 chat, const ChatMessage &message, From from);

    /// Notes messages that are about to be deleted, the newest `limit` of them. `which` says which of the table
    /// message, in the language of SQL. Joins the transaction that there is.
    Result<> note(const QString &which, const QVariantList &values, int limit);
    /// Everything in the archive up to the newest of these stays away.
    Result<> noteAllUpTo(const QString &which, const QVariantList &values);
    /// Forgets what is long covered by that.
    Result<> prune();

private:
    Database &m_database;
};

} // namespace natter
