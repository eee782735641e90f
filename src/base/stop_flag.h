// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace natter {

/// Tells work on another thread that nobody waits for it any more. Copies are one flag. It stands in for
/// std::stop_source, which Apple's library of C++20 does not have.
class StopFlag
{
public:
    void raise() const { m_raised->store(true, std::memory_order_relaxed); }
    bool isRaised() const { return m_raised->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_raised = std::make_shared<std::atomic<bool>>(false);
};

} // namespace natter
