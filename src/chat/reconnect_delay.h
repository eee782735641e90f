// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"

#include <chrono>

namespace natter {

/// How long to wait before the next attempt. The first comes at once if the connection broke on the way, and within
/// limits::reconnectSpread if the server sent us away, so that its restart does not bring everybody at once; then the
/// wait doubles up to limits::reconnectMax, each time half less to half more.
class ReconnectDelay
{
public:
    enum class Cause {
        Broken, ///< a session that worked broke off without a word
        Ended, ///< the server refused us, or ended the session
    };

    explicit ReconnectDelay(RandomId &random) : m_random(random) { }

    std::chrono::milliseconds next(Cause cause);
    /// As next() for a session that lasted that long: if that proves that the way is good, the wait starts afresh.
    std::chrono::milliseconds nextAfter(std::chrono::milliseconds lasted, Cause cause);
    /// Whatever stood in the way may be gone.
    void reset() { m_attempts = 0; }

private:
    RandomId &m_random;
    int m_attempts = 0;
};

} // namespace natter
