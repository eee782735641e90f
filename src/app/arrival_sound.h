// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/conversation_id.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace natter {

/// Decides whether what is shown is also heard: one sound for what arrives together, whoever it is from.
class ArrivalSound
{
public:
    explicit ArrivalSound(const Clock &clock) : m_clock(clock) { }

    /// A message of that chat is shown now; `wasMissed`: it arrived while the account was away. True if it is heard.
    bool take(const ConversationId &chat, bool wasMissed);
    /// What the account missed this time may be heard, once.
    void accountReturned(const Jid &account) { m_missedHeard.remove(account); }

private:
    const Clock &m_clock;
    std::optional<std::chrono::milliseconds> m_heard; ///< when the last sound was
    QHash<ConversationId, std::chrono::milliseconds> m_shown; ///< when the chats had their last messages
    QSet<Jid> m_missedHeard; ///< accounts
};

} // namespace natter
