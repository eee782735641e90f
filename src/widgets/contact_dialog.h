// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "domain/conversation_id.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class ContactDialog;
}

/// Adds a contact, or changes how one is called and grouped.
class ContactDialog : public QDialog
{
    Q_OBJECT

public:
    /// Without an address in `whom` the person enters one.
    ContactDialog(Accounts &accounts, const ConversationId &whom, QWidget *parent = nullptr);
    ~ContactDialog() override;

    /// Shows the dialog, which deletes itself.
    static ContactDialog *open(Accounts &accounts, const ConversationId &whom, QWidget *parent);

    /// Fills in what somebody else suggests; the person looks at it first.
    void propose(const QString &name, const QString &group);

Q_SIGNALS:
    void added(const natter::ConversationId &contact);

private:
    void accept() override;
    void removeContact();
    QStringList knownGroups() const;
    void follow(const QFuture<Result<Iq>> &answer);
    Account *account() const;

    std::unique_ptr<Ui::ContactDialog> m_ui;
    Accounts &m_accounts;
    ConversationId m_whom;
    bool m_known = false;
    bool m_removalAsked = false;
};

} // namespace natter
