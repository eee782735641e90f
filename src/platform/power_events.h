// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace natter {

/// Tells that the machine has woken up on systems that have no bus for such news, Windows and macOS; elsewhere it is
/// silent, see SystemWatch. The function is called on the GUI thread.
class PowerEvents
{
public:
    explicit PowerEvents(std::function<void()> wokeUp);
    ~PowerEvents();

private:
    struct System;
    std::unique_ptr<System> m_system;
};

} // namespace natter
