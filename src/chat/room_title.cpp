// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_title.h"

#include "base/log.h"
#include "chat/account.h"

namespace natter {

QString roomTitle(Account &account, const Jid &address)
{
    const QString bookmarked = account.bookmarks().find(address).value_or(Bookmark()).title.simplified();
    const Room *room = bookmarked.isEmpty() ? account.rooms().find(address) : nullptr;
    return withVisibleControls(room ? room->info().title.simplified() : bookmarked);
}

} // namespace natter
