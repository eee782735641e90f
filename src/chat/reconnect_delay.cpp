// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/reconnect_delay.h"

#include "base/limits.h"

namespace natter {

using std::chrono::milliseconds;

milliseconds ReconnectDelay::next()
{
    if (m_attempts++ == 0) {
        return milliseconds(m_random.below(5000));
    }
    const milliseconds first = limits::reconnectFirst;
    const milliseconds longest = limits::reconnectMax;
    const milliseconds base = std::min(longest, first * (1 << std::min(m_attempts - 2, 20)));
    return base / 2 + milliseconds(m_random.below(static_cast<quint32>(base.count()) + 1));
}

} // namespace natter
