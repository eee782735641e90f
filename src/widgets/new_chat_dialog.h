// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "domain/conversation_id.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class NewChatDialog;
}

/// Asks whom to write to and, where there are several accounts, as whom. Contacts are proposed while typing.
class NewChatDialog : public QDialog
{
    Q_OBJECT

public:
    /// `preferred` is the account for somebody whom no account knows.
    NewChatDialog(Accounts &accounts, const Jid &preferred, QWidget *parent = nullptr);
    ~NewChatDialog() override;

Q_SIGNALS:
    void chosen(const natter::ConversationId &id);

private:
    void proposeContacts();
    void followAddress(const QString &text);
    void choose();
    void showProblem(const QString &text, const QString &details = {});

    std::unique_ptr<Ui::NewChatDialog> m_ui;
    Accounts &m_accounts;
    bool m_accountChosen = false; ///< by the person: an address no longer changes it
};

} // namespace natter
