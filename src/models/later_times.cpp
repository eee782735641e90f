// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/later_times.h"

#include "models/friendly_time.h"

#include <QCoreApplication>

namespace natter {

static const QTime evening(18, 0);
static const QTime morning(9, 0);

/// The context of the sentences for translators.
struct LaterTimes
{
    Q_DECLARE_TR_FUNCTIONS(natter::LaterTimes)
};

QList<LaterTime> laterTimes(const QDateTime &now)
{
    const QDateTime local = now.toLocalTime();
    const QDate today = local.date();
    const QDate tomorrow = today.addDays(1);
    const QDate monday = today.addDays(8 - today.dayOfWeek());
    QDateTime soon = local.addSecs(3600);
    soon.setTime(QTime(soon.time().hour(), soon.time().minute())); // what the menu says
    QList<LaterTime> times { { LaterTimes::tr("Send in an hour (%1)").arg(shortTime(soon.time())), soon } };
    if (local.time() < evening) {
        times.append({ LaterTimes::tr("Send this evening (%1)").arg(shortTime(evening)), QDateTime(today, evening) });
    }
    times.append({ LaterTimes::tr("Send tomorrow (%1)").arg(shortTime(morning)), QDateTime(tomorrow, morning) });
    if (monday != tomorrow) {
        //: %1 is a day such as "Monday, 7 December"
        times.append({ LaterTimes::tr("Send on %1 (%2)").arg(friendlyDay(monday), shortTime(morning)),
                       QDateTime(monday, morning) });
    }
    return times;
}

QDateTime someLaterTime(const QDateTime &now)
{
    QDateTime time = now.toLocalTime().addSecs(2 * 3600);
    time.setTime(QTime(time.time().hour(), 0));
    return time;
}

} // namespace natter
