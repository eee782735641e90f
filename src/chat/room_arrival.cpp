// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_arrival.h"

namespace natter {

RoomArrival::RoomArrival(Rooms &rooms, Bookmarks &bookmarks, const Jid &address)
    : m_rooms(rooms)
    , m_bookmarks(bookmarks)
    , m_address(address)
{
}

void RoomArrival::begin(const RoomWish &wish, const QString &title)
{
    if (!std::exchange(m_begun, true)) {
        const Room *known = m_rooms.find(m_address);
        m_wasWanted = known && known->phase() != Room::Phase::Out;
        m_before = m_bookmarks.find(m_address);
    }
    if (m_room) {
        disconnect(m_room, nullptr, this, nullptr);
    }
    m_room = &m_rooms.join(m_address, wish, title);
    m_underWay = true;
    connect(m_room, &Room::changed, this, &RoomArrival::look);
    QMetaObject::invokeMethod(this, &RoomArrival::look, Qt::QueuedConnection); // it may be in already
}

void RoomArrival::look()
{
    if (!m_underWay || !m_room) {
        return;
    }
    if (m_room->isIn()) {
        m_underWay = false;
        Q_EMIT entered();
    } else if (m_room->problem() && m_room->phase() != Room::Phase::Joining) {
        m_underWay = false;
        Q_EMIT refused(*m_room->problem());
    }
}

void RoomArrival::giveUp()
{
    m_underWay = false;
    if (!m_begun || m_wasWanted) {
        return;
    }
    m_rooms.leave(m_address);
    if (m_before) {
        m_bookmarks.set(*m_before);
    } else {
        m_bookmarks.remove(m_address);
    }
}

} // namespace natter
