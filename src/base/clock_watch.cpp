// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock_watch.h"

namespace natter {

using std::chrono::milliseconds;

ClockWatch::ClockWatch(const Clock &clock, milliseconds interval)
    : m_clock(clock)
    , m_wall(clock.now().toMSecsSinceEpoch())
    , m_monotonic(clock.monotonic())
{
    connect(&m_timer, &QTimer::timeout, this, &ClockWatch::look);
    m_timer.start(interval);
}

void ClockWatch::look()
{
    const qint64 wall = m_clock.now().toMSecsSinceEpoch();
    const milliseconds monotonic = m_clock.monotonic();
    const milliseconds wallPassed(wall - std::exchange(m_wall, wall));
    const milliseconds passed = monotonic - std::exchange(m_monotonic, monotonic);
    // Some systems stop the one clock while they sleep, some stop none
    const bool apart = wallPassed - passed > limits::clockTolerance || passed - wallPassed > limits::clockTolerance;
    if (apart || passed - m_timer.intervalAsDuration() > limits::clockTolerance) {
        Q_EMIT jumped();
    }
}

} // namespace natter
