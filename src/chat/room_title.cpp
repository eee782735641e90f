// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_title.h"

#include "base/log.h"
#include "chat/account.h"

namespace natter {

QString roomTitle(Account &account, const Jid &address)
{
    const Room *room = account.rooms().find(address);
    const QString own = room ? room->info().title.simplified() : QString();
    return withVisibleControls(own.isEmpty() ? account.bookmarks().find(address).value_or(Bookmark()).title.simplified()
                                             : own);
}

} // namespace natter
