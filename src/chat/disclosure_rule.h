// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "chat/preferences.h"

namespace natter {

/// What the other side of a conversation may learn: as the person wants it for that, else for the account, else for
/// all.
class DisclosureRule
{
public:
    DisclosureRule(const Jid &account, const Conversations &conversations, const Preferences &preferences)
        : m_account(account)
        , m_conversations(conversations)
        , m_preferences(preferences)
    {
    }

    void setAccountsOwn(const Disclosure &disclosure) { m_accountsOwn = disclosure; }

    bool tellsReceipts(const Jid &peer) const { return of(peer).receipts.value(); }
    bool tellsReading(const Jid &peer) const { return of(peer).reading.value(); }
    bool tellsTyping(const Jid &peer) const { return of(peer).typing.value(); }
    /// With nothing left open.
    Disclosure of(const Jid &peer) const;
    /// Where nothing else is chosen for the conversation.
    Disclosure usual() const;

private:
    const Jid m_account;
    const Conversations &m_conversations;
    const Preferences &m_preferences;
    Disclosure m_accountsOwn;
};

} // namespace natter
