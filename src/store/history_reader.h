// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/read_only_database.h"

namespace natter {

/// Reads the messages of a profile beside its store, which goes on meanwhile: all as they were when it was opened.
class HistoryReader
{
public:
    /// `messages` is the file of the Database.
    explicit HistoryReader(const QString &messages) : m_database(messages) { }

    Result<> open() { return m_database.open(); }

    /// Those in which something was said, with the number of their messages.
    Result<QList<std::pair<ConversationId, int>>> conversations() const;
    /// Gives each message of the conversation to `take`, oldest first, until that fails; answers with its error then.
    Result<> read(const ConversationId &conversation, const std::function<Result<>(const ChatMessage &)> &take) const;

private:
    ReadOnlyDatabase m_database;
};

} // namespace natter
