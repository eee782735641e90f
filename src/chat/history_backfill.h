// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/message_receiver.h"
#include "domain/account_settings.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace natter {

/// Fetches what is missing of an account's archive while a session is there, from the newest backwards, as far as the
/// person wants to have it; after an interruption it goes on where it stopped. Nobody is told of these messages one by
/// one.
class HistoryBackfill : public QObject
{
    Q_OBJECT

public:
    HistoryBackfill(const Jid &account, MessageArchive &archive, MessageReceiver &receiver, StoreThread &store,
                    const Clock &clock);

    /// What is missing, the newest first.
    const QList<ArchiveGap> &gaps() const { return m_gaps; }
    /// Something is being fetched.
    bool isUnderWay() const { return m_asking; }
    /// Of which gap that is, or will be as soon as it can, because the person wants it; 0: none.
    qint64 filling() const { return m_wanted != 0 ? m_wanted : (m_asking ? m_current : 0); }
    /// What was missed while nobody was there is on its way.
    bool isFetchingMissed() const;
    /// Messages fetched since this run began, and when the oldest of them was sent; null: nothing was.
    int fetched() const { return m_fetched; }
    const QDateTime &reached() const { return m_reached; }
    /// The person stopped it.
    bool isPaused() const { return m_paused; }

    /// Learns from the store what is missing.
    void restore();
    /// How much of what was said before the account came here; what was missed since is always wanted.
    void setReach(AccountSettings::History reach);
    /// A session knows the archive up to now: whatever is missing can be fetched.
    void sessionCaughtUp();
    void sessionEnded();

    /// The person does not want it now, or again.
    void setPaused(bool paused);
    /// The next few pages of this gap, however far that is.
    void fill(qint64 gap);

Q_SIGNALS:
    /// The gaps, or how far we are.
    void changed();

private:
    void reload(const std::function<void()> &then);
    void step();
    bool isWanted(const ArchiveGap &gap) const;
    const ArchiveGap *next() const;
    void ask(const ArchiveGap &gap);
    void handle(qint64 id, const Result<ArchivePage> &answer);
    void handleError(const ArchiveGap &gap, const Error &error);
    void take(ArchiveGap &gap, ArchivePage page);
    void store(const QList<ArchiveResult> &page, const Store::Filling &filling);
    void storeFirst();
    void tryLater();
    void remove(qint64 gap);

    const Jid m_account;
    MessageArchive &m_archive;
    MessageReceiver &m_receiver;
    StoreThread &m_store;
    const Clock &m_clock;
    AccountSettings::History m_reach = AccountSettings::History::All;
    QList<ArchiveGap> m_gaps;
    QSet<qint64> m_stuck; ///< gaps for which the archive is of no use in this session
    QSet<qint64> m_byDate; ///< gaps whose newer side the archive does not know
    QHash<qint64, int> m_datings; ///< how often that was so, in this session
    int m_emptyPages = 0; ///< in a row
    QSet<QString> m_seen; ///< the oldest of each page of this session
    QTimer m_again;
    qint64 m_current = 0; ///< gap that is asked for
    qint64 m_wanted = 0; ///< gap that the person wants
    int m_wantedPages = 0;
    QList<std::pair<QList<ArchiveResult>, Store::Filling>> m_unstored; ///< pages, the first of which is being stored
    int m_failures = 0; ///< in a row
    int m_fetched = 0;
    QDateTime m_reached;
    bool m_online = false;
    bool m_paused = false;
    bool m_asking = false;
    int m_session = 0;
};

} // namespace natter
