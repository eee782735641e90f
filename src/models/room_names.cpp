// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_names.h"

#include "base/log.h"
#include "stanza/lookalike.h"

#include <QCoreApplication>

namespace natter {

static void guard(const QString &nick, GuardedNames &names)
{
    const auto skeletons = skeletonsOf(nick);
    for (const QString &skeleton : skeletons) {
        names.insert(skeleton, nick);
    }
}

GuardedNames guardedNames(const Room &room)
{
    GuardedNames names;
    if (!room.isIn()) {
        return names;
    }
    for (const Occupant &occupant : room.occupants()) {
        if (occupant.role == RoomRole::Moderator || occupant.affiliation >= RoomAffiliation::Admin) {
            guard(occupant.nick, names);
        }
    }
    guard(room.nick(), names);
    return names;
}

QString takenFor(const QString &nick, const GuardedNames &names)
{
    const auto skeletons = names.isEmpty() ? QStringList() : skeletonsOf(nick);
    for (const QString &skeleton : skeletons) {
        if (const QString other = names.value(skeleton); !other.isEmpty()) {
            return other == nick ? QString() : other;
        }
    }
    return {};
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
