// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/archive_store.h"
#include "store/message_store.h"

namespace natter {

/// Puts what another program or profile has kept among the messages that are here. What is here already, by its ids,
/// tells where its neighbours belong; times do otherwise. Store thread only.
class ImportStore
{
public:
    ImportStore(Database &database, MessageStore &messages, ArchiveStore &archive);

    struct Merged
    {
        ChatSummary chat; ///< of the conversation, now
        int added = 0; ///< messages; the others were here already
        bool isReordered = false; ///< messages that were here have other rows now
        qint64 reached = 0; ///< the lowest row that was met, below which what is older goes; 0: none
    };
    /// Messages of one conversation, oldest first, in one transaction. Those that are older still come in a later call,
    /// with what this one has reached as `below`; 0: these are the newest. They count as read, and nothing of them is
    /// sent. Those without an id are given one that is made of what they are.
    Result<Merged> merge(const ConversationId &conversation, const QList<ChatMessage> &messages, qint64 below);

private:
    Database &m_database;
    MessageStore &m_messages;
    ArchiveStore &m_archive;
};

} // namespace natter
