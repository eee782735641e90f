// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "chat/conversations.h"
#include "chat/history_keeper.h"
#include "chat/history_transfer.h"
#include "chat/later_messages.h"
#include "chat/message_searcher.h"
#include "chat/preferences.h"
#include "chat/proofreader.h"

namespace natter {

/// What windows talk to.
struct ChatServices
{
    Accounts &accounts;
    Conversations &conversations;
    Preferences &preferences;
    MessageSearcher &searcher;
    HistoryKeeper &keeper;
    HistoryTransfer &transfer;
    Proofreader &proofreader;
    LaterMessages &later;

    /// What to call the person or room of a conversation.
    QString nameOf(const ConversationId &id) const;
    /// The conversations with a part of the name or address in `name`.
    QList<ConversationId> conversationsNamed(const QString &name) const;
};

} // namespace natter
