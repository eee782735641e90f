// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_notices.h"

#include "models/room_texts.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;
using Kind = RoomNote::Kind;

static constexpr qsizetype mostRequests = 20;
static constexpr auto settlesWithin = 10s; ///< once a room that we made is set up

RoomNotices &RoomNotices::of(Room &room)
{
    auto *known = room.findChild<RoomNotices *>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new RoomNotices(room);
}

RoomNotices::RoomNotices(Room &room) : QObject(&room), m_room(room)
{
    m_settling.setSingleShot(true);
    m_settling.setInterval(settlesWithin);
    connect(&room, &Room::changed, this, [this] {
        if (std::exchange(m_wasLocked, m_room.isLocked()) && m_room.isIn() && !m_room.isLocked()) {
            m_settling.start();
        }
        if (!m_room.mayModerate()) { // nobody can answer them, and the next stay knows of none
            forgetAllRequests();
        }
    });
    connect(&room, &Room::left, this, &RoomNotices::forgetAllRequests);
    connect(&room, &Room::noted, this, &RoomNotices::note);
}

/// What it is no longer once that is so.
static std::optional<Kind> oppositeOf(Kind kind)
{
    switch (kind) {
    case Kind::Logged:
    case Kind::NotLogged:
        return Kind::Logged;
    case Kind::NonAnonymous:
    case Kind::SemiAnonymous:
        return Kind::NonAnonymous;
    default:
        return std::nullopt;
    }
}

void RoomNotices::note(const RoomNote &note)
{
    if (isWarning(note) && isNew()) {
        m_room.noteOpennessKnown(); // it is our own doing
        return;
    }
    bool isNews = false;
    if (const auto kind = oppositeOf(note.kind)) {
        isNews = m_warnings.removeIf([kind](const RoomNote &warning) { return warning.kind == *kind; }) > 0;
    }
    if (isWarning(note)) {
        m_warnings.append(note);
        isNews = true;
    } else if (note.kind == Kind::VoiceRequested) {
        noteRequest(note);
        isNews = true;
    } else if (note.kind != Kind::Joined) {
        isNews = forgetRequests(note.nick) || isNews; // they left, or are something else now
    }
    if (isNews) {
        Q_EMIT changed();
    }
}

bool RoomNotices::isNew() const { return m_room.isLocked() || m_settling.isActive(); }

void RoomNotices::noteRequest(const RoomNote &note)
{
    forgetRequests(note.nick);
    if (m_requests.size() < mostRequests) {
        m_requests.append(note);
    }
}

void RoomNotices::forgetAllRequests()
{
    if (!std::exchange(m_requests, {}).isEmpty()) {
        Q_EMIT changed();
    }
}

bool RoomNotices::forgetRequests(const QString &nick)
{
    return m_requests.removeIf([&nick](const RoomNote &request) { return request.nick == nick; }) > 0;
}

void RoomNotices::dismissWarnings()
{
    m_warnings.clear();
    m_room.noteOpennessKnown();
    Q_EMIT changed();
}

QString RoomNotices::text() const
{
    QStringList lines;
    for (const RoomNote &request : m_room.isIn() ? m_requests : QList<RoomNote>()) {
        lines << noteText(request);
    }
    for (const RoomNote &warning : m_warnings) {
        lines << noteText(warning);
    }
    return lines.join(u'\n');
}

void RoomNotices::acceptNick(const QString &nick)
{
    m_acceptedNick = nick;
    Q_EMIT changed();
}

void RoomNotices::answer(const QString &nick, bool granted)
{
    m_room.answerVoiceRequest(nick, granted);
    if (forgetRequests(nick)) {
        Q_EMIT changed();
    }
}

} // namespace natter
