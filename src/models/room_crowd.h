// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

namespace natter {

/// What happened in a room, in lines: who came and went between two other things is folded into one.
class RoomCrowd
{
public:
    /// We were called `self` there by then.
    void note(const RoomNote &note, const QString &self = {});
    /// Such as "Nurse and 3 others joined · Tybalt left", in the order in which it happened; of very many only the
    /// last.
    QStringList lines() const;

private:
    void notePassing(const RoomNote &note);
    void noteRenamed(const RoomNote &note);
    QString passingText() const;
    void endPassing();

    QStringList m_lines; ///< before those who follow
    QList<RoomNote> m_joined;
    QList<RoomNote> m_left;
    QList<RoomNote> m_renamed;
};

} // namespace natter
