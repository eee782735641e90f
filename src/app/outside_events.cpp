// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outside_events.h"

namespace natter {

OutsideEvents::OutsideEvents(Accounts &accounts, const Clock &clock, const QDBusConnection &systemBus,
                             std::chrono::milliseconds clockInterval)
    : m_system(systemBus)
    , m_clockWatch(clock, clockInterval)
    , m_attention(clock)
{
    connect(&m_system, &SystemWatch::wokeUp, &accounts, [&accounts] { accounts.nudge(Nudge::WokeUp); });
    connect(&m_clockWatch, &ClockWatch::jumped, &accounts, [&accounts] { accounts.nudge(Nudge::WokeUp); });
    connect(&m_system, &SystemWatch::wokeUp, this, &OutsideEvents::timeJumped);
    connect(&m_clockWatch, &ClockWatch::jumped, this, &OutsideEvents::timeJumped);
    connect(&m_system, &SystemWatch::networkChanged, &accounts, [&accounts] { accounts.nudge(Nudge::NetworkChanged); });
    connect(&m_attention, &Attention::changed, &accounts, [&accounts](bool present) {
        accounts.setClientState(present ? ClientState::Active : ClientState::Inactive);
        if (present) {
            accounts.nudge(Nudge::PersonReturned);
        }
    });
}

} // namespace natter
