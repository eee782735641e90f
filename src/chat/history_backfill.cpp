// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_backfill.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/archive_answers.h"

#include <algorithm>

namespace natter {

using History = AccountSettings::History;
using Leaves = Store::Filling::Leaves;

static constexpr int pagesAtAClick = 5;
/// An archive whose ids mean nothing to itself, or whose pages stay empty, leads nowhere.
static constexpr int mostDatings = 3;
static constexpr int mostEmptyPages = 20;
/// The next is on its way while one is stored, and no more: a slow disk would have us keep them in memory.
static constexpr int mostUnstored = 2;

HistoryBackfill::HistoryBackfill(const Jid &account, MessageArchive &archive, MessageReceiver &receiver,
                                 StoreThread &store, const Clock &clock)
    : m_account(account)
    , m_archive(archive)
    , m_receiver(receiver)
    , m_store(store)
    , m_clock(clock)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HistoryBackfill::step);
}

void HistoryBackfill::restore()
{
    reload([] {});
}

void HistoryBackfill::reload(const std::function<void()> &then)
{
    const auto gaps = m_store.call([account = m_account](Store &store) { return store.archive().gaps(account); });
    whenDone(gaps, this, [this, then, session = m_session](const Result<QList<ArchiveGap>> &found) {
        if (session != m_session) {
            return;
        }
        if (found) {
            m_gaps = *found;
            Q_EMIT changed();
        }
        then();
    });
}

void HistoryBackfill::setReach(History reach)
{
    if (std::exchange(m_reach, reach) != reach) {
        step();
        Q_EMIT changed();
    }
}

void HistoryBackfill::setPaused(bool paused)
{
    m_paused = paused;
    m_wanted = 0;
    step();
    Q_EMIT changed();
}

void HistoryBackfill::sessionCaughtUp()
{
    const qint64 wanted = m_wanted;
    sessionEnded();
    m_wanted = wanted; // since before there was a session
    m_online = true;
    m_failures = 0;
    m_stuck.clear();
    m_byDate.clear();
    m_datings.clear();
    m_emptyPages = 0;
    m_seen.clear();
    reload([this] { step(); });
}

/// What is still answered comes too late.
void HistoryBackfill::sessionEnded()
{
    ++m_session;
    m_online = false;
    m_again.stop();
    m_wanted = 0;
    if (std::exchange(m_asking, false)) {
        Q_EMIT changed();
    }
}

void HistoryBackfill::fill(qint64 gap)
{
    m_wanted = gap;
    m_wantedPages = pagesAtAClick;
    m_stuck.remove(gap);
    m_seen.clear(); // perhaps it has more by now
    m_again.stop();
    step();
    Q_EMIT changed();
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

bool HistoryBackfill::isWanted(const ArchiveGap &gap) const
{
    if (m_stuck.contains(gap.id)) {
        return false;
    }
    if (gap.id == m_wanted) {
        return true;
    }
    if (gap.isGone || (m_paused && gap.isHistory())) { // what was missed is no history
        return false;
    }
    const QDateTime start = startOf(m_reach, m_clock.now());
    const bool wantsThatOld =
        !start.isValid() || (m_reach != History::Nothing && (!gap.newerTime.isValid() || gap.newerTime >= start));
    return !gap.isHistory() || wantsThatOld;
}

bool HistoryBackfill::isFetchingMissed() const
{
    return m_online && !m_again.isActive()
        && std::any_of(m_gaps.cbegin(), m_gaps.cend(),
                       [this](const ArchiveGap &gap) { return !gap.isHistory() && isWanted(gap); });
}

const ArchiveGap *HistoryBackfill::next() const
{
    const auto is = [this](qint64 id) { return [id](const ArchiveGap &gap) { return gap.id == id; }; };
    auto found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), is(m_wanted));
    if (found == m_gaps.cend() || !isWanted(*found)) {
        found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), [this](const ArchiveGap &gap) { return isWanted(gap); });
    }
    return found == m_gaps.cend() ? nullptr : &*found;
}

void HistoryBackfill::step()
{
    if (!m_online || m_asking || m_unstored.size() >= mostUnstored || m_again.isActive()) {
        return;
    }
    if (const ArchiveGap *gap = next()) {
        ask(*gap);
    } else {
        Q_EMIT changed();
    }
}

void HistoryBackfill::ask(const ArchiveGap &gap)
{
    const auto margin = std::chrono::seconds(archiveClockMargin).count();
    ArchiveQuery query;
    query.set.before = gap.newer;
    if (m_byDate.contains(gap.id)) {
        query.set.before = QString();
        query.end = gap.newerTime.addSecs(margin);
    }
    if (!gap.older.isEmpty() && gap.olderTime.isValid()) {
        query.start = gap.olderTime.addSecs(-margin);
    }
    m_asking = true;
    m_current = gap.id;
    whenDone(m_archive.page(query), this, [this, id = gap.id, session = m_session](const Result<ArchivePage> &answer) {
        if (session == m_session) {
            m_asking = false;
            handle(id, answer);
        }
    });
    Q_EMIT changed();
}

