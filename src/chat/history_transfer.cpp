// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_transfer.h"

#include "base/future.h"

#include <QFileInfo>

namespace natter {

static constexpr qsizetype mergedAtOnce = 2000; ///< messages, for which the store is not there for others

static Error busy()
{
    return { Error::Kind::InvalidInput, QStringLiteral("another transfer is under way"), QStringLiteral("busy"), {} };
}
static Error cancelled() { return { Error::Kind::Cancelled, QStringLiteral("the transfer was stopped"), {}, {} }; }

HistoryTransfer::HistoryTransfer(const QString &messages, Accounts &accounts, Conversations &conversations,
                                 StoreThread &store)
    : m_messages(messages)
    , m_accounts(accounts)
    , m_conversations(conversations)
    , m_store(store)
{
}

HistoryTransfer::~HistoryTransfer() { cancel(); }

void HistoryTransfer::cancel() { m_state->isCancelled = true; }

WorkerThread<HistoryTransfer::Reader> &HistoryTransfer::thread()
{
    if (!m_thread) {
        m_thread = std::make_unique<WorkerThread<Reader>>(QStringLiteral("transfer"),
                                                          [] { return std::make_unique<Reader>(); });
    }
    return *m_thread;
}

void HistoryTransfer::begin()
{
    m_isBusy = true;
    m_state = std::make_shared<State>();
}

/// One piece of work on the thread.
template <typename T> QFuture<Result<T>> HistoryTransfer::run(std::function<Result<T>(const Progress &)> work)
{
    if (m_isBusy) {
        return readyFuture(Result<T>(failure(busy())));
    }
    begin();
    const Progress progress = [state = m_state](int done, int total) {
        state->done = done;
        state->total = total;
        return !state->isCancelled;
    };
    const auto done = thread().call([work, progress](Reader &) { return work(progress); });
    whenDone(done, this, [this](const Result<T> &) { m_isBusy = false; });
    return done;
}

QFuture<Result<HistoryWritten>> HistoryTransfer::write(HistoryOrder order)
{
    const auto chats = m_conversations.all();
    for (auto chat = chats.keyBegin(); chat != chats.keyEnd(); ++chat) {
        if (Account *account = m_accounts.find(chat->account)) {
            order.names.insert(*chat, account->contacts().displayName(chat->peer));
        }
    }
    return run<HistoryWritten>(
        [messages = m_messages, order](const Progress &progress) { return writeHistory(messages, order, progress); });
}

static QString folderOf(const QString &file) { return QFileInfo(file).absolutePath(); }

QFuture<Result<QString>> HistoryTransfer::backUp(const QString &path, const Secret &passphrase)
{
    return run<QString>([profile = folderOf(m_messages), path, passphrase](const Progress &progress) {
        return backUpProfile(profile, path, passphrase, progress).map([&path] { return path; });
    });
}

QFuture<Result<QString>> HistoryTransfer::restore(const QString &path, const Secret &passphrase)
{
    const auto opened = run<QString>([profile = folderOf(m_messages), path, passphrase](const Progress &progress) {
        return openBackup(path, profile, passphrase, progress).map([&path] { return path; });
    });
    whenDone(opened, this, [this](const Result<QString> &place) {
        if (place) {
            Q_EMIT restored();
        }
    });
    return opened;
}

QFuture<Result<HistoryImported>> HistoryTransfer::import(const QString &path)
{
    if (m_isBusy) {
        return readyFuture(Result<HistoryImported>(failure(busy())));
    }
    begin();
    using Found = std::pair<QList<std::pair<ConversationId, int>>, int>;
    const auto import = std::make_shared<Import>();
    import->promise.start();
    const auto found = thread().call([path](Reader &reader) -> Result<Found> {
        auto opened = openHistory(path);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        reader.source = std::move(*opened);
        const auto conversations = reader.source->conversations();
        return conversations ? Result<Found>({ *conversations, reader.source->left() })
                             : tl::unexpected(conversations.error());
    });
    whenDone(found, this, [this, import](const Result<Found> &answer) {
        if (answer) {
            beginImport(import, answer->first, answer->second);
        } else {
            endImport(import, answer.error());
        }
    });
    return import->promise.future();
}

void HistoryTransfer::beginImport(const std::shared_ptr<Import> &import, QList<std::pair<ConversationId, int>> found,
                                  int left)
{
    import->imported.left = left;
    int total = 0;
    for (const auto &conversation : std::as_const(found)) {
        const QString account = conversation.first.account.toString();
        if (m_accounts.find(conversation.first.account)) {
            import->waiting.append(conversation);
            total += conversation.second;
        } else if (!import->imported.unknownAccounts.contains(account)) {
            import->imported.unknownAccounts.append(account);
        }
    }
    m_state->total = total;
    readNext(import);
}

void HistoryTransfer::readNext(const std::shared_ptr<Import> &import)
{
    if (m_state->isCancelled) {
        endImport(import, cancelled());
        return;
    }
    if (import->waiting.isEmpty()) {
        endImport(import, {});
        return;
    }
    const ConversationId id = import->waiting.takeFirst().first;
    const auto read = thread().call([id](Reader &reader) { return reader.source->messages(id); });
    whenDone(read, this, [this, import, id](const Result<QList<ChatMessage>> &messages) {
        if (!messages) {
            endImport(import, messages.error());
        } else {
            merge(import, std::make_shared<Walk>(Walk { id, *messages, messages->size() }));
        }
    });
}

/// The newest first, so that each step leaves a conversation that is in order; all that is left at once, if what was
/// here had to move: it would have to again.
void HistoryTransfer::merge(const std::shared_ptr<Import> &import, const std::shared_ptr<Walk> &walk)
{
    if (walk->left == 0 || m_state->isCancelled || !m_accounts.find(walk->id.account)) {
        if (walk->changed) {
            m_conversations.applyImport(*walk->changed);
        }
        readNext(import);
        return;
    }
    const qsizetype count = walk->isReordered ? walk->left : qMin(mergedAtOnce, walk->left);
    walk->left -= count;
    const auto merged = m_store.call([id = walk->id, part = walk->messages.mid(walk->left, count), below = walk->below](
                                         Store &store) { return store.imports().merge(id, part, below); });
    whenDone(merged, this, [this, import, walk, count](const Result<ImportStore::Merged> &done) {
        if (!done) {
            m_conversations.reportStorageError(done.error());
            endImport(import, done.error());
            return;
        }
        import->imported.added += done->added;
        import->imported.known += static_cast<int>(count) - done->added;
        import->isReordered = import->isReordered || done->isReordered;
        walk->isReordered = done->isReordered;
        walk->below = done->reached != 0 ? done->reached : walk->below;
        m_state->done += static_cast<int>(count);
        if (done->added > 0) {
            walk->changed = done->chat;
        }
        merge(import, walk);
    });
}

void HistoryTransfer::endImport(const std::shared_ptr<Import> &import, const std::optional<Error> &error)
{
    thread().post([](Reader &reader) { reader.source.reset(); });
    for (Account *account : m_accounts.all()) {
        account->history().restore(); // what is missing may have another place
    }
    if (import->isReordered) {
        Q_EMIT m_conversations.messagesRemoved();
    }
    m_isBusy = false;
    import->promise.addResult(error ? Result<HistoryImported>(failure(*error))
                                    : Result<HistoryImported>(import->imported));
    import->promise.finish();
}

} // namespace natter
