// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/reconnect_delay.h"

#include "base/limits.h"

namespace natter {

using std::chrono::milliseconds;

milliseconds ReconnectDelay::next(Cause cause)
{
    if (m_attempts++ == 0) {
        const milliseconds most =
            cause == Cause::Broken ? milliseconds(limits::reconnectAtOnce) : milliseconds(limits::reconnectSpread);
        return milliseconds(m_random.below(static_cast<quint32>(most.count())));
    }
    const milliseconds first = limits::reconnectFirst;
    const milliseconds longest = limits::reconnectMax;
    const milliseconds base = std::min(longest, first * (1 << std::min(m_attempts - 2, 20)));
    return base / 2 + milliseconds(m_random.below(static_cast<quint32>(base.count()) + 1));
}

milliseconds ReconnectDelay::nextAfter(milliseconds lasted, Cause cause)
{
    // A session that ends as soon as it begins would otherwise be made anew without end
    if (lasted >= (cause == Cause::Broken ? milliseconds(limits::sessionProvenBroken)
                                          : milliseconds(limits::sessionProvenEnded))) {
        reset();
    }
    return next(cause);
}

} // namespace natter
