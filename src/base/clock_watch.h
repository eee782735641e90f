// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/limits.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// Notices that time jumped: the machine or the program slept, or somebody set the clock. Works on every system, but
/// only some seconds later.
class ClockWatch : public QObject
{
    Q_OBJECT

public:
    explicit ClockWatch(const Clock &clock, std::chrono::milliseconds interval = limits::clockInterval);

    /// Compares the clocks with how they stood the last time.
    void look();

Q_SIGNALS:
    void jumped();

private:
    const Clock &m_clock;
    QTimer m_timer;
    qint64 m_wall;
    std::chrono::milliseconds m_monotonic;
};

} // namespace natter
