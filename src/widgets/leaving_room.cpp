// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/leaving_room.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/dialogs.h"

#include <QCoreApplication>

namespace natter {

/// The context of the sentences for translators.
struct LeavingRoom
{
    Q_DECLARE_TR_FUNCTIONS(natter::LeavingRoom)
};

QString lossByLeaving(const Room &room)
{
    if (!room.isIn()) {
        return {};
    }
    if (!room.info().isPersistent && room.info().isKnown && room.occupants().size() == 1) {
        return LeavingRoom::tr("You are the last one in it. Once you have left, the room is gone.");
    }
    return room.info().isMembersOnly
        ? LeavingRoom::tr("Only members can enter it: you can come back as long as you are one of them.")
        : QString();
}

QString leavingText(const Room &room)
{
    return lossByLeaving(room).isEmpty() ? LeavingRoom::tr("Leave the room") : LeavingRoom::tr("Leave the room…");
}

void leaveRoom(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, QWidget *parent)
{
    Account *account = services.accounts.find(id.account);
    const Room *room = account ? account->rooms().find(id.peer) : nullptr;
    if (!room) {
        return;
    }
    const QString loss = lossByLeaving(*room);
    if (loss.isEmpty()) {
        account->rooms().leave(id.peer);
        return;
    }
    const QString name = embedded(withVisibleControls(services.nameOf(id)));
    dialogs.confirm(parent, LeavingRoom::tr("Leave %1?").arg(name),
                    loss + u' ' + LeavingRoom::tr("What was said stays here, on this device."),
                    LeavingRoom::tr("Leave"), [&accounts = services.accounts, id] {
                        if (Account *found = accounts.find(id.account)) {
                            found->rooms().leave(id.peer);
                        }
                    });
}

void forgetRoom(const ChatServices &services, Dialogs &dialogs, const ConversationId &id, QWidget *parent)
{
    const QString name = embedded(withVisibleControls(services.nameOf(id)));
    dialogs.confirm(
        parent, LeavingRoom::tr("Forget %1?").arg(name),
        LeavingRoom::tr("Its bookmark goes from all your devices. What was said stays here until you delete "
                        "the history."),
        LeavingRoom::tr("Forget"), [&accounts = services.accounts, id] {
            if (Account *found = accounts.find(id.account)) {
                found->bookmarks().remove(id.peer);
            }
        });
}

} // namespace natter
