// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class DateDialog;
}

/// To which day of a conversation to go.
class DateDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DateDialog(QWidget *parent = nullptr);
    ~DateDialog() override;

Q_SIGNALS:
    void chosen(const QDate &date);

private:
    void choose();

    std::unique_ptr<Ui::DateDialog> m_ui;
};

} // namespace natter
