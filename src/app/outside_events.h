// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock_watch.h"
#include "chat/accounts.h"
#include "platform/attention.h"
#include "platform/system_watch.h"

namespace natter {

/// Tells all accounts at once what happens around the program and bears on their connections: sleep, clock, network,
/// and whether the person looks.
class OutsideEvents : public QObject
{
    Q_OBJECT

public:
    OutsideEvents(Accounts &accounts, const Clock &clock, const SystemWatch &system, IdleWatch &idle,
                  std::chrono::milliseconds clockInterval = limits::clockInterval);

Q_SIGNALS:
    /// The machine or the program slept, or the clock was set.
    void timeJumped();

private:
    ClockWatch m_clockWatch;
    Attention m_attention;
};

} // namespace natter
