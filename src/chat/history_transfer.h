// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_thread.h"
#include "chat/accounts.h"
#include "chat/profile_backup.h"
#include "store/history_source.h"

#include <QObject>

#include <atomic>

namespace natter {

/// What an import has brought.
struct HistoryImported
{
    int added = 0; ///< messages
    int known = 0; ///< were here already
    int expired = 0; ///< are older than what their chats keep
    int left = 0; ///< are in no conversation with one person
    QStringList unknownAccounts; ///< there is no such account here, and nothing of theirs was imported
};

/// Takes the history out of Natter into files of the person's, and brings in what other programs and profiles have
/// kept. One thing at a time, on a thread of its own; what arrives meanwhile is not held up.
class HistoryTransfer : public QObject
{
    Q_OBJECT

public:
    /// `messages` is the store's file.
    HistoryTransfer(const QString &messages, const Clock &clock, Accounts &accounts, Conversations &conversations,
                    StoreThread &store);
    ~HistoryTransfer() override;

    bool isBusy() const { return m_isBusy; }
    /// How many messages are through, of how many, or how many KiB of a backup; 0 of 0: not known yet.
    int done() const { return m_state->done; }
    int total() const { return m_state->total; }

    /// Names are added to the order. Errors: InvalidInput (something else is under way), those of writeHistory().
    QFuture<Result<HistoryWritten>> write(HistoryOrder order);
    /// Imports for the accounts that there are. What was imported before it is stopped or fails stays, and is known the
    /// next time. Errors: InvalidInput (the same), those of openHistory(), Cancelled.
    QFuture<Result<HistoryImported>> import(const QString &path);
    /// See backUpProfile() and openBackup(); the answers are where the backup is. Errors: theirs, InvalidInput.
    QFuture<Result<QString>> backUp(const QString &path, const Secret &passphrase);
    QFuture<Result<QString>> restore(const QString &path, const Secret &passphrase);
    /// What is under way ends with Cancelled.
    void cancel();

Q_SIGNALS:
    /// A backup waits to take the place of the profile, once that is closed.
    void restored();

private:
    struct State ///< of what is under way, for both threads
    {
        std::atomic<int> done = 0;
        std::atomic<int> total = 0;
        std::atomic<bool> isCancelled = false;
    };
    struct Reader ///< lives on the thread
    {
        std::unique_ptr<HistorySource> source;
    };
    struct Read ///< of it
    {
        QList<ChatMessage> messages; ///< in the order of time
        int expired; ///< older than what their conversations keep, and left out
    };
    struct Import ///< that is under way
    {
        QPromise<Result<HistoryImported>> promise;
        HistoryImported imported;
        QList<ConversationId> conversations;
        QList<ChatMessage> messages;
        qsizetype left = 0; ///< of them, the oldest
        ImportStore::Reached reached;
        QHash<ConversationId, ChatSummary> changed;
        bool isReordered = false;
    };

    static Result<Read> readAll(HistorySource &source, const QList<ConversationId> &conversations,
                                const QHash<ConversationId, QDateTime> &since, const State &state);
    WorkerThread<Reader> &thread();
    void beginImport(const std::shared_ptr<Import> &import, QList<std::pair<ConversationId, int>> found, int left);
    void mergeNext(const std::shared_ptr<Import> &import);
    void endImport(const std::shared_ptr<Import> &import, const std::optional<Error> &error);
    template <typename T> QFuture<Result<T>> run(std::function<Result<T>(const Progress &)> work);
    void begin();

    const QString m_messages;
    const Clock &m_clock;
    Accounts &m_accounts;
    Conversations &m_conversations;
    StoreThread &m_store;
    std::shared_ptr<State> m_state = std::make_shared<State>();
    bool m_isBusy = false;
    std::unique_ptr<WorkerThread<Reader>> m_thread;
};

} // namespace natter
