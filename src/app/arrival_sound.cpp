// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arrival_sound.h"

#include "base/limits.h"

namespace natter {

using std::chrono::milliseconds;

bool ArrivalSound::take(const ConversationId &chat, bool wasMissed)
{
    const milliseconds now = m_clock.monotonic();
    m_shown.removeIf([now](const std::pair<const ConversationId &, milliseconds &> &shown) {
        return now - shown.second >= limits::soundPause;
    });
    // Since the last sound, not the last message: who writes on and on must not silence all others
    const bool isBurst = (m_heard && now - *m_heard < limits::soundInterval) || m_shown.contains(chat);
    const bool wasHeard = wasMissed && m_missedHeard.contains(chat.account);
    m_shown.insert(chat, now);
    if (wasMissed) {
        m_missedHeard.insert(chat.account);
    }
    if (isBurst || wasHeard) {
        return false;
    }
    m_heard = now;
    return true;
}

} // namespace natter
