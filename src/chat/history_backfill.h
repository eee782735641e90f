// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/archive_backfill.h"
#include "domain/account_settings.h"

#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace natter {

/// Fetches what is missing of an account's archive, and of those of its rooms, while a session is there: as far as the
/// person wants to have it, and of each gap of a room a few pages at a time. Nobody is told of these messages one by
/// one.
class HistoryBackfill : public QObject
{
    Q_OBJECT

public:
    HistoryBackfill(const Jid &account, MessageArchive &archive, MessageReceiver &receiver, StoreThread &store,
                    const Clock &clock);
    ~HistoryBackfill() override;

    /// What is missing of all these archives, the newest first.
    QList<ArchiveGap> gaps() const;
    /// The same of the account's own.
    const QList<ArchiveGap> &ownGaps() const { return m_own.gaps(); }
    /// Something is being fetched out of that.
    bool isUnderWay() const { return m_own.isAsking(); }
    /// Of which gaps something is being fetched, or will be as soon as it can, because the person wants it.
    QSet<qint64> filling() const;
    /// What was missed while nobody was there is on its way,
    bool isFetchingMissed() const { return m_own.isFetchingMissed(); }
    /// or what was missed in this room.
    bool isFetchingMissed(const Jid &room) const;
    /// Messages fetched out of the account's own since this run began, and when the oldest of them was sent; null:
    /// nothing was.
    int fetched() const { return m_own.fetched(); }
    const QDateTime &reached() const { return m_own.reached(); }
    /// The person stopped it.
    bool isPaused() const { return m_paused; }

    /// Learns from the store what is missing.
    void restore();
    /// How much of what was said before the account came here; what was missed since is always wanted.
    void setReach(AccountSettings::History reach);
    /// A session knows the archive up to now: whatever is missing can be fetched.
    void sessionCaughtUp();
    /// No room can be reached any more either.
    void sessionEnded();
    /// We are in the room, it has an archive, and what may be missing of it is in the store (Store::openRoomGap()); or
    /// one of that is not so any more. roomCaughtUp() follows each time that it is.
    void setRoomReachable(const Jid &room, bool reachable);

    /// The person does not want it now, or again.
    void setPaused(bool paused);
    /// The next few pages of this gap, however far that is.
    void fill(qint64 gap);

Q_SIGNALS:
    /// The gaps, or how far we are.
    void changed();
    /// What was missed in the room is here, as far as it comes by itself, or cannot be had now.
    void roomCaughtUp(const natter::Jid &room);

private:
    bool wants(const ArchiveGap &gap) const;
    ArchiveBackfill &backfillOf(const Jid &room);
    bool mayAskRoom() const;
    void giveTurns();
    void reconsider();

    const Jid m_account;
    const ArchiveBackfill::Sources m_sources;
    const Clock &m_clock;
    AccountSettings::History m_reach = AccountSettings::History::All;
    bool m_paused = false;
    ArchiveBackfill m_own;
    std::map<QString, std::unique_ptr<ArchiveBackfill>> m_rooms; ///< by address
};

} // namespace natter
