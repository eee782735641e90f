// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_invitations.h"

#include "widgets/create_room_dialog.h"
#include "widgets/destroy_room_dialog.h"
#include "widgets/invite_dialog.h"
#include "widgets/join_room_dialog.h"
#include "widgets/main_window.h"
#include "widgets/people_picker.h"
#include "widgets/room_configuration_dialog.h"
#include "widgets/room_info_dialog.h"
#include "widgets/room_nick_dialog.h"
#include "widgets/room_people_dialog.h"
#include "widgets/room_subject_dialog.h"
#include "widgets/room_windows.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>

namespace natter {

/// The dialogs about rooms of a service, on which others have some, too.
class RoomShots : ShotRooms
{
public:
    RoomShots(World &world, World &friends, MainWindow &window, const QString &folder)
        : ShotRooms(world, friends)
        , m_world(world)
        , m_window(window)
        , m_folder(folder)
    {
    }

    void shootAll()
    {
        prepare();
        shootJoining();
        shootCreating();
        Room &orchard = enter();
        shootPeople(orchard);
        shootTexts(orchard);
        InvitationShots(m_world, m_window, m_folder).shootAll(*m_juliet.rooms().find(at("hall")));
        m_romeo.rooms().leave(orchard.address());
        until("the way out", [&] { return !m_romeo.rooms().find(at("orchard")); });
    }

private:
    void shootJoining()
    {
        JoinRoomDialog dialog(m_world.accounts, m_romeo.jid(), &m_window);
        dialog.show();
        auto *list = dialog.findChild<QListView *>("rooms");
        auto *search = dialog.findChild<QLineEdit *>("search");
        until("the rooms", [list] { return list->model()->rowCount() == 4; });
        until("what they are about", [list] {
            const auto room = list->model()->index(3, 0).data(RoomListModel::ListingRole).value<RoomListing>();
            return !room.description.isEmpty();
        });
        list->setCurrentIndex(list->model()->index(1, 0));
        shoot(dialog, m_folder, "room-join");
        search->setText(QStringLiteral("queen mab"));
        shoot(dialog, m_folder, "room-join-nothing");
        search->setText(at("attic").toString());
        QTest::keyClick(search, Qt::Key_Return);
        until("the answer", [&dialog] { return !dialog.findChild<QWidget *>("problem")->isHidden(); });
        shoot(dialog, m_folder, "room-join-nowhere");
        dialog.lookAt(at("orchard"));
        until("what the room is", [&dialog] { return dialog.findChild<QWidget *>("remark")->isHidden(); });
        shoot(dialog, m_folder, "room-join-room");
        dialog.lookAt(at("cell"));
        until("the password", [&dialog] { return !dialog.findChild<QWidget *>("password")->isHidden(); });
        dialog.findChild<QLineEdit *>("password")->setText(QStringLiteral("pyramus"));
        dialog.findChild<QPushButton *>("join")->click();
        until("the refusal", [&dialog] { return !dialog.findChild<QWidget *>("problem")->isHidden(); });
        shoot(dialog, m_folder, "room-join-password");
        dialog.reject();
    }

    void shootCreating()
    {
        CreateRoomDialog dialog(m_world.accounts, m_romeo.jid(), {}, &m_window);
        dialog.show();
        auto *service = dialog.findChild<QComboBox *>("service");
        until("the service", [service] { return !service->currentText().isEmpty(); });
        dialog.findChild<QLineEdit *>("name")->setText(QStringLiteral("The Orchard"));
        dialog.findChild<QLineEdit *>("local")->setText(QStringLiteral("orchard"));
        auto *people = dialog.findChild<PeoplePicker *>()->findChild<QLineEdit *>();
        QTest::keyClicks(people, "nurse");
        QTest::keyClick(people, Qt::Key_Return);
        shoot(dialog, m_folder, "room-create");
        dialog.findChild<QPushButton *>("create")->click();
        until("the refusal", [&dialog] { return !dialog.findChild<QWidget *>("problem")->isHidden(); });
        shoot(dialog, m_folder, "room-create-taken");
        dialog.reject();
    }

    template <typename Dialog> void shootAndClose(Dialog &dialog, const QString &name)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        shoot(dialog, m_folder, name);
        dialog.close();
    }

    void shootPeople(Room &room)
    {
        RoomPeopleDialog people(m_romeo.contacts(), room, m_world.dialogs, &m_window);
        people.setAttribute(Qt::WA_DeleteOnClose, false);
        people.show();
        auto *list = people.findChild<QListView *>("people");
        until("the members", [list] { return list->model()->rowCount() == 4; });
        list->setCurrentIndex(list->model()->index(1, 0));
        shoot(people, m_folder, "room-lists");
        people.findChild<QTabBar *>("tabs")->setCurrentIndex(3);
        until("who is banned", [list] { return list->model()->rowCount() == 1; });
        shoot(people, m_folder, "room-lists-banned");
        people.close();
        RoomConfigurationDialog configuration(room, m_world.dialogs, &m_window);
        configuration.setAttribute(Qt::WA_DeleteOnClose, false);
        configuration.show();
        until("the form", [&configuration] { return configuration.findChildren<QLineEdit *>().size() > 1; });
        shoot(configuration, m_folder, "room-configuration");
        configuration.close();
        InviteDialog invite(m_romeo.contacts(), room, &m_window);
        shootAndClose(invite, "room-invite");
    }

    void shootTexts(Room &room)
    {
        RoomWindows windows(m_world.services, m_world.dialogs, &m_window);
        RoomInfoDialog info(room, windows, &m_window);
        info.setAttribute(Qt::WA_DeleteOnClose, false);
        shoot(info, m_folder, "room-info");
        QMenu *menu = info.findChild<QPushButton *>("actions")->menu();
        menu->popup({ 100, 100 });
        shoot(*menu, m_folder, "menu-room");
        menu->close();
        info.close();
        RoomSubjectDialog subject(room, &m_window);
        shootAndClose(subject, "room-subject");
        RoomNickDialog nick(room, &m_window);
        nick.setAttribute(Qt::WA_DeleteOnClose, false);
        nick.show();
        nick.findChild<QLineEdit *>("nick")->setText(QStringLiteral("Juliet"));
        nick.findChild<QPushButton *>("save")->click();
        until("the refusal", [&nick] { return !nick.findChild<QWidget *>("problem")->isHidden(); });
        shoot(nick, m_folder, "room-nick");
        nick.close();
        DestroyRoomDialog destroy(room, &m_window);
        shootAndClose(destroy, "room-destroy");
    }

    World &m_world;
    MainWindow &m_window;
    const QString m_folder;
};

} // namespace natter
