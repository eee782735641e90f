// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

namespace natter {

/// Who came and went lately, and what else happened in a room, folded into one line.
class RoomCrowd
{
public:
    /// Returns whether text() may be another. We are called `self` there by then.
    bool note(const RoomNote &note, const QString &self = {});
    void clear() { *this = {}; }
    /// Such as "Nurse and 3 others joined · Tybalt left"; empty if there is nothing to say.
    QString text() const;

private:
    QStringList m_joined;
    QStringList m_left;
    QString m_other; ///< the last that happened besides
};

} // namespace natter
