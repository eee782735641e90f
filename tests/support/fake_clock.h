// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

namespace natter {

/// A clock that stands still until it is told otherwise.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }

    /// Only the time of day, as after a sleep, or if somebody sets it.
    void jump(std::chrono::milliseconds by) { m_now = m_now.addMSecs(by.count()); }

private:
    QDateTime m_now { QDate(2026, 11, 17), QTime(12, 31), Qt::UTC };
    std::chrono::milliseconds m_monotonic { 1'000'000 };
};

} // namespace natter
