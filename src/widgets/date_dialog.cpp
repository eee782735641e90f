// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/date_dialog.h"

#include "ui_date_dialog.h"

namespace natter {

DateDialog::DateDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::DateDialog>())
{
    m_ui->setupUi(this);
    m_ui->calendar->setMaximumDate(QDate::currentDate());
    m_ui->calendar->setAccessibleName(windowTitle());
    m_ui->calendar->setFocus();
    connect(m_ui->calendar, &QCalendarWidget::activated, this, &DateDialog::choose);
    connect(m_ui->go, &QPushButton::clicked, this, &DateDialog::choose);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
}

DateDialog::~DateDialog() = default;

void DateDialog::choose()
{
    Q_EMIT chosen(m_ui->calendar->selectedDate());
    accept();
}

} // namespace natter
