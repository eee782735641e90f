// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

namespace natter {

/// Who came and went in a room, folded into one line, and what else happened there.
class RoomCrowd
{
public:
    /// We were called `self` there by then.
    void note(const RoomNote &note, const QString &self = {});
    /// Such as "Nurse and 3 others joined · Tybalt left", and one for each other thing, the earliest first; of very many
    /// only the last.
    QStringList lines() const;

private:
    QStringList m_joined;
    QStringList m_left;
    QStringList m_others;
};

} // namespace natter
