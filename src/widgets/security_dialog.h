// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class SecurityDialog;
}

/// How well an account's connection is protected, by what, and which certificates its server has shown.
class SecurityDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins with `account`, or with the first one if that is null.
    SecurityDialog(Accounts &accounts, const Jid &account, QWidget *parent = nullptr);
    ~SecurityDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    Account *current() const;
    void fillAccounts();
    void watch(Account *account);
    void showAccount();
    void showVerdict(const Account &account);
    void showConnection(const Account &account);
    void fillHistory(const Account &account);
    void showCertificate();
    QString details() const;

    std::unique_ptr<Ui::SecurityDialog> m_ui;
    Accounts &m_accounts;
};

} // namespace natter
