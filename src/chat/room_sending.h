// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "protocol/xmpp_protocol.h"

#include <QHash>
#include <QObject>

namespace natter {

/// Sends what we say in rooms, once it is on disk. A room passes on to us what we said to it, and only that proves that
/// it has it. What it has not passed on when we lose it, or the connection, is sent again under the same id once we are
/// back in and know what was said meanwhile: what is among that is confirmed, and is not sent twice.
class RoomSending : public QObject
{
    Q_OBJECT

public:
    RoomSending(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store);

    /// What is recorded now can be written at once.
    bool isReady(const Jid &room) const { return m_connected && m_rooms.value(room).state == State::Ready; }
    /// We are in the room, may speak there, and have all that was said before on disk: sends what waits.
    void open(const Jid &room);
    /// What is said from now on waits.
    void close(const Jid &room);
    /// A message of a room that the store has just recorded.
    void take(const ChatMessage &message);
    /// Those are not there any more.
    void drop(const QList<qint64> &rows);

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
    };

    ConversationId conversation(const Jid &room) const { return { m_account, room }; }
    void read(const Jid &room);
    void pump(const Jid &room);
    void markWritten(const Jid &room);
    void transmit(const ChatMessage &message);
    void fail(const QList<qint64> &rows, const QString &why);
    void takeBounce(const Jid &room, const QString &id, const StanzaError &error);

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    QHash<Jid, Way> m_rooms;
    QHash<QString, int> m_bounces; ///< by the ids of messages: how often they were not let in
    int m_lastOpening = 0;
    bool m_connected = true;
};

} // namespace natter
