// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/message_receiver.h"
#include "domain/archive_gap.h"
#include "protocol/xep/xep0313_message_archive.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <limits>

namespace natter {

/// Fetches what is missing of one archive, that of an account or of a room, from the newest backwards, while it can be
/// asked; after an interruption it goes on where it stopped. Nobody is told of these messages one by one.
class ArchiveBackfill : public QObject
{
    Q_OBJECT

public:
    struct Sources
    {
        MessageArchive &archive;
        MessageReceiver &receiver;
        StoreThread &store;
    };
    /// What is fetched without being asked for.
    struct Limits
    {
        std::function<bool(const ArchiveGap &)> wants;
        std::function<bool()> mayAsk = [] { return true; }; ///< others may have their turn
        int pages = std::numeric_limits<int>::max(); ///< of each gap in a session
    };
    /// `room`: null for the account's own archive.
    ArchiveBackfill(const Jid &account, const Jid &room, const Sources &sources, const Limits &limits);

    /// What is missing, the newest first.
    const QList<ArchiveGap> &gaps() const { return m_gaps; }
    bool isAsking() const { return m_asking; }
    /// It would ask, if it were its turn.
    bool isWaiting() const { return m_waiting; }
    /// Of which gap something is fetched, or will be as soon as it can, because the person wants it; 0: none.
    qint64 filling() const { return m_wanted != 0 ? m_wanted : (m_asking ? m_current : 0); }
    /// What was missed while nobody was there is on its way.
    bool isFetchingMissed() const;
    int fetched() const { return m_fetched; }
    const QDateTime &reached() const { return m_reached; }

    /// Learns from the store what is missing, unless it is told.
    void restore();
    void restore(const QList<ArchiveGap> &gaps);
    /// The archive can be asked, and what is missing is to be learnt anew.
    void begin();
    /// It cannot be asked any more.
    void end();
    /// What was fetched by itself counts no more.
    void forgetPages() { m_pages.clear(); }
    /// The next few pages of this gap, however far that is.
    void fill(qint64 gap);
    void stopFilling() { m_wanted = 0; }
    /// Goes on, if something is wanted by now.
    void step();

Q_SIGNALS:
    /// The gaps, or how far we are.
    void changed();
    /// What was missed is here, or cannot be had now.
    void caughtUp();
    /// A question was answered, or nobody waits for that any more.
    void asked();

private:
    struct Unstored
    {
        QList<ArchiveResult> page;
        Store::Filling filling;
        bool isHistory = false;
    };

    QFuture<Result<QList<ArchiveGap>>> storedGaps();
    bool isWanted(const ArchiveGap &gap) const;
    const ArchiveGap *next() const;
    void tellWhetherCaughtUp();
    void ask(const ArchiveGap &gap);
    void handle(qint64 id, const Result<ArchivePage> &answer);
    void handleError(const ArchiveGap &gap, const Error &error);
    void take(ArchiveGap &gap, ArchivePage page);
    void store(const ArchiveGap &gap, const QList<ArchiveResult> &page, const Store::Filling &filling);
    void storeFirst();
    void tryLater();

    const Jid m_account;
    const Jid m_room;
    const Sources m_sources;
    const Limits m_limits;
    QList<ArchiveGap> m_gaps;
    QSet<qint64> m_stuck; ///< gaps for which the archive is of no use in this session
    QSet<qint64> m_byDate; ///< gaps whose newer side the archive does not know
    QHash<qint64, int> m_datings; ///< how often that was so, in this session
    QHash<qint64, int> m_pages; ///< of each gap that were asked for by itself
    int m_emptyPages = 0; ///< in a row
    QSet<QString> m_seen; ///< the oldest of each page of this session
    QTimer m_again;
    qint64 m_current = 0; ///< gap that is asked for
    qint64 m_wanted = 0; ///< gap that the person wants
    int m_wantedPages = 0;
    QList<Unstored> m_unstored; ///< pages, the first of which is being stored
    int m_failures = 0; ///< in a row
    int m_fetched = 0;
    QDateTime m_reached;
    bool m_online = false;
    bool m_learnt = false; ///< what is missing, since it is online
    bool m_toldCaughtUp = false; ///< since then
    bool m_asking = false;
    bool m_waiting = false;
    int m_session = 0;
};

} // namespace natter
