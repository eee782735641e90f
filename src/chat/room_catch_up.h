// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/history_backfill.h"
#include "chat/rooms.h"

#include <QHash>
#include <QObject>

namespace natter {

/// Fetches what was said in a room before we came, out of its archive if it has one, and says when we may speak there
/// ourselves: not before all of that is on disk, as what we said the last time may be among it.
class RoomCatchUp : public QObject
{
    Q_OBJECT

public:
    RoomCatchUp(Rooms &rooms, HistoryBackfill &history, MessageReceiver &receiver, StoreThread &store,
                const Clock &clock);

Q_SIGNALS:
    /// We may speak there from now on, and all that was said before is on disk, as far as it can be had.
    void opened(const natter::Jid &room);
    /// We are out, or may not speak any more.
    void closed(const natter::Jid &room);

private:
    /// What is known of a room that we are in.
    struct Stay
    {
        int number = 0; ///< no other has it
        qint64 before = 0; ///< gap of what was said before we knew the room, if something of ours may be there
        bool isBeforeSought = false;
        bool isSettled = false; ///< what the room sends to who goes in has been received
        bool isCaughtUp = false; ///< so has what its archive has
        bool isRecorded = false; ///< and that is on disk
        bool isOpen = false;
    };

    void begin(const Room &room);
    void openGap(const ConversationId &room);
    void noteCaughtUp(const Jid &room);
    void noteFilled();
    void end(const Jid &room);
    void step(const Jid &room);

    Rooms &m_rooms;
    HistoryBackfill &m_history;
    MessageReceiver &m_receiver;
    StoreThread &m_store;
    const Clock &m_clock;
    QHash<Jid, Stay> m_stays;
    int m_lastStay = 0;
};

} // namespace natter
