// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/archive_catch_up.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/archive_answers.h"

#include <algorithm>

namespace natter {

using Behind = MessageReceiver::Behind;
using CaughtUp = MessageReceiver::CaughtUp;

static constexpr auto longPause = std::chrono::minutes(10);
/// So many are brought in order. Then the newest comes first: that is what the person wants to see, and what waits is
/// not acknowledged, while a server ends a stream of which too much is not: ejabberd after 5,000 stanzas.
static constexpr int pagesInOrder = 5;

ArchiveCatchUp::ArchiveCatchUp(const Jid &account, MessageArchive &archive, MessageReceiver &receiver,
                               StoreThread &store, std::chrono::milliseconds patience)
    : m_account(account)
    , m_archive(archive)
    , m_receiver(receiver)
    , m_store(store)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    // The answer is taken all the same when it comes: on a slow line every one may be late
    connect(&m_patience, &QTimer::timeout, this, [this] { m_receiver.release(CaughtUp::No); });
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ArchiveCatchUp::begin);
}

QFuture<Result<ArchiveStore::Position>> ArchiveCatchUp::position()
{
    return m_store.call([account = m_account](Store &store) { return store.archive().position(account); });
}

void ArchiveCatchUp::restore()
{
    whenDone(position(), this,
             [this](const Result<ArchiveStore::Position> &known) { m_following = known && known->isFollowed; });
}

/// Also for the next run: what the server keeps meanwhile, only the server has.
void ArchiveCatchUp::stopFollowing()
{
    m_following = false;
    m_store.post([account = m_account](Store &store) {
        if (const auto noted = store.archive().setRefused(account); !noted) {
            qCWarning(logStore).noquote() << "refusal not stored:" << forLog(noted.error().detail);
        }
    });
}

/// What is still answered comes too late.
void ArchiveCatchUp::stop()
{
    ++m_session;
    m_patience.stop();
    m_again.stop();
    m_asking = false;
    setUnderWay(false);
}

void ArchiveCatchUp::setUnderWay(bool underWay)
{
    if (std::exchange(m_underWay, underWay) != underWay) {
        Q_EMIT underWayChanged();
    }
}

/// Until the next try, which begins where this one was.
void ArchiveCatchUp::giveUp() { tryLater(archiveRetryDelay(m_failures++)); }

void ArchiveCatchUp::tryLater(std::chrono::milliseconds delay)
{
    stop();
    m_again.start(delay);
    m_receiver.release(CaughtUp::No);
}

void ArchiveCatchUp::sessionStarted()
{
    m_failures = 0;
    begin();
}

void ArchiveCatchUp::sessionResumed()
{
    if (m_following || m_again.isActive() || m_asking) {
        m_failures = 0; // what nobody heard says nothing about the archive
        begin();
    }
}

void ArchiveCatchUp::sessionEnded()
{
    stop();
    m_patience.start(); // also for what the disk may give back
}

void ArchiveCatchUp::begin()
{
    stop();
    m_receiver.hold();
    m_pages = 0;
    m_seen.clear();
    m_asksForOrder = false;
    m_asksByTime = false;
    m_gap.reset();
    whenDone(position(), this, [this, session = m_session](const Result<ArchiveStore::Position> &known) {
        if (session != m_session) {
            return;
        }
        if (!known) {
            giveUp();
            return;
        }
        m_time = known->time;
        if (known->id) {
            ArchiveQuery query;
            query.set.after = *known->id;
            ask(query);
        } else {
            if (m_time.isValid()) {
                m_gap = ArchiveGap(); // messages are here from before this archive was known
            }
            askByTime();
        }
    });
}

/// Without a position that both sides know: from the time of the last one, or nothing but where the archive ends.
void ArchiveCatchUp::askByTime()
{
    if (std::exchange(m_asksByTime, true)) {
        tryLater(longPause); // the archive forgets what it has just said
        return;
    }
    m_seen.clear();
    ArchiveQuery query;
    if (m_time.isValid()) {
        query.start = m_time.addSecs(-std::chrono::seconds(archiveClockMargin).count());
    } else {
        query.set.before = QString();
        query.set.max = 1;
    }
    ask(query);
}

void ArchiveCatchUp::ask(const ArchiveQuery &query)
{
    m_asking = true;
    setUnderWay(true);
    m_patience.start();
    whenDone(m_archive.page(query), this, [this, query, session = m_session](const Result<ArchivePage> &answer) {
        if (session == m_session) {
            m_asking = false;
            handle(query, answer);
        }
    });
}

