// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outside_events.h"

namespace natter {

OutsideEvents::OutsideEvents(Accounts &accounts, const Clock &clock, const SystemWatch &system, IdleWatch &idle,
                             std::chrono::milliseconds clockInterval)
    : m_clockWatch(clock, clockInterval)
    , m_attention(clock, idle)
{
    connect(&system, &SystemWatch::wokeUp, &accounts, [&accounts] { accounts.nudge(Nudge::WokeUp); });
    connect(&m_clockWatch, &ClockWatch::jumped, &accounts, [&accounts] { accounts.nudge(Nudge::WokeUp); });
    connect(&system, &SystemWatch::wokeUp, this, &OutsideEvents::timeJumped);
    connect(&m_clockWatch, &ClockWatch::jumped, this, &OutsideEvents::timeJumped);
    connect(&system, &SystemWatch::networkChanged, &accounts, [&accounts] { accounts.nudge(Nudge::NetworkChanged); });
    connect(&m_attention, &Attention::changed, &accounts, [&accounts](bool present) {
        accounts.setClientState(present ? ClientState::Active : ClientState::Inactive);
        if (present) {
            accounts.nudge(Nudge::PersonReturned);
        }
    });
}

} // namespace natter
