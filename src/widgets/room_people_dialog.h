// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "models/room_members_model.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace natter {

namespace Ui {
class RoomPeopleDialog;
}

class Dialogs;

/// The lists of a room: who is a member, admin or owner of it, and who may not come. Each is fetched once it is looked
/// at.
class RoomPeopleDialog : public QDialog
{
    Q_OBJECT

public:
    /// `contacts` of the account that is in the room are proposed.
    RoomPeopleDialog(const ContactList &contacts, Room &room, Dialogs &dialogs, QWidget *parent = nullptr);
    ~RoomPeopleDialog() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTabKeys();
    void buildList();
    void proposeContacts(const ContactList &contacts);
    RoomAffiliation current() const;
    void load();
    void follow(const RoomNote &note);
    void loadAgain();
    void showList();
    void updateState();
    QList<RoomMember> selected() const;
    void updateActions();
    void fillMenu();
    void add();
    /// Asks first where that takes something from ourselves.
    void change(const QList<RoomMember> &members, RoomAffiliation to);
    void apply(const QList<RoomMember> &changed);
    void take(const QList<RoomMember> &changed);
    void complain(const Error &error);
    void setBusy(bool busy);

    std::unique_ptr<Ui::RoomPeopleDialog> m_ui;
    QPointer<Room> m_room;
    Dialogs &m_dialogs;
    RoomMembersModel m_people;
    QHash<RoomAffiliation, QList<RoomMember>> m_lists; ///< those that came
    QTimer m_again; ///< until what others changed is fetched
};

} // namespace natter
