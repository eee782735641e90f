// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QHash>
#include <QString>

namespace natter {

/// What was refused to others, in the security log: what anybody can send without end is one line for each sender and
/// kind within limits::refusalInterval. How often it came again is said once that is over and something else is
/// refused, or at the end.
class RefusalLog
{
public:
    explicit RefusalLog(const Clock &clock) : m_clock(clock) { }
    ~RefusalLog() { tellRepeated(); }
    Q_DISABLE_COPY_MOVE(RefusalLog)

    /// `what` was refused, for those reasons, to the address `from`, whose resource makes no difference.
    void note(const QString &what, const QString &from, const QString &why = {});
    void tellRepeated();

private:
    const Clock &m_clock;
    std::chrono::milliseconds m_since {};
    QHash<QString, int> m_repeated; ///< those that have their line
    int m_others = 0; ///< too many for one each
};

} // namespace natter