void ArchiveCatchUp::handle(const ArchiveQuery &query, const Result<ArchivePage> &answer)
{
    if (answer) {
        m_failures = 0;
        storePage(*answer, query);
    } else if (!query.set.after.isEmpty() && answer.error().condition == u"item-not-found") {
        m_gap = ArchiveGap(); // what we knew has gone from the archive, and perhaps what came behind it too
        m_gap->older = query.set.after;
        m_gap->olderTime = m_time;
        m_gap->isGone = m_time.isValid(); // else it is only further than we look
        askByTime();
    } else {
        qCInfo(logChat).noquote() << "no archive of" << m_account.toString() << forLog(answer.error().detail);
        if (archiveSaysNo(answer.error())) {
            stopFollowing();
            setUnderWay(false);
            m_patience.stop();
            m_receiver.release(CaughtUp::No);
        } else {
            giveUp();
        }
    }
}

QFuture<bool> ArchiveCatchUp::store(const ArchivePage &page, const ArchiveStore::Place &place, Behind behind)
{
    const auto messages = receivedFrom(page.messages, m_account);
    auto gap = std::exchange(m_gap, std::nullopt);
    const QString first = page.messages.isEmpty() ? page.end.set.first : page.messages.first().id;
    if (!gap || first.isEmpty()) {
        m_gap = behind != Behind::More ? std::nullopt : gap; // the next page may have something
        return m_receiver.store(messages, place, behind);
    }
    gap->account = m_account;
    gap->newer = first;
    gap->newerTime = page.messages.isEmpty() ? QDateTime() : page.messages.first().forwarded.stamp;
    return m_receiver.storeBehindGap(messages, place, *gap, behind);
}

void ArchiveCatchUp::storePage(const ArchivePage &page, const ArchiveQuery &query)
{
    const bool newest = query.set.before.has_value();
    if (newest && !m_gap) {
        beginWith(page);
        return;
    }
    const QString last = page.end.set.last;
    const QString position = last.isEmpty() ? (newest ? m_gap->older : query.set.after) : last;
    bool news = !m_seen.contains(position); // a page may have nothing that can be read
    bool meets = false;
    for (const ArchiveResult &result : page.messages) {
        (m_seen.contains(result.id) ? meets : news) = true;
        m_seen.insert(result.id);
    }
    m_seen.insert(position);
    const bool complete = newest || page.end.complete || last.isEmpty() || last == query.set.after;
    if (!complete && !news) {
        tryLater(longPause); // it goes in circles
        return;
    }
    if (newest && meets) {
        m_gap.reset(); // it continues what is here
    }
    const QDateTime time = page.messages.isEmpty() ? QDateTime() : page.messages.last().forwarded.stamp;
    const Behind behind = !complete ? Behind::More : m_asksForOrder ? Behind::NothingStill : Behind::Nothing;
    whenDone(store(page, { position, time }, behind), this, [=, this, session = m_session](bool) {
        if (session != m_session) {
            return;
        }
        m_time = time.isValid() ? time : m_time;
        if (complete) {
            finish(position);
        } else if (++m_pages >= pagesInOrder) {
            askForNewest(position);
        } else {
            ArchiveQuery next;
            next.set.after = position;
            ask(next);
        }
    });
}

/// The account is new here: its history is for later.
void ArchiveCatchUp::beginWith(const ArchivePage &page)
{
    const QString position = page.end.set.last;
    m_seen.insert(position);
    const QDateTime time = page.messages.isEmpty() ? QDateTime() : page.messages.last().forwarded.stamp;
    const auto messages = m_wantsHistory ? receivedFrom(page.messages, m_account) : QList<ReceivedMessage>();
    const auto stored = m_receiver.begin(messages, { position, time }, m_wantsHistory);
    whenDone(stored, this, [this, position, time, session = m_session](bool) {
        if (session == m_session) {
            m_time = time;
            finish(position);
        }
    });
}

void ArchiveCatchUp::askForNewest(const QString &position)
{
    m_pages = 0;
    m_gap = ArchiveGap();
    m_gap->older = position;
    m_gap->olderTime = m_time;
    ArchiveQuery query;
    query.set.before = QString();
    ask(query);
}

/// All that was missed is stored. A server may hand over what came at the moment of a login in another order than it
/// archived it: what still waits takes its place from the archive.
void ArchiveCatchUp::finish(const QString &position)
{
    const QStringList held = m_receiver.heldArchiveIds();
    const bool known =
        std::all_of(held.cbegin(), held.cend(), [this](const QString &id) { return m_seen.contains(id); });
    if (!known && !std::exchange(m_asksForOrder, true)) {
        ArchiveQuery query;
        query.set.after = position;
        ask(query);
        return;
    }
    m_following = true;
    setUnderWay(false);
    m_patience.stop();
    m_seen.clear();
    m_receiver.release(CaughtUp::Yes);
    Q_EMIT caughtUp();
}

} // namespace natter
