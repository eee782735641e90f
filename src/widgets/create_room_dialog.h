// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "chat/new_room.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class CreateRoomDialog;
}

/// Makes a room: how it is called, whom it is for, and who is invited.
class CreateRoomDialog : public QDialog
{
    Q_OBJECT

public:
    /// `preferred` is the account that makes it; `address` of what was looked for and is not there, or null.
    CreateRoomDialog(Accounts &accounts, const Jid &preferred, const Jid &address = {}, QWidget *parent = nullptr);
    ~CreateRoomDialog() override;

    void reject() override;

Q_SIGNALS:
    void created(const natter::ConversationId &room);

private:
    void connectActions();
    Account *account() const;
    void changeAccount();
    void followName(const QString &name);
    std::optional<RoomPlan> plan();
    void create();
    void finish(const std::optional<Error> &notInvited);
    void complain(const QString &text, const QString &details = {});
    void setBusy(bool busy);

    std::unique_ptr<Ui::CreateRoomDialog> m_ui;
    Accounts &m_accounts;
    std::unique_ptr<NewRoom> m_making; ///< once the person wants to have it
    ConversationId m_made; ///< null until it is
    bool m_addressChosen = false; ///< by the person: the name no longer changes it
    int m_search = 0; ///< answers to what was asked before are of no use
};

} // namespace natter
