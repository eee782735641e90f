// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"

#include <QTimer>

namespace natter {

/// What was said about a room and stays to be read, until somebody dismisses or answers it: who may hear what is said
/// from now on, and who asks to be allowed to speak.
class RoomNotices : public QObject
{
    Q_OBJECT

public:
    /// That of a room, with which it goes. It hears what is said from the first time on that it is asked for.
    static RoomNotices &of(Room &room);

    /// One of each kind at most, the latest last.
    const QList<RoomNote> &warnings() const { return m_warnings; }
    void dismissWarnings();
    /// Of moderators, the earliest first; not more than somebody would answer.
    const QList<RoomNote> &requests() const { return m_requests; }
    void answer(const QString &nick, bool granted);
    /// It is all right for the person to be called so there, though they wanted another name.
    void acceptNick(const QString &nick);
    const QString &acceptedNick() const { return m_acceptedNick; }
    /// We have made the room, and are just setting it up: what becomes of it is our own doing.
    bool isNew() const;
    /// What the person should look at there, in sentences; empty: nothing.
    QString text() const;

Q_SIGNALS:
    void changed();

private:
    explicit RoomNotices(Room &room);
    void note(const RoomNote &note);
    void noteRequest(const RoomNote &note);
    void forgetAllRequests();
    bool forgetRequests(const QString &nick);

    Room &m_room;
    QList<RoomNote> m_warnings;
    QList<RoomNote> m_requests;
    QString m_acceptedNick;
    QTimer m_settling; ///< runs while the room tells what we made of it
    bool m_wasLocked = false;
};

} // namespace natter
