// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_garden_talk.h"
#include "live/shots_world.h"
#include "support/garden_world.h"

#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/reason_dialog.h"
#include "widgets/room_banner.h"
#include "widgets/room_pane.h"
#include "widgets/timeline_view.h"

#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

namespace natter {

/// With its people beside it, and what it is.
inline void shootRoomPane(GardenWorld &world, MainWindow &window, const QString &folder)
{
    window.setDetailsVisible(true);
    auto &pane = *window.findChild<RoomPane *>();
    auto &list = *pane.findChild<QListView *>("people");
    until("the people", [&list] { return list.model()->rowCount() > 10; });
    shoot(window, folder, "room-people");
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        if (list.model()->index(row, 0).data().toString() == u"Mercutio") {
            list.setCurrentIndex(list.model()->index(row, 0));
        }
    }
    QTest::keyClick(&list, Qt::Key_Return);
    until("the menu", [] { return QApplication::activePopupWidget() != nullptr; });
    shoot(*QApplication::activePopupWidget(), folder, "menu-occupant");
    QApplication::activePopupWidget()->close();
    for (auto *tab : pane.findChildren<QPushButton *>()) {
        if (tab->isVisible() && tab->isCheckable() && !tab->isChecked()) {
            tab->click();
            break;
        }
    }
    shoot(window, folder, "room-about");
    world.receive("<message type='groupchat' from='garden@chat.capulet.lit/Prince'><subject>" + QByteArray(99, 'z')
                  + " \u202efdp.exe</subject></message>");
    shoot(window, folder, "room-about-long");
    window.setDetailsVisible(false);
    ReasonDialog reason(RoomPane::tr("Ban %1 from the room?").arg("Mercutio"), "mercutio@verona.lit",
                        RoomPane::tr("Ban"), &window);
    reason.setAttribute(Qt::WA_DeleteOnClose, false);
    shoot(reason, folder, "room-reason");
}

/// What a room says about itself, in the room itself.
inline void shootRoomBanners(GardenWorld &world, MainWindow &window, const QString &folder)
{
    world.announce("<status code='172'/>");
    const auto &timeline = *window.findChild<TimelineView *>();
    const int last = timeline.model()->rowCount() - 1;
    const int height = timeline.rowRect(last).height();
    world.arrive("Abram");
    world.arrive("Sampson");
    world.arrive("Gregory");
    world.depart("Sampson",
                 GardenWorld::item("none", "outcast", {}, "<actor nick='Prince'/><reason>Bites his thumb</reason>")
                     + "<status code='301'/>");
    until("what happened", [&] { return timeline.rowRect(last).height() > height; });
    auto *composer = window.findChild<Composer *>();
    composer->setFocus();
    QTest::keyClicks(composer->editor(), "@");
    shoot(window, folder, "room-notes");
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *list : windows) {
        if (list->isVisible() && list->windowFlags().testFlag(Qt::ToolTip) && list->findChild<QListView *>()) {
            shoot(*list, folder, "room-nicknames");
        }
    }
    composer->setText({});
    world.arrive("romeo", GardenWorld::item("visitor") + "<status code='110'/>");
    shoot(window, folder, "room-visitor");
    world.depart("romeo",
                 GardenWorld::item("none", "none", {}, "<reason>" + QByteArray(99, 'z') + "</reason>")
                     + "<status code='307'/><status code='110'/>");
    shoot(window, folder, "room-removed");
    world.forget();
    world.ask();
    world.refuseEntry("not-authorized");
    const auto *field = window.findChild<RoomBanner *>()->findChild<QLineEdit *>();
    until("the question", [field] { return field->isVisible(); });
    shoot(window, folder, "room-password");
    world.forget();
    world.ask({ {}, Secret(QStringLiteral("wherefore")) });
    world.receive("<presence type='error' from='garden@chat.capulet.lit/romeo'><error type='cancel'><conflict "
                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    world.waitFor("to='garden@chat.capulet.lit/romeo_'");
    world.arrive("romeo");
    world.arrive("romeo_", GardenWorld::item() + "<status code='110'/>");
    until("the other name", [&world] { return world.account->rooms().find(garden::chat().peer)->isIn(); });
    shoot(window, folder, "room-nick-taken");
}

/// A room, with whom it is, and what can go wrong there; on a server of its own.
inline void shootGarden(const QString &folder)
{
    GardenWorld world;
    Dialogs dialogs;
    world.ask();
    world.letIn(
        GardenWorld::item("moderator", "admin") + "<status code='110'/>", peopleInTheGarden(),
        "Peace! I hate the word, as I hate hell, all Montagues, and thee: no fighting in the streets of Verona");
    world.receive("<presence from='garden@chat.capulet.lit/Friar Laurence'><show>away</show>"
                  + GardenWorld::user(GardenWorld::item("moderator", "admin")) + "</presence>");
    world.receive("<presence from='garden@chat.capulet.lit/Tybalt'><hats xmlns='urn:xmpp:hats:0'><hat "
                  "uri='urn:heir' title='Prince of Cats'/><hat uri='urn:nephew' title='Nephew'/></hats>"
                  + GardenWorld::user(GardenWorld::item()) + "</presence>");
    world.record(talkInTheGarden());
    const ConversationId alone { WindowWorld::romeo(), garden::chat().peer.withResource(u"Nurse 🌹") };
    world.record({ WindowWorld::incoming(alone, "My young lady bade me inquire you out") });
    QList<ChatMessage> feast;
    for (int i = 0; i < 48; ++i) {
        feast.append(i % 20 == 0 ? garden::mention("Tybalt", "Romeo, the hate I bear thee")
                                 : garden::said("Tybalt", "This, by his voice, should be a Montague."));
        feast.last().conversation.peer = Jid::orNull(u"feast@chat.capulet.lit");
    }
    world.record(feast);
    MainWindow window(world.services, dialogs);
    window.resize(1280, 800);
    window.openConversation(garden::chat());
    world.settle();
    shoot(window, folder, "room");
    shootRoomPane(world, window, folder);
    window.openConversation(alone);
    window.setDetailsVisible(true);
    world.settle();
    shoot(window, folder, "room-private");
    window.setDetailsVisible(false);
    window.openConversation(garden::chat());
    shootRoomBanners(world, window, folder);
    auto values = world.preferences.values();
    values.compact = true;
    world.preferences.set(values);
    shoot(window, folder, "room-compact");
    window.resize(480, 700);
    shoot(window, folder, "room-narrow");
    window.resize(1280, 800);
    window.setDetailsVisible(true);
    world.account->setAvailability(Availability::Offline, {});
    until("the end", [&world] { return world.account->status().phase == AccountStatus::Phase::Offline; });
    shoot(window, folder, "room-offline");
}

} // namespace natter
