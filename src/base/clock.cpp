// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

namespace natter {

std::chrono::milliseconds SystemClock::monotonic() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace natter
