// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_keeper.h"

#include "base/future.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr auto expiryInterval = 1h; ///< days pass while the program runs

HistoryKeeper::HistoryKeeper(Conversations &conversations, const Clock &clock, StoreThread &store)
    : m_conversations(conversations)
    , m_clock(clock)
    , m_store(store)
{
    m_expiry.setInterval(expiryInterval);
    connect(&m_expiry, &QTimer::timeout, this, &HistoryKeeper::removeExpired);
    connect(&conversations, &Conversations::loaded, this, [this] {
        removeExpired();
        m_expiry.start();
    });
}

QFuture<Result<int>> HistoryKeeper::take(const QFuture<Result<Removals>> &removed)
{
    const auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    whenDone(removed, this, [this, promise](const Result<Removals> &removals) {
        int count = 0;
        if (!removals) {
            m_conversations.reportStorageError(removals.error());
        }
        for (const MessageRemoval &removal : removals.value_or(Removals())) {
            m_conversations.apply(removal);
            count += static_cast<int>(removal.rows.size());
        }
        promise->addResult(removals ? Result<int>(count) : tl::unexpected(removals.error()));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<int>> HistoryKeeper::remove(const ConversationId &id, const QList<qint64> &rows)
{
    return take(m_store.call([id, rows](Store &store) {
        return store.removals().remove(id, rows).map(
            [](const MessageRemoval &removal) { return Removals { removal }; });
    }));
}

QFuture<Result<int>> HistoryKeeper::removeAll(const ConversationId &id)
{
    return take(m_store.call([id](Store &store) {
        return store.removals().removeAll(id).map([](const MessageRemoval &gone) { return Removals { gone }; });
    }));
}

QFuture<Result<int>> HistoryKeeper::keep(const ConversationId &id, int days)
{
    return take(m_store.call([id, days, now = m_clock.now()](Store &store) -> Result<Removals> {
        const auto kept = store.removals().keep(id, days);
        const auto expired = kept ? store.removals().removeExpired(now) : tl::unexpected(kept.error());
        return expired
            ? Result<Removals>(*expired + Removals { { store.messages().ensureChat(id).value_or(*kept), {} } })
            : expired;
    }));
}

QFuture<Result<int>> HistoryKeeper::removeExpired()
{
    return take(m_store.call([now = m_clock.now()](Store &store) { return store.removals().removeExpired(now); }));
}

} // namespace natter
