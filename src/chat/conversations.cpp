// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/conversations.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/notify_rule.h"

#include <algorithm>
#include <utility>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto retryInterval = 5s;
static constexpr std::chrono::milliseconds longestWait = 1h; ///< for a mute to end

Conversations::Conversations(StoreThread &store) : m_store(store), m_mutesTold(QDateTime::currentDateTimeUtc())
{
    m_mutesEnd.setSingleShot(true);
    connect(&m_mutesEnd, &QTimer::timeout, this, &Conversations::tellEndedMutes);
}

void Conversations::load()
{
    const auto chats = m_store.call([](Store &store) { return store.messages().chats(); });
    whenDone(chats, this, [this](const Result<QList<ChatSummary>> &found) {
        if (!found) {
            reportStorageError(found.error());
        } else {
            for (const ChatSummary &chat : *found) {
                m_chats.insert(chat.id, chat);
            }
        }
        m_loaded = true;
        awaitMutesEnd();
        Q_EMIT loaded();
    });
}

ChatSummary Conversations::summary(const ConversationId &id) const
{
    ChatSummary none;
    none.id = id;
    return m_chats.value(id, none);
}

int Conversations::unreadTotal() const
{
    int total = 0;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const ChatSummary &chat : m_chats) {
        total += chat.treatment.isMuted(now) ? 0 : wantedUnread(chat);
    }
    return total;
}

/// Once the list is read, drafts are written here first: an answer of the store that was on its way has an old one.
void Conversations::take(ChatSummary chat, From from)
{
    const auto known = m_chats.constFind(chat.id);
    if (from == From::Store) {
        if (known == m_chats.cend()) {
            return; // removed meanwhile
        }
        chat.draft = known->draft;
    }
    if (!m_chats.contains(chat.id) || m_chats[chat.id] != chat) {
        const QDateTime mutedBefore = std::exchange(m_chats[chat.id], chat).treatment.mutedUntil;
        if (chat.treatment.mutedUntil != mutedBefore) {
            awaitMutesEnd();
        }
        Q_EMIT summaryChanged(chat);
    }
}

/// A clock that is set, and a machine that sleeps, are noticed within an hour.
void Conversations::awaitMutesEnd()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::optional<std::chrono::milliseconds> next;
    for (const ChatSummary &chat : std::as_const(m_chats)) {
        const QDateTime &until = chat.treatment.mutedUntil;
        if (until.isValid() && until > m_mutesTold) { // it may have ended since, while the machine slept
            const std::chrono::milliseconds left(qMax(now.msecsTo(until), 0));
            next = qMin(left, next.value_or(longestWait));
        }
    }
    if (next) {
        m_mutesEnd.start(*next + 1ms);
    } else {
        m_mutesEnd.stop();
    }
}

/// What is shown of them depends on the time alone.
void Conversations::tellEndedMutes()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime told = std::exchange(m_mutesTold, now);
    const auto chats = m_chats; // whoever is told may change them
    for (const ChatSummary &chat : chats) {
        const QDateTime &until = chat.treatment.mutedUntil;
        if (until.isValid() && until > told && until <= now) {
            Q_EMIT summaryChanged(summary(chat.id));
        }
    }
    awaitMutesEnd();
}

void Conversations::open(const ConversationId &id, ChatKind kind)
{
    ChatSummary known = summary(id);
    if (m_chats.contains(id) && (kind == ChatKind::Person || known.kind == kind)) {
        return;
    }
    known.kind = kind;
    take(known, From::Us); // shown at once; the store's answer replaces it
    const auto made = m_store.call([id, kind](Store &store) { return store.messages().ensureChat(id, kind); });
    whenDone(made, this, [this](const Result<ChatSummary> &chat) {
        if (chat) {
            reportStorageWorks();
            take(*chat, From::Store);
        } else {
            reportStorageError(chat.error());
        }
    });
}

QFuture<Result<QList<ChatMessage>>> Conversations::page(const ConversationId &id, qint64 beforeRow, int limit)
{
    return m_store.call([=](Store &store) { return store.messages().page(id, beforeRow, limit); });
}

