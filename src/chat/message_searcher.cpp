// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/message_searcher.h"

#include "base/future.h"
#include "base/log.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr int takenInAtOnce = 500; ///< messages: some milliseconds, for which a search has to wait
static constexpr int stepsBefore = 4; ///< before a search; the rest of a profile that has no index yet comes by itself
static constexpr auto purgeDelay = 10min; ///< what is deleted one after the other is purged together
static constexpr auto takeInDelay = 2s; ///< what comes together is taken in together, and the start comes first

MessageSearcher::MessageSearcher(const QString &messages, Conversations &conversations) : m_messages(messages)
{
    m_takeIn.setSingleShot(true);
    m_takeIn.setInterval(takeInDelay);
    connect(&m_takeIn, &QTimer::timeout, this, &MessageSearcher::takeIn);
    connect(&conversations, &Conversations::loaded, this, &MessageSearcher::takeInSoon);
    connect(&conversations, &Conversations::messageChanged, this, &MessageSearcher::takeInSoon);
    connect(&conversations, &Conversations::filledIn, this, &MessageSearcher::takeInSoon);
    connect(&conversations, &Conversations::rearranged, this, &MessageSearcher::takeInSoon);
    m_purge.setSingleShot(true);
    m_purge.setInterval(purgeDelay);
    connect(&m_purge, &QTimer::timeout, this, &MessageSearcher::purge);
    connect(&conversations, &Conversations::removed, this, [this](const MessageRemoval &removal) {
        thread().post([rows = removal.rows](SearchIndex &index) {
            if (const auto removed = index.remove(rows); !removed) {
                qCWarning(logStore).noquote() << "messages not taken out of the index:" << removed.error().detail;
            }
        });
        takeInSoon();
    });
    connect(&conversations, &Conversations::messagesRemoved, this, [this] {
        thread().post([](SearchIndex &index) { index.beginAnew(); });
        takeInSoon();
    });
}

MessageSearcher::~MessageSearcher() { *m_ends = true; }

void MessageSearcher::takeInSoon()
{
    if (m_takingIn) {
        m_takeInAgain = true;
    } else if (!m_takeIn.isActive()) {
        m_takeIn.start();
    }
}

WorkerThread<SearchIndex> &MessageSearcher::thread()
{
    if (!m_thread) {
        m_thread = std::make_unique<WorkerThread<SearchIndex>>(
            QStringLiteral("search"), [path = m_messages] { return std::make_unique<SearchIndex>(path); });
    }
    return *m_thread;
}

void MessageSearcher::takeIn()
{
    m_takingIn = true;
    m_takeInAgain = false;
    const auto taken = thread().call([](SearchIndex &index) { return index.takeIn(takenInAtOnce); });
    whenDone(taken, this, [this](const Result<bool> &more) {
        m_takingIn = false;
        if (!more) {
            qCWarning(logStore).noquote() << "messages not taken into the index:" << more.error().detail;
        } else if (*more) {
            takeIn();
        } else if (m_takeInAgain) {
            takeInSoon();
        } else if (!m_purge.isActive()) {
            m_purge.start();
        }
    });
}

/// In steps, between which searches have their turn.
void MessageSearcher::purge()
{
    whenDone(thread().call([](SearchIndex &index) { return index.purge(); }), this, [this](const Result<bool> &more) {
        if (more && *more) {
            purge();
        }
    });
}

QFuture<Result<QList<SearchHit>>> MessageSearcher::find(Asker &asker, const MessageSearch &search, int limit)
{
    const auto latest = asker.m_latest;
    const auto stops = [latest, mine = ++*latest, ends = m_ends] { return *ends || *latest != mine; };
    return thread().call([search, limit, stops](SearchIndex &index) -> Result<QList<SearchHit>> {
        Result<bool> more = true;
        for (int step = 0; step < stepsBefore && !stops() && more && *more; ++step) {
            more = index.takeIn(takenInAtOnce); // what has just arrived is found as well
        }
        return stops() ? failure(Error::Kind::Cancelled, QStringLiteral("nobody waits for it"))
                       : index.find(search, limit, stops);
    });
}

} // namespace natter
