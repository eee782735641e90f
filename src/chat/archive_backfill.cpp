// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/archive_backfill.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/archive_answers.h"

#include <algorithm>

namespace natter {

using Leaves = Store::Filling::Leaves;

static constexpr int pagesAtAClick = 5;
/// An archive whose ids mean nothing to itself, or whose pages stay empty, leads nowhere.
static constexpr int mostDatings = 3;
static constexpr int mostEmptyPages = 20;
/// The next is on its way while one is stored, and no more: a slow disk would have us keep them in memory.
static constexpr int mostUnstored = 2;
/// Who waits for what was missed does not wait for an archive that fails so often in a row.
static constexpr int patientFailures = 2;

ArchiveBackfill::ArchiveBackfill(const Jid &account, const Jid &room, const Sources &sources, const Limits &limits)
    : m_account(account)
    , m_room(room)
    , m_sources(sources)
    , m_limits(limits)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ArchiveBackfill::step);
}

QFuture<Result<QList<ArchiveGap>>> ArchiveBackfill::storedGaps()
{
    return m_sources.store.call([account = m_account, room = m_room](Store &store) {
        return room.isNull() ? store.archive().gaps(account) : store.archive().gapsOf({ account, room });
    });
}

void ArchiveBackfill::restore(const QList<ArchiveGap> &gaps)
{
    m_gaps = gaps;
    Q_EMIT changed();
}

void ArchiveBackfill::restore()
{
    whenDone(storedGaps(), this, [this, session = m_session](const Result<QList<ArchiveGap>> &found) {
        if (session != m_session) {
            return;
        }
        if (found) {
            restore(*found);
        }
        m_learnt = m_online;
        step();
    });
}

void ArchiveBackfill::begin()
{
    const qint64 wanted = m_wanted;
    end();
    m_wanted = wanted; // since before it could be asked
    m_online = true;
    m_failures = 0;
    m_stuck.clear();
    m_byDate.clear();
    m_datings.clear();
    m_emptyPages = 0;
    m_seen.clear();
    restore();
}

/// What is still answered comes too late.
void ArchiveBackfill::end()
{
    ++m_session;
    m_online = false;
    m_learnt = false;
    m_toldCaughtUp = false;
    m_again.stop();
    m_wanted = 0;
    m_waiting = false;
    if (std::exchange(m_asking, false)) {
        Q_EMIT asked();
        Q_EMIT changed();
    }
}

void ArchiveBackfill::fill(qint64 gap)
{
    m_wanted = gap;
    m_wantedPages = pagesAtAClick;
    m_stuck.remove(gap);
    m_seen.clear(); // perhaps it has more by now
    m_again.stop();
    step();
    Q_EMIT changed();
}

bool ArchiveBackfill::isWanted(const ArchiveGap &gap) const
{
    if (m_stuck.contains(gap.id)) {
        return false;
    }
    return gap.id == m_wanted || (!gap.isGone && m_pages.value(gap.id) < m_limits.pages && m_limits.wants(gap));
}

bool ArchiveBackfill::isFetchingMissed() const
{
    const bool isStoring = std::any_of(m_unstored.cbegin(), m_unstored.cend(),
                                       [](const Unstored &unstored) { return !unstored.isHistory; });
    return m_online && !m_again.isActive()
        && (isStoring || std::any_of(m_gaps.cbegin(), m_gaps.cend(), [this](const ArchiveGap &gap) {
                return !gap.isHistory() && isWanted(gap);
            }));
}

const ArchiveGap *ArchiveBackfill::next() const
{
    const auto is = [this](qint64 id) { return [id](const ArchiveGap &gap) { return gap.id == id; }; };
    auto found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), is(m_wanted));
    if (found == m_gaps.cend() || !isWanted(*found)) {
        found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), [this](const ArchiveGap &gap) { return isWanted(gap); });
    }
    return found == m_gaps.cend() ? nullptr : &*found;
}

void ArchiveBackfill::step()
{
    m_waiting = false;
    tellWhetherCaughtUp();
    if (!m_learnt || m_asking || m_unstored.size() >= mostUnstored || m_again.isActive()) {
        return;
    }
    const ArchiveGap *gap = next();
    if (!gap) {
        Q_EMIT changed();
    } else if (m_limits.mayAsk()) {
        ask(*gap);
    } else {
        m_waiting = true;
    }
}

