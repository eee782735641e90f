// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>

namespace natter {

/// A time at which people like to have something sent, and the words of a menu for that.
struct LaterTime
{
    QString text;
    QDateTime time; ///< of the person's time zone
};

/// From `now` on, the next first.
QList<LaterTime> laterTimes(const QDateTime &now);

/// A suggestion for any other time: the next full hour that is some time away.
QDateTime someLaterTime(const QDateTime &now);

} // namespace natter
