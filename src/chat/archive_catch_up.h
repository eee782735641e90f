// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/limits.h"
#include "chat/message_receiver.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace natter {

/// Brings what no session of ours was there to receive, or what was on its way to one that ended: when a session
/// begins, everything in the account's archive behind the last message that is stored here. What arrives live meanwhile
/// waits in the MessageReceiver, so that the order stays that of the archive: if the archive has not told where that
/// belongs, it is asked once more. What an archive that fails keeps back is asked for again, later in the session.
/// Nothing waits for long, though: what had to be let through before the rest was there stands before it for good.
/// After a long absence the newest comes first, and what is between becomes a gap of the store.
class ArchiveCatchUp : public QObject
{
    Q_OBJECT

public:
    /// What arrives live is held back no longer than `patience` for each page.
    ArchiveCatchUp(const Jid &account, MessageArchive &archive, MessageReceiver &receiver, StoreThread &store,
                   std::chrono::milliseconds patience = limits::catchUpPatience);

    /// Whether anything is wanted that was said before the account came here.
    void setWantsHistory(bool wants) { m_wantsHistory = wants; }
    /// Learns from the store how far the archive is known from earlier runs.
    void restore();
    /// Whether what arrives while no session is there will come out of the archive, as far as is known.
    bool isFollowing() const { return m_following; }
    /// What was missed is being fetched.
    bool isUnderWay() const { return m_underWay; }

    /// A session that is new, or that an earlier run of the program began.
    void sessionStarted();
    /// The session goes on over another connection: what is still missing is asked for at once, and the order of what
    /// the server hands over now. It may have routed some of that to the old connection, and deliver it behind the
    /// rest.
    void sessionResumed();
    /// What is held back now is shown soon, unless another session begins.
    void sessionEnded();

Q_SIGNALS:
    void underWayChanged();
    /// All that was missed is here, or stands in a gap of the store.
    void caughtUp();

private:
    QFuture<Result<ArchiveStore::Position>> position();
    void stopFollowing();
    void begin();
    void stop();
    void giveUp();
    void tryLater(std::chrono::milliseconds delay);
    void ask(const ArchiveQuery &query);
    void handle(const ArchiveQuery &query, const Result<ArchivePage> &answer);
    void storePage(const ArchivePage &page, const ArchiveQuery &query);
    void beginWith(const ArchivePage &page);
    void askForNewest(const QString &position);
    QFuture<bool> store(const ArchivePage &page, const ArchiveStore::Place &place, MessageReceiver::Behind behind);
    void askByTime();
    void finish(const QString &position);
    void setUnderWay(bool underWay);
    const Jid m_account;
    MessageArchive &m_archive;
    MessageReceiver &m_receiver;
    StoreThread &m_store;
    bool m_following = false;
    bool m_wantsHistory = true;
    std::optional<ArchiveGap> m_gap; ///< that the next page may stand behind
    QDateTime m_time; ///< from when on, once the position means nothing to the archive
    QSet<QString> m_seen; ///< ids that the archive gave in this session
    bool m_asksForOrder = false;
    bool m_asksByTime = false;
    bool m_underWay = false;
    bool m_asking = false; ///< a question is under way
    QTimer m_patience; ///< of those who wait for the next page
    QTimer m_again; ///< runs if something is still to be fetched in this session, but not now
    int m_failures = 0; ///< in a row
    int m_pages = 0; ///< without a pause
    int m_session = 0;
};

} // namespace natter
