// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_faces_world.h"
#include "live/shots_garden.h"
#include "live/shots_slow_room.h"
#include "live/shots_world.h"

#include "chat/faces.h"
#include "widgets/join_room_dialog.h"
#include "widgets/main_window.h"
#include "widgets/occupant_dialog.h"
#include "widgets/room_info_dialog.h"
#include "widgets/room_picture_dialog.h"
#include "widgets/room_windows.h"

#include <QComboBox>
#include <QListView>
#include <QMenu>
#include <QToolButton>

namespace natter {

/// Rooms that are searched, and what rooms and those in them look like.
class FaceShots
{
public:
    explicit FaceShots(const QString &folder) : m_folder(folder) { }

    void shootAll()
    {
        shootSearch();
        m_world.fillGarden();
        shootFaces();
    }

private:
    void shootSearch()
    {
        JoinRoomDialog dialog(m_world.accounts, WindowWorld::romeo());
        dialog.show();
        auto *service = dialog.findChild<QComboBox *>("service");
        until("the services", [service] { return service->count() == 2; });
        auto *contacts = dialog.findChild<QToolButton *>("contacts");
        shoot(dialog, m_folder, "room-service");
        contacts->menu()->popup({ 100, 100 });
        shoot(*contacts->menu(), m_folder, "menu-service");
        contacts->menu()->close();
        service->setFocus();
        QTest::keyClick(service, Qt::Key_Down);
        auto *list = dialog.findChild<QListView *>("rooms");
        until("what is found", [list] { return list->model()->rowCount() == 5; });
        list->setCurrentIndex(list->model()->index(1, 0));
        shoot(dialog, m_folder, "room-search");
        m_world.service.refuseNext("urn:xmpp:channel-search:0:search", "bad-request");
        dialog.findChild<QLineEdit *>("search")->setText(QStringLiteral("of"));
        until("the refusal", [list] { return list->model()->rowCount() == 0; });
        shoot(dialog, m_folder, "room-search-refused");
        dialog.reject();
    }

    void shootFaces()
    {
        MainWindow window(m_world.services, m_world.questions);
        window.resize(1100, 700);
        const ConversationId garden { WindowWorld::romeo(), RoomsWorld::at("garden") };
        window.openConversation(garden);
        window.setDetailsVisible(true);
        window.show();
        Faces &faces = m_world.accounts.faces();
        until("the faces", [&] {
            QApplication::processEvents();
            window.grab();
            const auto isHere = [&](const char *nick) {
                return !faces.of({ garden.account, garden.peer.withResource(QString::fromLatin1(nick)) }).isNull();
            };
            return !faces.of(garden).isNull() && isHere("Juliet") && isHere("Mercutio") && isHere("Benvolio")
                && isHere("Rosaline");
        });
        shoot(window, m_folder, "main-faces");
        Room &room = *m_world.find("garden");
        OccupantDialog who(m_world.services, room, QStringLiteral("Juliet"), &window);
        who.setAttribute(Qt::WA_DeleteOnClose, false);
        who.show();
        until("what she says", [&who] { return who.findChild<QLabel *>("remark")->isHidden(); });
        shoot(who, m_folder, "room-who");
        who.close();
        RoomPictureDialog picture(room, m_world.account->rooms().pictures(), faces, m_world.questions, &window);
        picture.setAttribute(Qt::WA_DeleteOnClose, false);
        shoot(picture, m_folder, "room-picture");
        picture.close();
        RoomWindows windows(m_world.services, m_world.questions, &window);
        RoomInfoDialog info(room, windows, &window);
        info.setAttribute(Qt::WA_DeleteOnClose, false);
        until("what it is", [&room] { return room.info().contacts.size() == 1; });
        shoot(info, m_folder, "room-info-faces");
        info.close();
    }

    const QString m_folder;
    TestAuthority m_authority;
    FacesWorld m_world { m_authority };
};

/// Rooms that no server on this machine has.
inline void shootScriptedRooms(const QString &folder)
{
    shootGarden(folder);
    FaceShots(folder).shootAll();
    SlowRoomShots(folder).shootAll();
}

} // namespace natter
