// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_room_world.h"

#include "widgets/invitations_dialog.h"
#include "widgets/main_window.h"

namespace natter {

/// Those who want Romeo in rooms: Juliet, and others.
class InvitationShots
{
public:
    InvitationShots(World &world, MainWindow &window, const QString &folder)
        : m_romeo(*world.accounts.all().front())
        , m_world(world)
        , m_window(window)
        , m_folder(folder)
    {
    }

    /// Juliet invites to that room of hers.
    void shootAll(Room &hall)
    {
        const auto sent = hall.invite({ m_romeo.jid() }, QStringLiteral("Go hither, and compare her face."));
        Invitations &invitations = m_romeo.invitations();
        until("the invitation", [&] { return sent.isFinished() && !invitations.all().isEmpty(); });
        shoot(m_window, m_folder, "main-invitation");
        beInvited();
        shoot(m_window, m_folder, "main-invitations");
        shootDialog(InvitationsDialog::Whose::Strangers, "invitations-strangers");
        shootDialog(InvitationsDialog::Whose::Contacts, "invitations-contacts");
        invitations.forgetStrangers();
        const auto left = invitations.all();
        for (const RoomInvitation &invitation : left) {
            invitations.decline(invitation);
        }
    }

private:
    void shootDialog(InvitationsDialog::Whose whose, const QString &name)
    {
        InvitationsDialog dialog(m_world.accounts, m_romeo.jid(), whose, &m_window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        shoot(dialog, m_folder, name);
        dialog.close();
    }

    /// By contacts with much to say, and by strangers.
    void beInvited()
    {
        const QString domain = u'@' + ServerLauncher::domain();
        RoomCall call;
        call.isDirect = true;
        for (const char *name :
             { "the_vault_where_all_the_bones_of_all_my_buried_ancestors_are_packed", "cell", "balcony", "mantua" }) {
            call.room = ShotRooms::at(name);
            call.from = Jid::orNull(QStringLiteral("nurse") + domain + QStringLiteral("/errand"));
            call.password = Secret(QStringLiteral("thisbe"));
            call.reason =
                QStringLiteral("Hie you hence to Friar Laurence’s cell; there stays a husband to make you a "
                               "wife. Now comes the wanton blood up in your cheeks, they’ll be in scarlet "
                               "straight at any news. Hie you to church; I must another way, to fetch a "
                               "ladder 🪜 by the which your love must climb a bird’s nest soon when it is "
                               "dark: I am the drudge, and toil in your delight.");
            m_romeo.invitations().note(call);
        }
        call.isDirect = false;
        call.password = {};
        call.reason = QStringLiteral("Cheap potions, and no questions asked");
        for (int i = 0; i < 12; ++i) {
            call.room = Jid::orNull(QStringLiteral("apothecary%1@rooms.mantua.example").arg(i));
            call.from = Jid::orNull(QStringLiteral("beggar%1@mantua.example").arg(i));
            m_romeo.invitations().note(call);
        }
    }

    Account &m_romeo;
    World &m_world;
    MainWindow &m_window;
    const QString m_folder;
};

} // namespace natter