void ArchiveBackfill::tellWhetherCaughtUp()
{
    const bool isOver = !isFetchingMissed() && (!m_again.isActive() || m_failures >= patientFailures);
    if (m_learnt && isOver && !std::exchange(m_toldCaughtUp, true)) {
        Q_EMIT caughtUp();
    }
}

void ArchiveBackfill::ask(const ArchiveGap &gap)
{
    const auto margin = std::chrono::seconds(archiveClockMargin).count();
    ArchiveQuery query;
    query.archive = m_room;
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
    const auto page = m_sources.archive.page(query);
    whenDone(page, this, [this, id = gap.id, session = m_session](const Result<ArchivePage> &answer) {
        if (session == m_session) {
            m_asking = false;
            handle(id, answer);
        }
    });
    Q_EMIT changed();
}

void ArchiveBackfill::handle(qint64 id, const Result<ArchivePage> &answer)
{
    const auto gap = std::find_if(m_gaps.begin(), m_gaps.end(), [id](const ArchiveGap &each) { return each.id == id; });
    if (gap != m_gaps.end() && answer) {
        m_failures = 0;
        m_pages[id] += id == m_wanted ? 0 : 1;
        take(*gap, *answer);
    } else if (gap != m_gaps.end()) {
        handleError(*gap, answer.error());
    }
    const bool isHopeless = m_stuck.contains(id) || m_failures >= patientFailures;
    if (id == m_wanted && (--m_wantedPages <= 0 || isHopeless)) {
        m_wanted = 0; // nobody waits for what does not come
    }
    Q_EMIT asked(); // those who wait come first
    step();
}

void ArchiveBackfill::handleError(const ArchiveGap &gap, const Error &error)
{
    qCInfo(logChat).noquote() << "no history of" << (m_room.isNull() ? m_account : m_room).toString()
                              << forLog(error.detail);
    const bool unknown = error.kind == Error::Kind::Remote && error.condition == u"item-not-found";
    const bool mayDate = gap.newerTime.isValid() && !m_byDate.contains(gap.id);
    if (unknown && mayDate && ++m_datings[gap.id] <= mostDatings) {
        m_byDate.insert(gap.id);
    } else if (unknown) {
        m_stuck.insert(gap.id);
        store(gap, {}, { gap.id, {}, Leaves::NothingToBeHad });
    } else if (archiveSaysNo(error)) {
        m_stuck.insert(gap.id);
    } else {
        tryLater();
    }
}

void ArchiveBackfill::tryLater()
{
    m_again.start(archiveRetryDelay(m_failures++));
    Q_EMIT changed();
}

/// An archive may give us pages that do not help: with nothing in them and yet more to come, or those that it gave
/// before.
void ArchiveBackfill::take(ArchiveGap &gap, ArchivePage page)
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
    store(gap, page.messages, { id, { first, time }, leaves });
    if (nothing) {
        m_stuck.insert(id);
    } else if (complete) {
        m_gaps.removeIf([id](const ArchiveGap &each) { return each.id == id; });
    }
}

void ArchiveBackfill::store(const ArchiveGap &gap, const QList<ArchiveResult> &page, const Store::Filling &filling)
{
    m_unstored.append({ page, filling, gap.isHistory() });
    if (m_unstored.size() == 1) {
        storeFirst();
    }
}

/// One after the other: each stands below the one before, and a disk may refuse one and take the next.
void ArchiveBackfill::storeFirst()
{
    const Unstored &first = m_unstored.first();
    const auto stored = m_sources.receiver.fillIn(receivedFrom(first.page, m_account, m_room), first.filling);
    whenDone(stored, this, [this](bool) {
        m_unstored.removeFirst();
        if (!m_unstored.isEmpty()) {
            storeFirst();
        }
        whenDone(storedGaps(), this, [this](const Result<QList<ArchiveGap>> &found) {
            // How far the rows of each reach by now; what is asked for already is further than the disk
            for (const ArchiveGap &known : found.value_or(QList<ArchiveGap>())) {
                for (ArchiveGap &gap : m_gaps) {
                    if (gap.id == known.id) {
                        gap.top = known.top;
                        gap.isGone = known.isGone;
                    }
                }
            }
            Q_EMIT changed();
        });
        step();
    });
}

} // namespace natter
