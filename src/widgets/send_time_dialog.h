// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class SendTimeDialog;
}

/// On which day and at what time something is to be sent.
class SendTimeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SendTimeDialog(const QDateTime &suggested, QWidget *parent = nullptr);
    ~SendTimeDialog() override;

Q_SIGNALS:
    /// A time that is still to come.
    void chosen(const QDateTime &time);

private:
    QDateTime time() const;
    void check();
    void choose();

    std::unique_ptr<Ui::SendTimeDialog> m_ui;
};

} // namespace natter
