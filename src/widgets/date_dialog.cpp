// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/date_dialog.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include "ui_date_dialog.h"

#include <QEvent>
#include <QTextCharFormat>
#include <QToolButton>

#include <tuple>

namespace natter {

DateDialog::DateDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::DateDialog>())
{
    m_ui->setupUi(this);
    m_ui->calendar->setMaximumDate(QDate::currentDate());
    m_ui->calendar->setAccessibleName(windowTitle());
    m_ui->calendar->setFocus();
    updateLook();
    connect(m_ui->calendar, &QCalendarWidget::activated, this, &DateDialog::choose);
    connect(m_ui->go, &QPushButton::clicked, this, &DateDialog::choose);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
}

DateDialog::~DateDialog() = default;

/// Qt's calendar brings colours and arrows of its own.
void DateDialog::updateLook()
{
    const Theme theme = Theme::of(this);
    QTextCharFormat muted;
    muted.setForeground(theme.muted);
    QTextCharFormat plain;
    plain.setForeground(theme.text);
    m_ui->calendar->setHeaderTextFormat(muted);
    for (const Qt::DayOfWeek day : { Qt::Saturday, Qt::Sunday }) {
        m_ui->calendar->setWeekdayTextFormat(day, plain); // else they are red
    }
    const bool mirrored = isRightToLeft();
    for (const auto &[name, text, forward] : { std::tuple("qt_calendar_prevmonth", tr("Previous month"), mirrored),
                                               std::tuple("qt_calendar_nextmonth", tr("Next month"), !mirrored) }) {
        if (auto *button = m_ui->calendar->findChild<QToolButton *>(QLatin1String(name))) {
            button->setIcon(
                tintedIcon(forward ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), theme.text));
            button->setAccessibleName(text);
        }
    }
}

void DateDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void DateDialog::choose()
{
    Q_EMIT chosen(m_ui->calendar->selectedDate());
    accept();
}

} // namespace natter
