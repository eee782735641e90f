// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_catch_up.h"

#include "base/future.h"
#include "base/log.h"

#include <QTimer>

#include <algorithm>

namespace natter {

static constexpr auto retryInterval = std::chrono::seconds(5);

RoomCatchUp::RoomCatchUp(Rooms &rooms, HistoryBackfill &history, MessageReceiver &receiver, StoreThread &store,
                         const Clock &clock)
    : m_rooms(rooms)
    , m_history(history)
    , m_receiver(receiver)
    , m_store(store)
    , m_clock(clock)
{
    connect(&rooms, &Rooms::entered, this, [this](const Room *room) { begin(*room); });
    connect(&rooms, &Rooms::settled, this, [this](const Room *room) {
        const auto stay = m_stays.find(room->address());
        if (stay != m_stays.end()) {
            stay->isSettled = true;
            step(room->address());
        }
    });
    connect(&rooms, &Rooms::changed, this, [this](const Room *room) { step(room->address()); });
    connect(&rooms, &Rooms::left, this, [this](const Room *room) { end(room->address()); });
    connect(&history, &HistoryBackfill::roomCaughtUp, this, &RoomCatchUp::noteCaughtUp);
    connect(&history, &HistoryBackfill::changed, this, &RoomCatchUp::noteFilled);
}

void RoomCatchUp::begin(const Room &room)
{
    Stay stay;
    stay.number = ++m_lastStay;
    stay.isCaughtUp = !room.info().hasArchive;
    m_stays.insert(room.address(), stay);
    if (!stay.isCaughtUp) {
        m_receiver.storeOfRoom(room.address()); // from before we were let in, and so from before the gap
        openGap(room.conversation());
    }
}

/// At once, so that the store makes it before it gets what comes live from now on.
void RoomCatchUp::openGap(const ConversationId &room)
{
    struct Opened
    {
        ArchiveGap gap;
        bool isOurs; ///< something that we said may be there
    };
    const auto gap = m_store.call([room, now = m_clock.now()](Store &store) -> Result<Opened> {
        const auto pending = store.messages().pendingInRoom(room);
        const auto made = pending ? store.openRoomGap(room, now) : tl::unexpected(pending.error());
        if (!made) {
            return tl::unexpected(made.error());
        }
        return Opened { *made, std::any_of(pending->cbegin(), pending->cend(), [](const ChatMessage &message) {
                           return message.delivery == ChatMessage::Delivery::Written;
                       }) };
    });
    whenDone(gap, this, [this, room, number = m_stays.value(room.peer).number](const Result<Opened> &made) {
        const auto stay = m_stays.find(room.peer);
        if (stay == m_stays.end() || stay->number != number) {
            return;
        }
        if (made) {
            stay->before = made->gap.isHistory() && made->isOurs ? made->gap.id : 0;
            m_history.setRoomReachable(room.peer, true);
            return;
        }
        qCWarning(logChat).noquote() << "what was missed in a room is not noted:" << forLog(made.error().detail);
        QTimer::singleShot(retryInterval, this, [this, room, number] {
            if (m_stays.value(room.peer).number == number) {
                openGap(room);
            }
        });
    });
}

/// What was said before we knew the room is not missed, but is wanted if we spoke there and never heard of it.
void RoomCatchUp::noteCaughtUp(const Jid &room)
{
    const auto stay = m_stays.find(room);
    if (stay == m_stays.end()) {
        return;
    }
    if (stay->before != 0 && !std::exchange(stay->isBeforeSought, true)) {
        m_history.fill(stay->before);
        return;
    }
    if (stay->before == 0) {
        stay->isCaughtUp = true;
        step(room);
    }
}

void RoomCatchUp::noteFilled()
{
    const auto filling = m_history.filling();
    const auto gaps = m_history.gaps();
    const auto isOver = [&](qint64 gap) {
        const auto isIt = [gap](const ArchiveGap &each) { return each.id == gap; };
        return !filling.contains(gap) || std::none_of(gaps.cbegin(), gaps.cend(), isIt);
    };
    const auto rooms = m_stays.keys();
    for (const Jid &room : rooms) {
        const auto stay = m_stays.find(room);
        if (stay != m_stays.end() && stay->isBeforeSought && stay->before != 0 && isOver(stay->before)) {
            stay->before = 0;
            noteCaughtUp(room);
        }
    }
}

void RoomCatchUp::end(const Jid &room)
{
    m_history.setRoomReachable(room, false);
    if (m_stays.take(room).isOpen) {
        Q_EMIT closed(room);
    }
}

void RoomCatchUp::step(const Jid &address)
{
    const auto stay = m_stays.find(address);
    const Room *room = m_rooms.find(address);
    if (stay == m_stays.end() || !room || !stay->isSettled || !stay->isCaughtUp) {
        return;
    }
    if (!stay->isRecorded) {
        whenDone(m_receiver.roomsRecorded(), this, [this, address, number = stay->number](bool) {
            const auto found = m_stays.find(address);
            if (found != m_stays.end() && found->number == number && !std::exchange(found->isRecorded, true)) {
                step(address);
            }
        });
        return;
    }
    if (std::exchange(stay->isOpen, room->maySpeak()) != room->maySpeak()) {
        stay->isOpen ? Q_EMIT opened(address) : Q_EMIT closed(address);
    }
}

} // namespace natter
