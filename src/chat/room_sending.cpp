// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_sending.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "chat/outgoing_message.h"

namespace natter {

using Delivery = ChatMessage::Delivery;
using Recorded = Result<QList<MessageChange>>;

static constexpr auto retryInterval = std::chrono::seconds(5);
static constexpr auto lookInterval = std::chrono::seconds(1);
static constexpr auto echoMargin = std::chrono::seconds(5); ///< for the way there, where the room says nothing
static constexpr int mostBounces = 1000;
static const QList<Delivery> unconfirmed { Delivery::Queued, Delivery::Written };

RoomSending::RoomSending(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
{
    connect(&protocol.multiUserChat(), &MultiUserChat::bounced, this, &RoomSending::takeBounce);
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &RoomSending::look);
}

bool RoomSending::isReady(const Jid &room) const
{
    const auto way = m_rooms.constFind(room);
    return m_connected && way != m_rooms.cend() && way->state == State::Ready
        && (!isSlow(room) || (way->queue.isEmpty() && !mustRest(room, *way)));
}

/// The room counts from when it had the last one, which is some time before it was passed on to us.
bool RoomSending::mustRest(const Jid &room, const Way &way) const
{
    if (!isSlow(room)) {
        return false;
    }
    const auto now = m_protocol.channel().clock().monotonic();
    return m_knownRooms->restLeft(room).count() > 0
        || (way.spokenAt && now < *way.spokenAt + m_knownRooms->pace(room) + echoMargin);
}

void RoomSending::noteSpoken(const Jid &room)
{
    if (const auto way = m_rooms.find(room); way != m_rooms.end()) {
        way->spokenAt.reset();
    }
}

void RoomSending::look()
{
    m_look.stop(); // until something has to rest on
    const auto rooms = m_rooms.keys();
    for (const Jid &room : rooms) {
        pump(room);
    }
}

void RoomSending::open(const Jid &room)
{
    Way &way = m_rooms[room];
    if (way.state == State::Closed) {
        way = {};
        way.state = State::Reading;
        way.opening = ++m_lastOpening;
        read(room);
    }
}

void RoomSending::close(const Jid &room) { m_rooms.remove(room); }

void RoomSending::sessionEnded()
{
    m_rooms.clear();
    m_connected = true; // the next begins with a connection
}

void RoomSending::connectionBack()
{
    m_connected = true;
    const auto rooms = m_rooms.keys();
    for (const Jid &room : rooms) {
        pump(room);
    }
}

void RoomSending::read(const Jid &room)
{
    const auto pending =
        m_store.call([chat = conversation(room)](Store &store) { return store.messages().pendingInRoom(chat); });
    whenDone(pending, this,
             [this, room, opening = m_rooms.value(room).opening](const Result<QList<ChatMessage>> &found) {
                 const auto way = m_rooms.find(room);
                 if (way == m_rooms.end() || way->opening != opening) {
                     return;
                 }
                 if (!found) {
                     m_conversations.reportStorageError(found.error());
                     QTimer::singleShot(retryInterval, this, [this, room, opening] {
                         if (m_rooms.value(room).opening == opening) {
                             read(room);
                         }
                     });
                     return;
                 }
                 m_conversations.reportStorageWorks();
                 way->state = State::Ready; // only now: what is typed meanwhile must not overtake what waits
                 way->queue = *found;
                 pump(room);
             });
}

void RoomSending::take(const ChatMessage &message)
{
    const Jid &room = message.conversation.peer;
    const auto way = m_rooms.find(room);
    if (way == m_rooms.end() || way->state != State::Ready) {
        return; // read() finds it, now or later
    }
    way->queue.append(message);
    pump(room);
}

void RoomSending::reword(const ChatMessage &message)
{
    const auto way = m_rooms.find(message.conversation.peer);
    if (way != m_rooms.end()) {
        natter::reword(way->queue, message);
    }
}

void RoomSending::drop(const QList<qint64> &rows)
{
    for (Way &way : m_rooms) {
        way.queue.removeIf([&rows](const ChatMessage &message) { return rows.contains(message.row); });
    }
}

/// What is queued is marked as written first, on disk, so that nobody takes it for not sent who has sent it.
void RoomSending::pump(const Jid &room)
{
    auto way = m_rooms.find(room);
    while (m_connected && way != m_rooms.end() && !way->isMarking && !way->queue.isEmpty()) {
        if (mustRest(room, *way)) {
            m_look.start();
            return;
        }
        if (way->queue.first().delivery != Delivery::Written) {
            markWritten(room);
            return;
        }
        const bool isCounted = transmit(way->queue.takeFirst());
        way = m_rooms.find(room); // whoever hears of it may have closed it
        if (isCounted && way != m_rooms.end()) {
            way->spokenAt = m_protocol.channel().clock().monotonic();
        }
    }
}

void RoomSending::markWritten(const Jid &room)
{
    Way &way = m_rooms[room];
    way.isMarking = true;
    QList<qint64> rows;
    for (const ChatMessage &message : isSlow(room) ? way.queue.first(1) : way.queue) { // the others wait on there
        if (message.delivery != Delivery::Written) {
            rows.append(message.row);
        }
    }
    const auto marked = m_store.call(
        [rows](Store &s) { return s.messages().setDelivery(rows, Delivery::Written, {}, { Delivery::Queued }); });
    whenDone(marked, this, [this, room, rows, opening = way.opening](const Recorded &changes) {
        changes ? m_conversations.apply(*changes) : m_conversations.reportStorageError(changes.error());
        const auto found = m_rooms.find(room);
        if (found == m_rooms.end() || found->opening != opening) {
            return; // they are read again
        }
        found->isMarking = false;
        if (!changes) {
            QTimer::singleShot(retryInterval, this, [this, room] { pump(room); });
            return;
        }
        m_conversations.reportStorageWorks();
        for (ChatMessage &message : found->queue) {
            message.delivery = rows.contains(message.row) ? Delivery::Written : message.delivery;
        }
        pump(room);
    });
}

/// Whether a slow room counts it: only what has a text is (XEP-0500, 5).
bool RoomSending::transmit(const ChatMessage &message)
{
    const Message stanza = stanzaOf(message);
    CrashPoints::pass(CrashPoint::Prepared);
    if (!m_protocol.sendMessage(stanza)) {
        fail({ message.row }, QStringLiteral("stanza-too-big"));
        return false;
    }
    return !stanza.body().isEmpty();
}

void RoomSending::fail(const QList<qint64> &rows, const QString &why)
{
    const auto failed = m_store.call(
        [rows, why](Store &store) { return store.messages().setDelivery(rows, Delivery::Failed, why, unconfirmed); });
    whenDone(failed, this, [this](const Recorded &changes) {
        changes ? m_conversations.apply(*changes) : m_conversations.reportStorageError(changes.error());
    });
}

/// A room that does not have us inside is entered again, and then hears what we said. A room that says so of something
/// else would have us do that for ever.
void RoomSending::takeBounce(const Jid &room, const QString &id, const StanzaError &error)
{
    if (m_bounces.size() > mostBounces) {
        m_bounces.clear();
    }
    if (!meansOutside(error) || ++m_bounces[id] < triesOutside) {
        return;
    }
    m_bounces.remove(id);
    const auto failed = m_store.call([chat = conversation(room), id, why = error.condition](Store &store) {
        return store.messages().fail(chat, id, why);
    });
    whenDone(failed, this, [this](const Recorded &changes) {
        changes ? m_conversations.apply(*changes) : m_conversations.reportStorageError(changes.error());
    });
}

} // namespace natter
