// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_backfill.h"

#include "base/future.h"
#include "base/limits.h"

#include <algorithm>

namespace natter {

using History = AccountSettings::History;

/// All of them are there at once as a session begins; the others wait for their turn.
static constexpr int roomsAskedAtOnce = 3;

HistoryBackfill::HistoryBackfill(const Jid &account, MessageArchive &archive, MessageReceiver &receiver,
                                 StoreThread &store, const Clock &clock)
    : m_account(account)
    , m_sources { archive, receiver, store }
    , m_clock(clock)
    , m_own(account, {}, m_sources, { [this](const ArchiveGap &gap) { return wants(gap); } })
{
    connect(&m_own, &ArchiveBackfill::changed, this, &HistoryBackfill::changed);
}

HistoryBackfill::~HistoryBackfill() = default;

ArchiveBackfill &HistoryBackfill::backfillOf(const Jid &room)
{
    auto &found = m_rooms[room.toString()];
    if (!found) {
        const ArchiveBackfill::Limits limits { [this](const ArchiveGap &gap) { return wants(gap); },
                                               [this] { return mayAskRoom(); }, limits::roomPages };
        found = std::make_unique<ArchiveBackfill>(m_account, room, m_sources, limits);
        connect(found.get(), &ArchiveBackfill::changed, this, &HistoryBackfill::changed);
        connect(found.get(), &ArchiveBackfill::asked, this, &HistoryBackfill::giveTurns);
        connect(found.get(), &ArchiveBackfill::caughtUp, this, [this, room] { Q_EMIT roomCaughtUp(room); });
    }
    return *found;
}

void HistoryBackfill::restore()
{
    m_own.restore();
    const auto gaps =
        m_sources.store.call([account = m_account](Store &store) { return store.archive().gapsOfRooms(account); });
    whenDone(gaps, this, [this](const Result<QList<ArchiveGap>> &found) {
        QHash<Jid, QList<ArchiveGap>> byRoom;
        for (const ArchiveGap &gap : found.value_or(QList<ArchiveGap>())) {
            byRoom[gap.room].append(gap);
        }
        for (auto room = byRoom.cbegin(); room != byRoom.cend(); ++room) {
            if (m_rooms.count(room.key().toString()) == 0) { // else it knows better by now
                backfillOf(room.key()).restore(*room);
            }
        }
    });
}

QList<ArchiveGap> HistoryBackfill::gaps() const
{
    QList<ArchiveGap> all = m_own.gaps();
    for (const auto &[name, room] : m_rooms) {
        all += room->gaps();
    }
    std::stable_sort(all.begin(), all.end(), [](const ArchiveGap &a, const ArchiveGap &b) { return a.top > b.top; });
    return all;
}

QSet<qint64> HistoryBackfill::filling() const
{
    QSet<qint64> all { m_own.filling() };
    for (const auto &[name, room] : m_rooms) {
        all.insert(room->filling());
    }
    all.remove(0);
    return all;
}

bool HistoryBackfill::isFetchingMissed(const Jid &room) const
{
    const auto found = m_rooms.find(room.toString());
    return found != m_rooms.end() && found->second->isFetchingMissed();
}

void HistoryBackfill::setReach(History reach)
{
    if (std::exchange(m_reach, reach) != reach) {
        reconsider();
    }
}

void HistoryBackfill::setPaused(bool paused)
{
    m_paused = paused;
    m_own.stopFilling();
    reconsider();
}

void HistoryBackfill::sessionCaughtUp() { m_own.begin(); }

void HistoryBackfill::sessionEnded()
{
    m_own.end();
    for (const auto &[name, room] : m_rooms) {
        room->end();
        room->forgetPages();
    }
}

void HistoryBackfill::setRoomReachable(const Jid &room, bool reachable)
{
    if (reachable) {
        backfillOf(room).begin();
    } else if (const auto found = m_rooms.find(room.toString()); found != m_rooms.end()) {
        found->second->end();
    }
}

void HistoryBackfill::fill(qint64 gap)
{
    for (const auto &[name, room] : m_rooms) {
        const auto &gaps = room->gaps();
        if (std::any_of(gaps.cbegin(), gaps.cend(), [gap](const ArchiveGap &each) { return each.id == gap; })) {
            room->fill(gap);
            return;
        }
    }
    m_own.fill(gap);
}

/// From when on the person wants to have what was said before the account came here.
static QDateTime startOf(History reach, const QDateTime &now)
{
    switch (reach) {
    case History::All:
        return {};
    case History::Year:
        return now.addYears(-1);
    case History::Month:
        return now.addMonths(-1);
    case History::Nothing:
        break;
    }
    return now;
}

/// By itself; what was missed is no history.
bool HistoryBackfill::wants(const ArchiveGap &gap) const
{
    const QDateTime start = startOf(m_reach, m_clock.now());
    const bool wantsThatOld =
        !start.isValid() || (m_reach != History::Nothing && (!gap.newerTime.isValid() || gap.newerTime >= start));
    return !gap.isHistory() || (!m_paused && wantsThatOld);
}

bool HistoryBackfill::mayAskRoom() const
{
    const auto asking =
        std::count_if(m_rooms.cbegin(), m_rooms.cend(), [](const auto &entry) { return entry.second->isAsking(); });
    return asking < roomsAskedAtOnce;
}

void HistoryBackfill::giveTurns()
{
    for (const auto &[name, room] : m_rooms) {
        if (room->isWaiting() && mayAskRoom()) {
            room->step();
        }
    }
}

void HistoryBackfill::reconsider()
{
    m_own.step();
    for (const auto &[name, room] : m_rooms) {
        room->step();
    }
    Q_EMIT changed();
}

} // namespace natter
