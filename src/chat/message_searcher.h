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

    /// Somebody who searches: each search of theirs ends the one before, and so does their end.
    class Asker
    {
    public:
        Asker() = default;
        ~Asker() { cancel(); }
        Q_DISABLE_COPY_MOVE(Asker)
        void cancel() { ++*m_latest; }

    private:
        friend class MessageSearcher;
        std::shared_ptr<std::atomic<int>> m_latest = std::make_shared<std::atomic<int>>(0);
    };

    /// At most `limit` hits, the best first. A search that is ended is answered with Cancelled. Errors: those of
    /// SearchIndex::find().
    QFuture<Result<QList<SearchHit>>> find(Asker &asker, const MessageSearch &search, int limit);

private:
    void takeInSoon();
    void takeIn();
    void purge();
    WorkerThread<SearchIndex> &thread();

    const QString m_messages;
    std::shared_ptr<std::atomic<bool>> m_ends = std::make_shared<std::atomic<bool>>(false);
    QTimer m_takeIn;
    QTimer m_purge;
    bool m_takingIn = false;
    bool m_takeInAgain = false; ///< something came meanwhile
    std::unique_ptr<WorkerThread<SearchIndex>> m_thread;
};

} // namespace natter
