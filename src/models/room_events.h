// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"
#include "models/room_names.h"

#include <QElapsedTimer>
#include <QTimer>

namespace natter {

/// What happened in a room since the program came there, to be seen between what was said: who came and went, and what
/// was done to whom. It is not recorded: the next run knows nothing of it. Where many are, nobody follows who comes and
/// goes.
class RoomEvents : public QObject
{
    Q_OBJECT

public:
    /// That of a room, with which it goes. It hears what happens from the first time on that it is asked for.
    static RoomEvents &of(Room &room);

    /// In sentences, as RoomCrowd::lines(), what happened later than `after` and not later than `upTo`; where one of
    /// them is null, there is no such limit. What happened on another day than `after` stands under that day.
    QStringList between(const QDateTime &after, const QDateTime &upTo) const;

Q_SIGNALS:
    /// More has happened. Not at once, as it may be much.
    void changed();

private:
    struct Event
    {
        RoomNote note;
        QString self; ///< what we were called
    };

    explicit RoomEvents(Room &room);
    void note(const RoomNote &note);
    const GuardedNames &guarded();

    Room &m_room;
    QList<Event> m_events; ///< the earliest first
    QTimer m_soon;
    GuardedNames m_guarded; ///< as it was a moment ago
    QElapsedTimer m_sinceGuarded;
};

} // namespace natter