QFuture<Result<QList<ChatMessage>>> Conversations::pageAfter(const ConversationId &id, qint64 afterRow, int limit)
{
    return m_store.call([=](Store &store) { return store.messages().pageAfter(id, afterRow, limit); });
}

QFuture<Result<QList<ChatMessage>>> Conversations::around(const ConversationId &id, qint64 row, int limit)
{
    return m_store.call([=](Store &store) -> Result<QList<ChatMessage>> {
        auto older = store.messages().page(id, row == -1 ? 1 : row + 1, limit); // 0 means the newest, and is no row
        const auto newer = older ? store.messages().pageAfter(id, row, limit) : older;
        return newer ? Result<QList<ChatMessage>>(*older + *newer) : newer;
    });
}

QFuture<Result<qint64>> Conversations::rowSince(const ConversationId &id, const QDateTime &time)
{
    return m_store.call([=](Store &store) { return store.places().rowSince(id, time); });
}

QFuture<Result<qint64>> Conversations::rowOf(const MessageReference &message)
{
    return m_store.call([=](Store &store) { return store.places().rowOf(message); });
}

QFuture<Result<std::optional<ChatMessage>>> Conversations::named(const ConversationId &id, const QString &stanzaId,
                                                                 MessageStore::By by)
{
    return m_store.call([=](Store &store) { return store.messages().named(id, stanzaId, by); });
}

QFuture<Result<QList<MessageVersion>>> Conversations::versions(qint64 row)
{
    return m_store.call([=](Store &store) { return store.messages().versions(row); });
}

QFuture<Result<QList<GivenReactions>>> Conversations::reactionsTo(qint64 row)
{
    return m_store.call([=](Store &store) { return store.messages().reactionsTo(row); });
}

QFuture<Result<QList<MessageReader>>> Conversations::readersOf(qint64 row)
{
    return m_store.call([=](Store &store) { return store.reading().readers(row); });
}

void Conversations::markRead(const ConversationId &id, qint64 row)
{
    if (summary(id).readRow >= row && !summary(id).treatment.isMarkedUnread) {
        return;
    }
    const auto marked = m_store.call([=](Store &store) { return store.messages().markRead(id, row); });
    whenDone(marked, this, [this, id, row](const Result<ChatSummary> &chat) {
        if (chat) {
            reportStorageWorks();
            take(*chat, From::Store);
            Q_EMIT readHere(id);
        } else {
            reportStorageError(chat.error());
            keepRead(id, row);
        }
    });
}

void Conversations::keepRead(const ConversationId &id, qint64 row)
{
    if (const auto kept = m_unstoredReads.find(id); kept != m_unstoredReads.end()) {
        *kept = qMax(*kept, row);
        return;
    }
    m_unstoredReads.insert(id, row);
    QTimer::singleShot(retryInterval, this, [this, id] {
        const qint64 kept = m_unstoredReads.take(id);
        if (m_chats.contains(id)) {
            markRead(id, kept);
        }
    });
}

QFuture<Result<>> Conversations::treat(const ConversationId &id, const std::function<void(ChatTreatment &)> &change)
{
    const auto done = std::make_shared<QPromise<Result<>>>();
    done->start();
    const auto treated = m_store.call([=](Store &store) {
        return store.atOnce([&]() -> Result<ChatSummary> {
            auto chat = store.messages().ensureChat(id);
            if (!chat) {
                return chat;
            }
            change(chat->treatment);
            return store.messages().setTreatment(id, chat->treatment);
        });
    });
    whenDone(treated, this, [this, done](const Result<ChatSummary> &chat) {
        if (chat) {
            reportStorageWorks();
            take(*chat, From::Store);
        } else {
            reportStorageError(chat.error());
        }
        done->addResult(chat ? Result<>() : tl::unexpected(chat.error()));
        done->finish();
    });
    return done->future();
}

void Conversations::setDraft(const ConversationId &id, const Draft &draft)
{
    if (summary(id).draft == draft) {
        return;
    }
    ChatSummary chat = summary(id);
    chat.draft = draft;
    take(chat, From::Us);
    writeDraft(id);
}

