// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "chat/known_rooms.h"
#include "protocol/xmpp_protocol.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace natter {

/// Sends what we say in rooms, once it is on disk. A room passes on to us what we said to it, and only that proves that
/// it has it. What it has not passed on when we lose it, or the connection, is sent again under the same id once we are
/// back in and know what was said meanwhile: what is among that is confirmed, and is not sent twice.
class RoomSending : public QObject
{
    Q_OBJECT

public:
    RoomSending(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store);

    /// From now on it is known which rooms are slow (XEP-0500): there, what is said goes out by and by.
    void follow(const KnownRooms &rooms) { m_knownRooms = &rooms; }
    /// What is recorded now can be written at once.
    bool isReady(const Jid &room) const;
    /// We are in the room, may speak there, and have all that was said before on disk: sends what waits.
    void open(const Jid &room);
    /// What is said from now on waits.
    void close(const Jid &room);
    /// A message of a room that the store has just recorded.
    void take(const ChatMessage &message);
    /// It says something else now, if it still waits.
    void reword(const ChatMessage &message);
    /// Those are not there any more.
    void drop(const QList<qint64> &rows);

    /// The room has passed on something that we said.
    void noteSpoken(const Jid &room);
    /// Sends what has waited long enough in slow rooms. Done by itself every second while something does; to be called
    /// too when time may have jumped.
    void look();

    void connectionLost() { m_connected = false; }
    void connectionBack();
    void sessionEnded();

    /// So often a message may be sent to a room that says each time that we are not inside, before it counts as failed.
    static constexpr int triesOutside = 3;

private:
    enum class State {
        Closed,
        Reading, ///< what waits is being fetched from the store
        Ready,
    };
    struct Way
    {
        State state = State::Closed;
        QList<ChatMessage> queue {}; ///< to be written, in this order
        bool isMarking = false; ///< the head of it is being marked as written
        int opening = 0; ///< which one that is
        std::optional<std::chrono::milliseconds> spokenAt {}; ///< what the room has not passed on yet
    };

    ConversationId conversation(const Jid &room) const { return { m_account, room }; }
    void read(const Jid &room);
    bool isSlow(const Jid &room) const { return m_knownRooms && m_knownRooms->pace(room).count() > 0; }
    bool mustRest(const Jid &room, const Way &way) const;
    void pump(const Jid &room);
    void markWritten(const Jid &room);
    bool transmit(const ChatMessage &message);
    void fail(const QList<qint64> &rows, const QString &why);
    void takeBounce(const Jid &room, const QString &id, const StanzaError &error);

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    const KnownRooms *m_knownRooms = nullptr;
    QTimer m_look; ///< runs while something rests
    QHash<Jid, Way> m_rooms;
    QHash<QString, int> m_bounces; ///< by the ids of messages: how often they were not let in
    int m_lastOpening = 0;
    bool m_connected = true;
};

} // namespace natter
