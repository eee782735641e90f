// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_events.h"

#include "base/limits.h"
#include "base/text.h"
#include "models/room_crowd.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr qsizetype mostKept = 500;
static constexpr qsizetype crowded = 50; ///< people
static constexpr auto interval = 300ms;

RoomEvents &RoomEvents::of(Room &room)
{
    auto *known = room.findChild<RoomEvents *>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new RoomEvents(room);
}

RoomEvents::RoomEvents(Room &room) : QObject(&room), m_room(room)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(interval);
    connect(&m_soon, &QTimer::timeout, this, &RoomEvents::changed);
    connect(&room, &Room::noted, this, &RoomEvents::note);
}

void RoomEvents::note(const RoomNote &note)
{
    using Kind = RoomNote::Kind;
    const bool passes = note.kind == Kind::Joined || note.kind == Kind::Left || note.kind == Kind::Renamed;
    if (passes && m_room.occupants().size() > crowded) {
        return;
    }
    Event event { note, m_room.nick() };
    event.note.text = cut(note.text, limits::statusChars);
    const auto later = std::upper_bound(m_events.cbegin(), m_events.cend(), note.time,
                                        [](const QDateTime &time, const Event &each) { return time < each.note.time; });
    m_events.insert(later, event);
    if (m_events.size() > mostKept) {
        m_events.removeFirst();
    }
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

QStringList RoomEvents::between(const QDateTime &after, const QDateTime &upTo) const
{
    const auto isEarlier = [](const QDateTime &time, const Event &event) { return time < event.note.time; };
    const auto first =
        after.isNull() ? m_events.cbegin() : std::upper_bound(m_events.cbegin(), m_events.cend(), after, isEarlier);
    const auto end = upTo.isNull() ? m_events.cend() : std::upper_bound(first, m_events.cend(), upTo, isEarlier);
    RoomCrowd crowd;
    for (auto event = first; event != end; ++event) {
        crowd.note(event->note, event->self);
    }
    return crowd.lines();
}

} // namespace natter