void HistoryBackfill::handle(qint64 id, const Result<ArchivePage> &answer)
{
    const auto gap = std::find_if(m_gaps.begin(), m_gaps.end(), [id](const ArchiveGap &each) { return each.id == id; });
    if (gap != m_gaps.end() && answer) {
        m_failures = 0;
        take(*gap, *answer);
    } else if (gap != m_gaps.end()) {
        handleError(*gap, answer.error());
    }
    if (id == m_wanted && --m_wantedPages <= 0) {
        m_wanted = 0;
    }
    step();
}

void HistoryBackfill::handleError(const ArchiveGap &gap, const Error &error)
{
    qCInfo(logChat).noquote() << "no history of" << m_account.toString() << forLog(error.detail);
    const bool unknown = error.kind == Error::Kind::Remote && error.condition == u"item-not-found";
    const bool mayDate = gap.newerTime.isValid() && !m_byDate.contains(gap.id);
    if (unknown && mayDate && ++m_datings[gap.id] <= mostDatings) {
        m_byDate.insert(gap.id);
    } else if (unknown) {
        m_stuck.insert(gap.id);
        store({}, { gap.id, {}, Leaves::NothingToBeHad });
    } else if (archiveSaysNo(error)) {
        m_stuck.insert(gap.id);
    } else {
        tryLater();
    }
}

void HistoryBackfill::tryLater()
{
    m_again.start(archiveRetryDelay(m_failures++));
    Q_EMIT changed();
}

/// An archive may give us pages that do not help: with nothing in them and yet more to come, or those that it gave
/// before.
void HistoryBackfill::take(ArchiveGap &gap, ArchivePage page)
{
    const auto older =
        std::find_if(page.messages.crbegin(), page.messages.crend(),
                     [&gap](const ArchiveResult &result) { return !gap.older.isEmpty() && result.id == gap.older; });
    const bool meets = older != page.messages.crend();
    page.messages.erase(page.messages.begin(), page.messages.begin() + (page.messages.crend() - older));
    QString first = page.end.set.first;
    if (!page.messages.isEmpty() && (meets || first.isEmpty())) {
        first = page.messages.first().id;
    }
    const bool complete = page.end.complete || meets;
    m_emptyPages = page.messages.isEmpty() ? m_emptyPages + 1 : 0;
    if (!complete && (first.isEmpty() || m_seen.contains(first) || m_emptyPages > mostEmptyPages)) {
        m_stuck.insert(gap.id);
        return;
    }
    m_seen.insert(first);
    m_byDate.remove(gap.id);
    const QDateTime time = page.messages.isEmpty() ? QDateTime() : page.messages.first().forwarded.stamp;
    gap.newer = first.isEmpty() ? gap.newer : first;
    if (time.isValid() && (!gap.newerTime.isValid() || time < gap.newerTime)) {
        gap.newerTime = time; // by which it may have to be sought
    }
    m_fetched += static_cast<int>(page.messages.size());
    m_reached = gap.newerTime;
    const bool nothing = complete && page.messages.isEmpty() && gap.isGone;
    const Leaves leaves = nothing ? Leaves::NothingToBeHad : complete ? Leaves::Nothing : Leaves::Some;
    const qint64 id = gap.id;
    store(page.messages, { id, { first, time }, leaves });
    if (nothing) {
        m_stuck.insert(id);
    } else if (complete) {
        remove(id);
    }
}

void HistoryBackfill::remove(qint64 gap)
{
    m_gaps.removeIf([gap](const ArchiveGap &each) { return each.id == gap; });
}

void HistoryBackfill::store(const QList<ArchiveResult> &page, const Store::Filling &filling)
{
    m_unstored.append({ page, filling });
    if (m_unstored.size() == 1) {
        storeFirst();
    }
}

/// One after the other: each stands below the one before, and a disk may refuse one and take the next.
void HistoryBackfill::storeFirst()
{
    const auto &[page, filling] = m_unstored.first();
    whenDone(m_receiver.fillIn(receivedFrom(page, m_account), filling), this, [this](bool) {
        m_unstored.removeFirst();
        if (!m_unstored.isEmpty()) {
            storeFirst();
        }
        const auto gaps = m_store.call([account = m_account](Store &store) { return store.archive().gaps(account); });
        whenDone(gaps, this, [this](const Result<QList<ArchiveGap>> &found) {
            // How far the rows of each reach by now; what is asked for already is further than the disk
            for (const ArchiveGap &stored : found.value_or(QList<ArchiveGap>())) {
                for (ArchiveGap &gap : m_gaps) {
                    if (gap.id == stored.id) {
                        gap.top = stored.top;
                        gap.isGone = stored.isGone;
                    }
                }
            }
            Q_EMIT changed();
        });
        step();
    });
}

} // namespace natter
