// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/rooms.h"

#include <QPointer>

namespace natter {

/// One attempt to go into a room, while somebody waits for it: tells how it ends, and leaves no trace if it is given
/// up.
class RoomArrival : public QObject
{
    Q_OBJECT

public:
    RoomArrival(Rooms &rooms, Bookmarks &bookmarks, const Jid &address);

    const Jid &address() const { return m_address; }
    Room *room() const { return m_room; } ///< null before begin(), and once it is gone
    bool isUnderWay() const { return m_underWay; }
    /// Also after it was refused, with what was wrong put right. Where there is no session it waits for one.
    void begin(const RoomWish &wish, const QString &title = {});
    /// The room is wanted and bookmarked only as far as it was before begin(): we may be in, and go out again.
    void giveUp();

Q_SIGNALS:
    void entered();
    /// It may be tried again by itself: see RoomProblem::isPassing().
    void refused(const natter::RoomProblem &problem);

private:
    void look();

    Rooms &m_rooms;
    Bookmarks &m_bookmarks;
    const Jid m_address;
    QPointer<Room> m_room;
    std::optional<Bookmark> m_before; ///< the bookmark, if there was one
    bool m_wasWanted = false;
    bool m_begun = false;
    bool m_underWay = false;
};

} // namespace natter
