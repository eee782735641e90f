// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "chat/room.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class InviteDialog;
}

/// Whom to invite to a room, and with what words.
class InviteDialog : public QDialog
{
    Q_OBJECT

public:
    /// `contacts` are those of the account that is in the room.
    InviteDialog(const ContactList &contacts, Room &room, QWidget *parent = nullptr);
    ~InviteDialog() override;

private:
    void invite();
    void setBusy(bool busy);

    std::unique_ptr<Ui::InviteDialog> m_ui;
    QPointer<Room> m_room;
};

} // namespace natter
