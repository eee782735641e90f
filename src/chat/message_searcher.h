// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "chat/conversations.h"
#include "store/search_index.h"

#include <QObject>
#include <QTimer>

#include <atomic>

namespace natter {

/// Searches the messages of all conversations, on a thread of its own, and keeps the index of their words up to date.
class MessageSearcher : public QObject
{
    Q_OBJECT

public:
    /// `messages` is the store's file.
    MessageSearcher(const QString &messages, Conversations &conversations);
    ~MessageSearcher() override;
    Q_DISABLE_COPY_MOVE(MessageSearcher)

    /// At most `limit` hits, the best first. Ends the search before this one: that is answered with Cancelled. Errors:
    /// those of SearchIndex::find().
    QFuture<Result<QList<SearchHit>>> find(const MessageSearch &search, int limit);
    /// Nobody waits for the search any more.
    void cancel() { ++*m_latest; }

private:
    void takeIn();
    WorkerThread<SearchIndex> &thread();

    const QString m_messages;
    Conversations &m_conversations;
    std::shared_ptr<std::atomic<int>> m_latest = std::make_shared<std::atomic<int>>(0);
    QTimer m_takeIn;
    bool m_takingIn = false;
    std::unique_ptr<WorkerThread<SearchIndex>> m_thread;
};

} // namespace natter
