// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room_facts.h"
#include "domain/chat_summary.h"

#include <QHash>

namespace natter {

/// What came of something that a room said.
struct RoomNews
{
    QStringList occupants {}; ///< nicknames: they came, went, or are otherwise now
    QList<RoomNote> notes {};
    bool isEntered = false; ///< we are in from now on
    bool isReset = false; ///< everybody may be different
    bool isChanged = false; ///< our nickname, what we may, or the subject
    std::optional<RoomProblem> end {}; ///< we are not in any more
};

/// Who is in a room, and what it is like, as its presence and messages tell.
class RoomState
{
public:
    /// We are about to go in as `nick`. `stays` marks whoever is met from now on; no other may be the same.
    void begin(const QString &nick, bool hasOccupantIds, const QString &stays);
    /// What the person knows from an earlier run of who learns of what is said there; null: as it is when we go in is
    /// no news.
    void setKnown(const std::optional<RoomOpenness> &known);
    /// The same by now: what became of the room is not known before they took note of it.
    const std::optional<RoomOpenness> &known() const { return m_known; }
    void noteKnown() { m_known = m_openness; }
    /// The room says so: that is a record, whether it tells about it or not.
    void setHasArchive(bool has);
    /// The room says so. Of those who came before, only our own id is known then: nobody else can have written that.
    void setHasOccupantIds(bool has);
    /// Nobody is there, as far as we are told.
    void clear();

    bool isIn() const { return m_in; }
    const QString &nick() const { return m_nick; }
    const Occupant *self() const { return m_in ? occupant(m_nick) : nullptr; }
    const QHash<QString, Occupant> &occupants() const { return m_occupants; }
    /// Some who run the room, by nickname, as they were before they went: they have not come back as far as is known.
    const QHash<QString, Occupant> &gone() const { return m_gone; }
    const Occupant *occupant(const QString &nick) const;
    const QString &subject() const { return m_subject; }
    bool isLocked() const { return m_locked; }
    void unlock() { m_locked = false; }
    /// Who that is for as long as they stay, or in a room with occupant ids for ever, as ChatMessage::occupant; empty
    /// if it is not known.
    QString identity(const QString &nick) const;

    /// From an address in the room.
    RoomNews take(const Presence &presence, const QDateTime &now);
    /// The room says something about itself (15.6.2). Nobody else may.
    RoomNews takeStatuses(const QSet<int> &codes, const QDateTime &now);
    /// `time` is null for what was said before we came.
    RoomNews takeSubject(const QString &nick, const QString &subject, const QDateTime &time);

private:
    RoomNews takeArrival(const Presence &presence, const RoomUser &user, const QDateTime &now);
    RoomNews takeDeparture(const Presence &presence, const RoomUser &user, const QDateTime &now);
    RoomNews rename(const QString &nick, const QString &other, const QDateTime &now);
    void enter(const RoomUser &user, RoomNews &news, const QDateTime &now);
    void noteGone(const Occupant &who);
    void noteBack(const Occupant &who);
    void note(const QSet<int> &codes, RoomNews &news, const QDateTime &now);
    bool isSelf(const QString &nick, const RoomUser &user) const;

    QString m_nick;
    QHash<QString, Occupant> m_occupants;
    QHash<QString, Occupant> m_gone;
    QHash<QString, quint64> m_stays; ///< by nickname
    QString m_mark;
    quint64 m_lastStay = 0;
    QString m_subject;
    RoomOpenness m_openness; ///< as far as it was told, for as long as this lives
    std::optional<RoomOpenness> m_known = RoomOpenness {};
    bool m_isFirst = true; ///< we were never in
    bool m_hasArchive = false;
    QString m_ownId; ///< as it stood in our presence, whether the room has such ids or not
    bool m_hasOccupantIds = false;
    bool m_in = false;
    bool m_locked = false;
};

/// Why a room does not let us in.
RoomProblem refusalOf(const Error &error);

} // namespace natter
