// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_transfer.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/room_title.h"

#include <QFileInfo>

#include <queue>
#include <vector>

namespace natter {

static constexpr qsizetype mergedAtOnce = 2000; ///< messages, for which the store is not there for others
static constexpr qsizetype mergedIfMoving = 20'000; ///< where each time what is older has to move

static Error busy()
{
    return { Error::Kind::InvalidInput, QStringLiteral("another transfer is under way"), QStringLiteral("busy"), {} };
}
static Error cancelled() { return { Error::Kind::Cancelled, QStringLiteral("the transfer was stopped"), {}, {} }; }

HistoryTransfer::HistoryTransfer(const QString &messages, const Clock &clock, Accounts &accounts,
                                 Conversations &conversations, StoreThread &store)
    : m_messages(messages)
    , m_clock(clock)
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

/// Of somebody in a room with the room's.
static QString nameIn(Account &account, const Jid &peer)
{
    const QString title = roomTitle(account, peer.bare());
    const QString name = title.isEmpty() ? account.contacts().displayName(peer.bare()) : title;
    return account.rooms().isRoom(peer.bare()) && !peer.isBare()
        ? QStringLiteral("%1 (%2)").arg(withVisibleControls(peer.resource()), name)
        : name;
}

QFuture<Result<HistoryWritten>> HistoryTransfer::write(HistoryOrder order)
{
    const auto chats = m_conversations.all();
    for (auto chat = chats.keyBegin(); chat != chats.keyEnd(); ++chat) {
        if (Account *account = m_accounts.find(chat->account)) {
            order.names.insert(*chat, nameIn(*account, chat->peer));
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
    const auto found = thread().call([path, state = m_state](Reader &reader) -> Result<Found> {
        auto opened = openHistory(path, [&state] { return state->isCancelled.load(); });
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

/// From when on conversations keep their messages, where they do so for a while only.
using KeptSince = QHash<ConversationId, QDateTime>;

/// What the next look at what is kept would delete does not come in; the answer is how much that was.
static int removeExpired(QList<ChatMessage> &messages, const QDateTime &since)
{
    return static_cast<int>(
        since.isValid() ? messages.removeIf([&since](const ChatMessage &message) { return message.time < since; }) : 0);
}

/// All of them in the order of time, as far as that of each conversation allows: the search meets the newest first.
static QList<ChatMessage> inOrderOfTime(std::vector<QList<ChatMessage>> left)
{
    using Head = std::pair<qint64, size_t>; // when the last that is left of a conversation was said, and which it is
    std::priority_queue<Head> heads;
    qsizetype count = 0;
    for (size_t which = 0; which < left.size(); ++which) {
        count += left[which].size();
        if (!left[which].isEmpty()) {
            heads.push({ left[which].last().time.toMSecsSinceEpoch(), which });
        }
    }
    QList<ChatMessage> all(count);
    while (!heads.empty()) {
        const size_t which = heads.top().second;
        heads.pop();
        all[--count] = left[which].takeLast();
        if (!left[which].isEmpty()) {
            heads.push({ left[which].last().time.toMSecsSinceEpoch(), which });
        }
    }
    return all;
}

Result<HistoryTransfer::Read> HistoryTransfer::readAll(HistorySource &source,
                                                       const QList<ConversationId> &conversations,
                                                       const KeptSince &since, const State &state)
{
    std::vector<QList<ChatMessage>> found;
    int expired = 0;
    for (const ConversationId &id : conversations) {
        auto messages = state.isCancelled ? Result<QList<ChatMessage>>(failure(cancelled())) : source.messages(id);
        if (!messages) {
            return tl::unexpected(messages.error());
        }
        expired += removeExpired(*messages, since.value(id));
        found.push_back(std::move(*messages));
    }
    return Read { inOrderOfTime(std::move(found)), expired };
}

void HistoryTransfer::beginImport(const std::shared_ptr<Import> &import, QList<std::pair<ConversationId, int>> found,
                                  int left)
{
    import->imported.left = left;
    int total = 0;
    for (const auto &conversation : std::as_const(found)) {
        const QString account = conversation.first.account.toString();
        if (m_accounts.find(conversation.first.account)) {
            import->conversations.append(conversation.first);
            total += conversation.second;
        } else if (!import->imported.unknownAccounts.contains(account)) {
            import->imported.unknownAccounts.append(account);
        }
    }
    m_state->total = total;
    KeptSince since;
    for (const ConversationId &id : std::as_const(import->conversations)) {
        if (const int days = m_conversations.summary(id).keptDays; days > 0) {
            since.insert(id, m_clock.now().addDays(-days));
        }
    }
    const auto read = thread().call([conversations = import->conversations, since, state = m_state](Reader &reader) {
        return readAll(*reader.source, conversations, since, *state);
    });
    whenDone(read, this, [this, import](const Result<Read> &answer) {
        if (!answer) {
            endImport(import, answer.error());
            return;
        }
        import->messages = answer->messages;
        import->left = import->messages.size();
        import->imported.expired = answer->expired;
        m_state->done = answer->expired;
        mergeNext(import);
    });
}

/// The newest first, so that each step leaves every conversation in order.
void HistoryTransfer::mergeNext(const std::shared_ptr<Import> &import)
{
    if (m_state->isCancelled || import->left == 0) {
        endImport(import, m_state->isCancelled ? std::optional(cancelled()) : std::nullopt);
        return;
    }
    const qsizetype count = qMin(import->isReordered ? mergedIfMoving : mergedAtOnce, import->left);
    import->left -= count;
    QList<ChatMessage> part = import->messages.mid(import->left, count);
    part.removeIf([this](const ChatMessage &message) { return !m_accounts.find(message.conversation.account); });
    const auto merged =
        m_store.call([part, below = import->reached](Store &store) { return store.imports().merge(part, below); });
    whenDone(merged, this, [this, import, count](const Result<ImportStore::Merged> &done) {
        if (!done) {
            m_conversations.reportStorageError(done.error());
            endImport(import, done.error());
            return;
        }
        import->imported.added += done->added;
        import->imported.known += static_cast<int>(count) - done->added;
        import->isReordered = import->isReordered || done->isReordered;
        import->reached = done->reached;
        for (const ChatSummary &chat : done->chats) {
            import->changed.insert(chat.id, chat);
        }
        m_state->done += static_cast<int>(count);
        mergeNext(import);
    });
}

void HistoryTransfer::endImport(const std::shared_ptr<Import> &import, const std::optional<Error> &error)
{
    thread().post([](Reader &reader) { reader.source.reset(); });
    for (Account *account : m_accounts.all()) {
        account->history().restore(); // what is missing may have another place
    }
    for (const ChatSummary &chat : std::as_const(import->changed)) {
        m_conversations.applyImport(chat);
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
