// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "domain/account_settings.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class PasswordDialog;
}

/// Asks for an account's password.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    PasswordDialog(const AccountSettings &account, const QString &reason, QWidget *parent = nullptr);
    ~PasswordDialog() override;

Q_SIGNALS:
    void entered(const natter::Secret &password, bool keep);

private:
    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace natter
