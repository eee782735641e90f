// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history_text.h"

#include "chat/history_backfill.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

QString monthText(const QDate &date) { return QLocale().toString(date, QStringLiteral("MMMM yyyy")); }

QString shortMonthText(const QDate &date) { return QLocale().toString(date, QStringLiteral("MMM yyyy")); }

QString historyText(const HistoryBackfill &history)
{
    const auto text = [](const char *english) { return QCoreApplication::translate("natter::HistoryText", english); };
    const QDateTime reached = history.ownGaps().isEmpty() ? QDateTime() : history.ownGaps().last().newerTime;
    const QString month = reached.isValid() ? monthText(reached.toLocalTime().date()) : QString();
    if (history.isUnderWay()) {
        const QString so = QCoreApplication::translate("natter::HistoryText", "Fetching: %n messages so far", nullptr,
                                                       history.fetched());
        return month.isEmpty() ? so : text(QT_TRANSLATE_NOOP("natter::HistoryText", "%1, back to %2")).arg(so, month);
    }
    if (history.ownGaps().isEmpty()) {
        return text(QT_TRANSLATE_NOOP("natter::HistoryText", "All that the server has is here."));
    }
    if (history.isPaused()) {
        return text(QT_TRANSLATE_NOOP("natter::HistoryText", "Stopped until the next start."));
    }
    return month.isEmpty()
        ? text(QT_TRANSLATE_NOOP("natter::HistoryText", "Older messages are still on the server."))
        : text(QT_TRANSLATE_NOOP("natter::HistoryText", "Here back to %1; older messages are still on the server."))
              .arg(month);
}

} // namespace natter
