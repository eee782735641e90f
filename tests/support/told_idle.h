// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/idle_watch.h"

namespace natter {

/// A system that tells what the test says, when it is asked.
class ToldIdle final : public IdleWatch
{
public:
    void ask() override
    {
        ++m_asked;
        Q_EMIT untouched(m_duration);
    }
    void setUntouched(std::chrono::milliseconds duration) { m_duration = duration; }
    int asked() const { return m_asked; }

private:
    std::chrono::milliseconds m_duration { 0 };
    int m_asked = 0;
};

} // namespace natter
