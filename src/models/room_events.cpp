// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_events.h"

#include "base/limits.h"
#include "base/text.h"
#include "models/friendly_time.h"
#include "models/room_crowd.h"
#include "models/room_notices.h"

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

static bool passes(const RoomNote &note)
{
    using Kind = RoomNote::Kind;
    return note.kind == Kind::Joined || note.kind == Kind::Left || note.kind == Kind::Renamed;
}

void RoomEvents::note(const RoomNote &note)
{
    const bool isOurDoing = note.isOfSettings() && RoomNotices::of(m_room).isNew();
    const bool isLost = passes(note) && m_room.occupants().size() > crowded;
    if (note.kind == RoomNote::Kind::VoiceRequested || isOurDoing || isLost) {
        return;
    }
    Event event { note, m_room.nick() };
    if (note.nick != event.self) {
        event.note.nick = toldApart(note.nick, personOf(note), guarded());
    }
    event.note.text = cut(note.text, limits::statusChars);
    const auto later = std::upper_bound(m_events.cbegin(), m_events.cend(), note.time,
                                        [](const QDateTime &time, const Event &each) { return time < each.note.time; });
    m_events.insert(later, event);
    if (m_events.size() > mostKept) {
        const auto passing =
            std::find_if(m_events.cbegin(), m_events.cend(), [](const Event &each) { return passes(each.note); });
        m_events.erase(passing == m_events.cend() ? m_events.cbegin()
                                                  : passing); // whom they banned is not lost by that
    }
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

/// Thousands may be told of at once.
const GuardedNames &RoomEvents::guarded()
{
    if (!m_sinceGuarded.isValid() || m_sinceGuarded.hasExpired(std::chrono::milliseconds(interval).count())) {
        m_guarded = guardedNames(m_room);
        m_sinceGuarded.start();
    }
    return m_guarded;
}

QStringList RoomEvents::between(const QDateTime &after, const QDateTime &upTo) const
{
    const auto isEarlier = [](const QDateTime &time, const Event &event) { return time < event.note.time; };
    const auto first =
        after.isNull() ? m_events.cbegin() : std::upper_bound(m_events.cbegin(), m_events.cend(), after, isEarlier);
    const auto end = upTo.isNull() ? m_events.cend() : std::upper_bound(first, m_events.cend(), upTo, isEarlier);
    QStringList lines;
    QDate day = after.toLocalTime().date();
    for (auto event = first; event != end;) {
        const QDate today = event->note.time.toLocalTime().date();
        RoomCrowd crowd;
        for (; event != end && event->note.time.toLocalTime().date() == today; ++event) {
            crowd.note(event->note, event->self);
        }
        const QStringList ofToday = crowd.lines();
        if (today != std::exchange(day, today) && !ofToday.isEmpty()) {
            lines.append(friendlyDay(today));
        }
        lines += ofToday;
    }
    return lines;
}

} // namespace natter
