// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/send_time_dialog.h"

#include "ui_send_time_dialog.h"

namespace natter {

SendTimeDialog::SendTimeDialog(const QDateTime &suggested, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SendTimeDialog>())
{
    m_ui->setupUi(this);
    QString format = locale().timeFormat(QLocale::ShortFormat);
    m_ui->time->setDisplayFormat(format.remove(QStringLiteral(":ss")));
    m_ui->time->setTime(suggested.toLocalTime().time());
    m_ui->calendar->setAccessibleName(windowTitle());
    m_ui->calendar->setMinimumDate(QDate::currentDate());
    m_ui->calendar->setSelectedDate(suggested.toLocalTime().date());
    m_ui->time->setFocus(); // which is what is typed
    connect(m_ui->calendar, &QCalendarWidget::selectionChanged, this, &SendTimeDialog::check);
    connect(m_ui->calendar, &QCalendarWidget::activated, this, &SendTimeDialog::choose);
    connect(m_ui->time, &QTimeEdit::timeChanged, this, &SendTimeDialog::check);
    connect(m_ui->send, &QPushButton::clicked, this, &SendTimeDialog::choose);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    check();
}

SendTimeDialog::~SendTimeDialog() = default;

QDateTime SendTimeDialog::time() const { return { m_ui->calendar->selectedDate(), m_ui->time->time() }; }

void SendTimeDialog::check()
{
    const bool isPast = time() <= QDateTime::currentDateTime();
    if (isPast) {
        m_ui->problem->say(tr("That time is past."));
    } else {
        m_ui->problem->hide();
    }
    m_ui->send->setEnabled(!isPast);
}

/// Minutes pass while a dialog is open.
void SendTimeDialog::choose()
{
    check();
    if (m_ui->send->isEnabled()) {
        Q_EMIT chosen(time());
        accept();
    }
}

} // namespace natter
