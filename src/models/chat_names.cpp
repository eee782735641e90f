// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_names.h"

#include "base/log.h"
#include "chat/room_title.h"

#include <QCoreApplication>

namespace natter {

QString chatName(const Accounts &accounts, const ConversationId &id)
{
    Account *account = accounts.find(id.account);
    if (!account) {
        return id.peer.toString();
    }
    const QString title = roomTitle(*account, id.peer.bare());
    const QString name = title.isEmpty() ? account->contacts().displayName(id.peer.bare()) : title;
    if (!id.isInsideRoom()) {
        return name;
    }
    //: Somebody in a room, and the room
    return QCoreApplication::translate("natter::ChatNames", "%1 (%2)")
        .arg(withVisibleControls(id.peer.resource()), name);
}

} // namespace natter
