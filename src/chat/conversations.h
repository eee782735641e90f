// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/message_change.h"
#include "store/store.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace natter {

/// Every conversation of every account, as the store has it. What is shown comes from here, and gets here only after
/// it is on disk.
class Conversations : public QObject
{
    Q_OBJECT

public:
    explicit Conversations(StoreThread &store);

    /// Reads the list; loaded() follows.
    void load();
    bool isLoaded() const { return m_loaded; }
    const QHash<ConversationId, ChatSummary> &all() const { return m_chats; }
    ChatSummary summary(const ConversationId &id) const;
    int unreadTotal() const; ///< of what the person wants to be told of in the chats that are not muted

    /// Makes the conversation if it is not there yet, and a room from now on if it is to be one.
    void open(const ConversationId &id, ChatKind kind = ChatKind::Person);
    /// At most `limit` messages before `beforeRow` (0: the newest), oldest first.
    QFuture<Result<QList<ChatMessage>>> page(const ConversationId &id, qint64 beforeRow, int limit);
    /// At most `limit` messages after `afterRow`, oldest first.
    QFuture<Result<QList<ChatMessage>>> pageAfter(const ConversationId &id, qint64 afterRow, int limit);
    /// At most `limit` messages up to `row`, and as many after it, oldest first.
    QFuture<Result<QList<ChatMessage>>> around(const ConversationId &id, qint64 row, int limit);
    /// As MessagePlaces::rowSince() and rowOf().
    QFuture<Result<qint64>> rowSince(const ConversationId &id, const QDateTime &time);
    QFuture<Result<qint64>> rowOf(const MessageReference &message);
    /// As MessageStore::named().
    QFuture<Result<std::optional<ChatMessage>>> named(const ConversationId &id, const QString &stanzaId,
                                                      MessageStore::By by);
    /// As MessageStore::versions().
    QFuture<Result<QList<MessageVersion>>> versions(qint64 row);
    /// As MessageReactions::given().
    QFuture<Result<QList<GivenReactions>>> reactionsTo(qint64 row);
    /// As ReadingStore::readers().
    QFuture<Result<QList<MessageReader>>> readersOf(qint64 row);
    /// This and a draft are tried again for as long as the disk refuses.
    void markRead(const ConversationId &id, qint64 row);
    void setDraft(const ConversationId &id, const Draft &draft);
    /// Changes how the conversation is treated, from what it is by then: `change` runs on the store's thread. If the
    /// disk refuses, that is told, and it stays as it is. Done once it is on disk and known here. Errors: Storage and
    /// the like.
    QFuture<Result<>> treat(const ConversationId &id, const std::function<void(ChatTreatment &)> &change);
    /// What was typed and is not sent: it stands before what the draft is by now, and answers the message with the id
    /// `replyTo`, unless that answers another.
    void giveBack(const ConversationId &id, const QString &text, const QString &replyTo = {});

    /// The store recorded this: tell everybody.
    void apply(const QList<MessageChange> &changes);
    void apply(const MessageRemoval &removal);
    void apply(const ChatSummary &chat) { take(chat, From::Store); }
    /// Messages were imported into the conversation, in whatever places.
    void applyImport(const ChatSummary &chat);
    void reportStorageError(const Error &error);
    void reportStorageWorks();
    void removeAccount(const Jid &account);

Q_SIGNALS:
    void loaded();
    /// Of every kind but FilledIn and Hidden, of which the next two tell.
    void messageChanged(const natter::MessageChange &change);
    /// These came in below others that were here before, side by side, oldest first: nobody is told of each.
    void filledIn(const natter::ChatSummary &chat, const QList<natter::ChatMessage> &messages);
    /// After all messageChanged() and filledIn() of one batch, once for each conversation.
    void summaryChanged(const natter::ChatSummary &chat);
    void accountRemoved(const natter::Jid &account);
    /// The draft has it, as far as that is stored: whoever edits a newer one puts it before theirs.
    void givenBack(const natter::ConversationId &chat, const QString &text);
    void removed(const natter::MessageRemoval &removal);
    /// These, from the lowest row to the greatest, have no place in the conversation any more.
    void hidden(const natter::ConversationId &chat, const QList<qint64> &rows);
    /// The person has read what is new there, or some of it, and that is on disk.
    void readHere(const natter::ConversationId &chat);
    /// Whatever is known of the order of its messages, and of their rows, is no longer so.
    void rearranged(const natter::ChatSummary &chat);
    /// Many are not stored any more, or under other rows.
    void messagesRemoved();
    void storageFailed(const natter::Error &error);
    void storageRecovered();

private:
    enum class From { Us, Store };
    void take(ChatSummary chat, From from);
    void keepRead(const ConversationId &id, qint64 row);
    void writeDraft(const ConversationId &id);
    void awaitMutesEnd();
    void tellEndedMutes();

    StoreThread &m_store;
    QHash<ConversationId, ChatSummary> m_chats;
    QHash<ConversationId, qint64> m_unstoredReads;
    QSet<ConversationId> m_unstoredDrafts;
    QTimer m_mutesEnd; ///< the next that does
    QDateTime m_mutesTold; ///< of what ended until then, everybody was told
    bool m_loaded = false;
    bool m_storageBroken = false;
};

} // namespace natter
