// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"
#include "store/archive_store.h"
#include "store/message_store.h"

#include <QHash>

namespace natter {

/// Puts what another program or profile has kept among the messages that are here. What is here already, by its ids,
/// tells where its neighbours belong; times do otherwise. Store thread only.
class ImportStore
{
public:
    ImportStore(Database &database, MessageStore &messages, ArchiveStore &archive);

    /// For each conversation the lowest row that was met, below which what is older goes.
    using Reached = QHash<ConversationId, qint64>;
    struct Merged
    {
        QList<ChatSummary> chats; ///< of the conversations to which something was added, now
        int added = 0; ///< messages; the others were here already
        bool isReordered = false; ///< messages that were here have other rows now
        Reached reached;
    };
    /// Messages, each conversation's oldest first, in one transaction. Those that are older still come in a later call,
    /// with what this one has reached as `below`. The order of different conversations is that in which a search meets
    /// them. They count as read, and nothing of them is sent.
    Result<Merged> merge(const QList<ChatMessage> &messages, const Reached &below = {});

private:
    Database &m_database;
    MessageStore &m_messages;
    ArchiveStore &m_archive;
};

} // namespace natter
