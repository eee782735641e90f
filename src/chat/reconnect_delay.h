// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"

#include <chrono>

namespace natter {

/// How long to wait before the next attempt: at random up to 5 s the first time, so that a server's restart does not
/// bring everybody at once, then doubling up to limits::reconnectMax, each time half less to half more.
class ReconnectDelay
{
public:
    explicit ReconnectDelay(RandomId &random) : m_random(random) { }

    std::chrono::milliseconds next();
    /// A session was established: the next failure starts afresh.
    void reset() { m_attempts = 0; }

private:
    RandomId &m_random;
    int m_attempts = 0;
};

} // namespace natter