void Conversations::giveBack(const ConversationId &id, const QString &text, const QString &replyTo)
{
    Draft draft = summary(id).draft;
    draft.text = draft.text.isEmpty() ? text : text + u'\n' + draft.text;
    draft.replyTo = draft.replyTo.isEmpty() ? replyTo : draft.replyTo;
    setDraft(id, draft);
    Q_EMIT givenBack(id, text);
}

void Conversations::writeDraft(const ConversationId &id)
{
    const auto written =
        m_store.call([id, draft = summary(id).draft](Store &store) { return store.messages().setDraft(id, draft); });
    whenDone(written, this, [this, id](const Result<> &result) {
        if (result) {
            reportStorageWorks();
            return;
        }
        reportStorageError(result.error());
        if (m_unstoredDrafts.contains(id)) {
            return;
        }
        m_unstoredDrafts.insert(id);
        QTimer::singleShot(retryInterval, this, [this, id] {
            m_unstoredDrafts.remove(id);
            if (m_chats.contains(id)) { // with what the draft is by now
                writeDraft(id);
            }
        });
    });
}

void Conversations::apply(const QList<MessageChange> &changes)
{
    QHash<ConversationId, ChatSummary> touched;
    for (const MessageChange &change : changes) {
        touched.insert(change.chat.id, change.chat);
    }
    for (ChatSummary &chat : touched) {
        chat.draft = summary(chat.id).draft;
        m_chats.insert(chat.id, chat);
    }
    QHash<ConversationId, QList<ChatMessage>> filled;
    QHash<ConversationId, QList<qint64>> gone;
    for (const MessageChange &change : changes) {
        if (change.kind == MessageChange::Kind::FilledIn) {
            filled[change.chat.id].append(change.message);
        } else if (change.kind == MessageChange::Kind::Hidden) {
            gone[change.chat.id].append(change.message.row);
        } else {
            Q_EMIT messageChanged(change);
        }
    }
    for (auto chat = filled.cbegin(); chat != filled.cend(); ++chat) {
        Q_EMIT filledIn(m_chats.value(chat.key()), *chat);
    }
    for (auto chat = gone.begin(); chat != gone.end(); ++chat) {
        std::sort(chat->begin(), chat->end());
        Q_EMIT hidden(chat.key(), *chat);
    }
    for (const ChatSummary &chat : std::as_const(touched)) {
        Q_EMIT summaryChanged(chat);
    }
}

void Conversations::apply(const MessageRemoval &removal)
{
    ChatSummary chat = removal.chat;
    chat.draft = summary(chat.id).draft;
    m_chats.insert(chat.id, chat);
    Q_EMIT removed({ chat, removal.rows });
    Q_EMIT summaryChanged(chat);
}

void Conversations::applyImport(const ChatSummary &imported)
{
    ChatSummary chat = imported;
    chat.draft = m_chats.contains(chat.id) ? summary(chat.id).draft : chat.draft;
    m_chats.insert(chat.id, chat);
    Q_EMIT rearranged(chat);
    Q_EMIT summaryChanged(chat);
}

void Conversations::reportStorageError(const Error &error)
{
    qCCritical(logStore).noquote() << "not stored:" << forLog(error.detail);
    m_storageBroken = true;
    Q_EMIT storageFailed(error);
}

void Conversations::reportStorageWorks()
{
    if (m_storageBroken) {
        m_storageBroken = false;
        Q_EMIT storageRecovered();
    }
}

void Conversations::removeAccount(const Jid &account)
{
    const auto removed = m_store.call([account](Store &store) { return store.messages().removeAccount(account); });
    whenDone(removed, this, [this](const Result<> &result) {
        if (result) {
            reportStorageWorks();
            Q_EMIT messagesRemoved();
        } else {
            reportStorageError(result.error());
        }
    });
    m_chats.removeIf(
        [&](const std::pair<const ConversationId &, ChatSummary &> &entry) { return entry.first.account == account; });
    Q_EMIT accountRemoved(account);
}

} // namespace natter
