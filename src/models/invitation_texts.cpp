// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/invitation_texts.h"

#include "base/log.h"
#include "base/text.h"

#include <QCoreApplication>

namespace natter {

/// The context of the sentences for translators.
struct InvitationTexts
{
    Q_DECLARE_TR_FUNCTIONS(natter::InvitationTexts)
};

static QString withAddress(const QString &name, const Jid &address)
{
    const QString shown = withVisibleControls(address.toString());
    return embedded(name.isEmpty() ? shown : name + QStringLiteral(" (") + shown + u')');
}

QString inviterText(Account &account, const RoomInvitation &invitation)
{
    if (invitation.from.isNull()) {
        return {};
    }
    const Jid from = invitation.from.bare();
    if (from == invitation.room) {
        return embedded(withVisibleControls(invitation.from.resource()));
    }
    return withAddress(account.contacts().contains(from) ? account.contacts().displayName(from) : QString(), from);
}

QString invitedRoomText(Account &account, const RoomInvitation &invitation)
{
    const QString title = account.bookmarks().find(invitation.room).value_or(Bookmark()).title.simplified();
    return withAddress(withVisibleControls(title), invitation.room);
}

QString invitationText(Account &account, const RoomInvitation &invitation)
{
    const QString who = inviterText(account, invitation);
    const QString room = invitedRoomText(account, invitation);
    if (who.isEmpty()) {
        return InvitationTexts::tr("You are invited to the room %1.").arg(room);
    }
    //: %1 is somebody, %2 a room
    return invitation.isDirect ? InvitationTexts::tr("%1 invites you to the room %2.").arg(who, room)
                               //: %1 is a room, %2 somebody: nobody else vouches for that
                               : InvitationTexts::tr("The room %1 says that %2 invites you.").arg(room, who);
}

QString invitationReason(const RoomInvitation &invitation)
{
    const QString reason = withVisibleControls(invitation.reason.simplified());
    //: What somebody wrote with an invitation
    return reason.isEmpty() ? QString() : InvitationTexts::tr("They say: %1").arg(embedded(reason));
}

} // namespace natter
