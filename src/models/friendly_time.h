// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace natter {

/// As chats lists show it: the time today, the weekday within a week, else the date. Empty for a null time.
QString friendlyTime(const QDateTime &time);

/// The time of day without seconds, also where the locale's short format has them.
QString shortTime(const QTime &time);

/// As date separators show it: "Today", "Yesterday", "Tuesday, 17 November", with the year if it is another.
QString friendlyDay(const QDate &day);

/// The same with the time of day, of a moment that may be still to come.
QString friendlyMoment(const QDateTime &time);

/// So many seconds, or from two minutes on minutes, and from two hours on hours; rounded up.
QString friendlyDuration(std::chrono::milliseconds time);

} // namespace natter
