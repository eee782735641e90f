// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_names.h"

#include "base/log.h"
#include "stanza/lookalike.h"

#include <QCoreApplication>

namespace natter {

GuardedNames guardedNames(const Room &room)
{
    GuardedNames names;
    if (!room.isIn()) {
        return names;
    }
    for (const Occupant &occupant : room.occupants()) {
        if (occupant.role == RoomRole::Moderator || occupant.affiliation >= RoomAffiliation::Admin) {
            names.insert(skeletonOf(occupant.nick), occupant.nick);
        }
    }
    names.insert(skeletonOf(room.nick()), room.nick());
    return names;
}

QString takenFor(const QString &nick, const GuardedNames &names)
{
    const QString other = names.isEmpty() ? QString() : names.value(skeletonOf(nick));
    return other == nick ? QString() : other;
}

QString toldApart(const QString &name, const QString &nick, const GuardedNames &names)
{
    const QString other = takenFor(nick, names);
    return other.isEmpty()
        ? name
        //: A name in a room that can be taken for another's: %1 is that name, %2 the other
        : QCoreApplication::translate("natter::RoomNames", "%1 · not %2").arg(name, withVisibleControls(other));
}

} // namespace natter
