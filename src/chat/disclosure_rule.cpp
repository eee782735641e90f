// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/disclosure_rule.h"

namespace natter {

Disclosure DisclosureRule::of(const Jid &peer) const
{
    return m_conversations.summary({ m_account, peer }).treatment.disclosure.over(usual());
}

Disclosure DisclosureRule::usual() const
{
    const Preferences::Values &all = m_preferences.values();
    return m_accountsOwn.over({ all.sendReceipts, all.sendReading, all.sendTyping });
}

} // namespace natter
