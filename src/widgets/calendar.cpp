// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/calendar.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QTextCharFormat>
#include <QToolButton>

#include <tuple>

namespace natter {

Calendar::Calendar(QWidget *parent) : QCalendarWidget(parent)
{
    setGridVisible(false);
    setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    updateLook();
}

void Calendar::updateLook()
{
    const Theme theme = Theme::of(this);
    QTextCharFormat muted;
    muted.setForeground(theme.muted);
    QTextCharFormat plain;
    plain.setForeground(theme.text);
    setHeaderTextFormat(muted);
    for (const Qt::DayOfWeek day : { Qt::Saturday, Qt::Sunday }) {
        setWeekdayTextFormat(day, plain); // else they are red
    }
    const bool mirrored = isRightToLeft();
    for (const auto &[name, text, forward] : { std::tuple("qt_calendar_prevmonth", tr("Previous month"), mirrored),
                                               std::tuple("qt_calendar_nextmonth", tr("Next month"), !mirrored) }) {
        if (auto *button = findChild<QToolButton *>(QLatin1String(name))) {
            button->setIcon(
                tintedIcon(forward ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), theme.text));
            button->setAccessibleName(text);
        }
    }
}

void Calendar::changeEvent(QEvent *event)
{
    QCalendarWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange) {
        updateLook();
    }
}

} // namespace natter
