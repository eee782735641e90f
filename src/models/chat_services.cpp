// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_services.h"

#include "domain/search_text.h"
#include "models/chat_names.h"

namespace natter {

QString ChatServices::nameOf(const ConversationId &id) const { return chatName(accounts, id); }

QList<ConversationId> ChatServices::conversationsNamed(const QString &name) const
{
    QList<ConversationId> found;
    const QString sought = folded(name);
    const auto &chats = conversations.all();
    for (auto chat = chats.keyBegin(); chat != chats.keyEnd(); ++chat) {
        if (folded(nameOf(*chat)).contains(sought) || folded(chat->peer.toString()).contains(sought)) {
            found.append(*chat);
        }
    }
    return found;
}

} // namespace natter
