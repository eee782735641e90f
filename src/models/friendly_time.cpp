// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/friendly_time.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

QString shortTime(const QTime &time)
{
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    return locale.toString(time, format);
}

QString friendlyTime(const QDateTime &time)
{
    if (!time.isValid()) {
        return {};
    }
    const QDateTime local = time.toLocalTime();
    const qint64 days = local.date().daysTo(QDate::currentDate());
    const QLocale locale;
    if (days == 0) {
        return shortTime(local.time());
    }
    if (days > 0 && days < 7) {
        return locale.standaloneDayName(local.date().dayOfWeek(), QLocale::ShortFormat);
    }
    return locale.toString(local.date(), QLocale::ShortFormat);
}

QString friendlyDay(const QDate &day)
{
    const qint64 days = day.daysTo(QDate::currentDate());
    if (days == 0) {
        return QCoreApplication::translate("natter::FriendlyTime", "Today");
    }
    if (days == 1) {
        return QCoreApplication::translate("natter::FriendlyTime", "Yesterday");
    }
    if (days == -1) {
        return QCoreApplication::translate("natter::FriendlyTime", "Tomorrow");
    }
    const bool thisYear = day.year() == QDate::currentDate().year();
    //: Formats of a day, see QDate::toString(): without and with the year
    return QLocale().toString(day,
                              thisYear ? QCoreApplication::translate("natter::FriendlyTime", "dddd, d MMMM")
                                       : QCoreApplication::translate("natter::FriendlyTime", "d MMMM yyyy"));
}

QString friendlyMoment(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    //: A day, such as "Tomorrow" or "Tuesday, 17 November", and a time of it
    return QCoreApplication::translate("natter::FriendlyTime", "%1, %2")
        .arg(friendlyDay(local.date()), shortTime(local.time()));
}

QString friendlyDuration(std::chrono::milliseconds time)
{
    using namespace std::chrono;
    const auto text = [](const char *english, auto count) {
        return QCoreApplication::translate("natter::FriendlyTime", english, nullptr, static_cast<int>(count.count()));
    };
    if (ceil<seconds>(time) < minutes(2)) {
        return text(QT_TRANSLATE_N_NOOP("natter::FriendlyTime", "%n seconds"), ceil<seconds>(time));
    }
    return ceil<minutes>(time) < hours(2)
        ? text(QT_TRANSLATE_N_NOOP("natter::FriendlyTime", "%n minutes"), ceil<minutes>(time))
        : text(QT_TRANSLATE_N_NOOP("natter::FriendlyTime", "%n hours"), ceil<hours>(time));
}

} // namespace natter
