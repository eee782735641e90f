// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "chat/account.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class PasswordDialog;
}

/// Asks for an account's password, and stays until the server has taken one: what is typed after a mistake must not go
/// anywhere else.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    PasswordDialog(const AccountSettings &account, const QString &reason, QWidget *parent = nullptr);
    ~PasswordDialog() override;

    /// The account that it asks for has another status.
    void follow(const AccountStatus &status);

Q_SIGNALS:
    void entered(const natter::Secret &password, bool keep);

private:
    void setTrying(bool trying);

    bool m_trying = false; ///< a password was entered,
    bool m_attempted = false; ///< and the server asked
    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace natter
