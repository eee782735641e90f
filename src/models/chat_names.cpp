// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chat_names.h"

#include "base/log.h"

#include <QCoreApplication>

namespace natter {

/// Empty if it is none, or has no name.
static QString roomTitle(Account &account, const Jid &address)
{
    const QString bookmarked = account.bookmarks().find(address).value_or(Bookmark()).title.simplified();
    const Room *room = bookmarked.isEmpty() ? account.rooms().find(address) : nullptr;
    return withVisibleControls(room ? room->info().title.simplified() : bookmarked);
}

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
