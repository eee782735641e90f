// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

namespace natter {

/// Names of those in a room who nobody should be taken for, by the skeletonsOf() them.
using GuardedNames = QHash<QString, QString>;

/// We, and those who run the room: who looks like them may want to. Nobody, unless we are in.
GuardedNames guardedNames(const Room &room);

/// Whose name `nick` can be taken for though it is another; empty: nobody's.
QString takenFor(const QString &nick, const GuardedNames &names);

/// `name`, which is that of `nick` as it is shown, with whom they are not if they can be taken for that one.
QString toldApart(const QString &name, const QString &nick, const GuardedNames &names);

} // namespace natter
