// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QMetaType>

namespace natter {

/// What a conversation is with. The numbers are on disk.
enum class ChatKind {
    Person = 0,
    Room = 1, ///< everybody who is in it (XEP-0045)
};

/// A conversation: which of our accounts, and with whom. Both addresses are bare, but for a conversation with one
/// person in a room, which nobody else there hears: that has the room's address with the nickname as the resource
/// (XEP-0045, 7.5).
struct ConversationId
{
    Jid account;
    Jid peer;

    bool isInsideRoom() const { return !peer.isNull() && !peer.isBare(); }
    bool isNull() const { return account.isNull() || peer.isNull(); }
    friend bool operator==(const ConversationId &, const ConversationId &) = default;
    friend size_t qHash(const ConversationId &id, size_t seed = 0) { return qHashMulti(seed, id.account, id.peer); }
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ConversationId)
