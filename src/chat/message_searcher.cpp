// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/message_searcher.h"

#include "base/future.h"
#include "base/log.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr int takenInAtOnce = 500; ///< messages: some milliseconds, for which a search has to wait
static constexpr int stepsBefore = 4; ///< before a search; the rest of a profile that has no index yet comes by itself
static constexpr auto takeInDelay = 2s; ///< what comes together is taken in together, and the start comes first

MessageSearcher::MessageSearcher(const QString &messages, Conversations &conversations)
    : m_messages(messages)
    , m_conversations(conversations)
{
    m_takeIn.setSingleShot(true);
    m_takeIn.setInterval(takeInDelay);
    connect(&m_takeIn, &QTimer::timeout, this, &MessageSearcher::takeIn);
    const auto soon = [this] {
        if (!m_takeIn.isActive() && !m_takingIn) {
            m_takeIn.start();
        }
    };
    connect(&conversations, &Conversations::loaded, this, soon);
    connect(&conversations, &Conversations::messageChanged, this, soon);
    connect(&conversations, &Conversations::messagesRemoved, this, [this] {
        thread().post([](SearchIndex &index) { index.beginAnew(); });
        m_takeIn.start();
    });
}

MessageSearcher::~MessageSearcher() { cancel(); }

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
    const auto taken = thread().call([](SearchIndex &index) { return index.takeIn(takenInAtOnce); });
    whenDone(taken, this, [this](const Result<bool> &more) {
        m_takingIn = false;
        if (!more) {
            qCWarning(logStore).noquote() << "messages not taken into the index:" << more.error().detail;
        } else if (*more) {
            takeIn();
        }
    });
}

QFuture<Result<QList<SearchHit>>> MessageSearcher::find(const MessageSearch &search, int limit)
{
    const int mine = ++*m_latest;
    return thread().call([search, limit, mine, latest = m_latest](SearchIndex &index) -> Result<QList<SearchHit>> {
        const auto stops = [&] { return *latest != mine; };
        Result<bool> more = true;
        for (int step = 0; step < stepsBefore && !stops() && more && *more; ++step) {
            more = index.takeIn(takenInAtOnce); // what has just arrived is found as well
        }
        return stops() ? failure(Error::Kind::Cancelled, QStringLiteral("another search began"))
                       : index.find(search, limit, stops);
    });
}

} // namespace natter
