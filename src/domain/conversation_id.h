// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"

#include <QMetaType>

namespace natter {

/// A conversation: which of our accounts, and with whom. Both addresses are bare.
struct ConversationId
{
    Jid account;
    Jid peer;

    bool isNull() const { return account.isNull() || peer.isNull(); }
    friend bool operator==(const ConversationId &, const ConversationId &) = default;
    friend size_t qHash(const ConversationId &id, size_t seed = 0) { return qHashMulti(seed, id.account, id.peer); }
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ConversationId)
