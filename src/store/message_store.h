// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/message_change.h"
#include "store/chat_counts.h"
#include "store/deleted_messages.h"
#include "store/known_messages.h"
#include "store/message_effects.h"
#include "store/reading_store.h"

namespace natter {

/// Messages and conversations on disk. Everything that belongs together is one transaction: a message, its
/// conversation's last line and its unread count. Store thread only.
class MessageStore
{
public:
    explicit MessageStore(Database &database);

    /// Stores the messages in this order. What is already there (same conversation and archive's id, or without those
    /// the same sender, sender's id and text, and within minutes) is left out of the answer, and so is what was deleted
    /// here. Incoming messages count as unread, outgoing ones mark what came before as read. Those that are about
    /// others change them, which is in the answer too, behind them. A message of a room makes its conversation one.
    /// What comes back to us from there (XEP-0045, 7.4) confirms what we said, and is in the answer as Updated. Of
    /// somebody of whom it is not known who they are, a correction says something new, and what else is about other
    /// messages is dropped.
    using From = DeletedMessages::From;
    Result<QList<MessageChange>> record(const QList<ChatMessage> &messages, From from = From::Live);

    /// Stores one of ours that is to be sent. Errors: InvalidInput with the condition "gone" if it is about a message
    /// that was retracted, or deleted here.
    Result<QList<MessageChange>> say(const ChatMessage &message);

    /// Stores messages that are older than others that are here already: they take the row `top` and those below, the
    /// last of them first; what is already there is left out. Incoming ones count as unread if nothing behind them was
    /// read.
    Result<QList<MessageChange>> fillIn(const QList<ChatMessage> &messages, qint64 top);
    /// Whether one of the messages is already there.
    Result<bool> knowsAny(const QList<ChatMessage> &messages);
    /// The row of the message, if it is already there; 0 otherwise.
    Result<qint64> rowOfSame(const ChatMessage &message);
    /// Stores the message in that row, or behind all, and nothing else. Joins the transaction that there is.
    Result<qint64> place(const ChatMessage &message, std::optional<qint64> row);
    /// The first row below all that there are, or were.
    Result<qint64> rowBelowAll();
    /// No row from this one on is below all any more. Joins the transaction that there is.
    Result<> leaveRowsFrom(qint64 row);
    /// The same of all that there are: some are to be removed.
    Result<> leaveRows();
    /// The same words with the same id are the same message only if they come this soon: some clients count from 1
    /// again. A server that resumes streams keeps what it could not deliver for minutes.
    static constexpr qint64 redeliveryMilliseconds = 20 * 60 * 1000;
    /// The numbers that leaveRoom() leaves.
    static constexpr qint64 room = qint64(1) << 32; // more than there will ever be
    /// Leaves room for messages that are filled in later, between all that there are and all that come; the answer is
    /// the greatest row in it.
    Result<qint64> leaveRoom();

    /// How far the outgoing messages `rows` got; with `from`, only of those that had got just as far as one of
    /// these. Rows that are gone, or left as they are, are left out of the answer, which has what comes of it for other
    /// messages, too.
    Result<QList<MessageChange>> setDelivery(const QList<qint64> &rows, ChatMessage::Delivery delivery,
                                             const QString &failure = {},
                                             const QList<ChatMessage::Delivery> &from = {});
    /// Marks the outgoing message with that id as failed; an empty answer if there is none.
    Result<QList<MessageChange>> fail(const ConversationId &conversation, const QString &stanzaId,
                                      const QString &failure);

    /// The other side has the outgoing message with that id, whatever was known of it before; an empty answer if there
    /// is none.
    Result<QList<MessageChange>> setDelivered(const ConversationId &conversation, const QString &stanzaId);

    /// At most `limit` messages before `beforeRow` (0: from the newest), oldest first.
    Result<QList<ChatMessage>> page(const ConversationId &conversation, qint64 beforeRow, int limit);
    /// At most `limit` messages after `afterRow`, oldest first.
    Result<QList<ChatMessage>> pageAfter(const ConversationId &conversation, qint64 afterRow, int limit);
    Result<ChatMessage> message(qint64 row);
    /// Whose messages are meant.
    enum class By { Anybody, Us };
    /// The last message of the conversation that says something under that id of its sender's or, before those, of its
    /// room's archive, if it is here.
    Result<std::optional<ChatMessage>> named(const ConversationId &conversation, const QString &id, By by);
    /// As MessageEffects::versions().
    Result<QList<MessageVersion>> versions(qint64 row) { return m_effects.versions(row); }
    /// As MessageReactions::given().
    Result<QList<GivenReactions>> reactionsTo(qint64 row) { return m_effects.reactionsTo(row); }
    /// The archive's ids of the `limit` incoming messages that were recorded before `row`, where they are known. All of
    /// them stand before it in the archive, which is not so of our own: those may have been sent again later.
    Result<QStringList> archiveIdsOfIncoming(const ConversationId &conversation, qint64 row, int limit);
    /// What is unconfirmed, oldest first; not what is for rooms, each of which has its own.
    Result<QList<ChatMessage>> pending(const Jid &account);
    /// Whom that message is for, of those in the room.
    Result<> setRecipient(qint64 row, const QString &recipient);
    Result<QList<ChatMessage>> pendingInRoom(const ConversationId &conversation);

    Result<QList<ChatSummary>> chats();
    /// The conversation, made if it is not there, and a room from now on if it is to be one.
    Result<ChatSummary> ensureChat(const ConversationId &conversation, ChatKind kind = ChatKind::Person);
    /// Everything up to `row` was read; never goes back.
    Result<ChatSummary> markRead(const ConversationId &conversation, qint64 row);
    /// The same on another of our devices, up to the message with that id of our archive's; nothing, if it is not here.
    Result<std::optional<ChatSummary>> markReadElsewhere(const ConversationId &conversation, const QString &archiveId);
    Result<> setDraft(const ConversationId &conversation, const Draft &draft);
    Result<ChatSummary> setTreatment(const ConversationId &conversation, const ChatTreatment &treatment);
    /// Removes the account with its conversations and messages.
    Result<> removeAccount(const Jid &account);
    Result<qint64> count();

private:
    struct Chat
    {
        qint64 row = 0;
        ChatKind kind = ChatKind::Person;
    };
    struct Entry ///< a message as its conversation takes it
    {
        qint64 chat = 0; ///< the row of that
        ChatMessage message;
        bool isDropped = false; ///< whoever said it may not say that
    };

    Result<Chat> chatOf(const ConversationId &conversation, ChatKind kind);
    Result<qint64> chatRow(const ConversationId &conversation);
    Result<Entry> enter(const ChatMessage &message);
    Result<QList<MessageChange>> recordOne(const Entry &entry, std::optional<From> from);
    Result<QList<MessageChange>> meetAgain(const Entry &entry, const KnownMessages::Found &met);
    Result<qint64> insert(qint64 chat, const ChatMessage &message, const QVariant &row = {});
    Result<ChatSummary> summary(qint64 chat);
    Result<QList<qint64>> outgoingRows(const ConversationId &conversation, const QString &stanzaId);
    Result<QList<ChatMessage>> select(const QString &where, const QVariantList &values);
    Result<QList<MessageChange>> add(qint64 chat, ChatMessage message);
    Result<QList<MessageChange>> noteDisplayed(qint64 chat, const ChatMessage &marker);
    Result<QString> recipientOf(const Entry &entry);
    Result<QList<MessageChange>> noteReader(qint64 chat, const ChatMessage &marker);
    Result<QList<MessageChange>> changesOf(qint64 chat, const QList<std::pair<qint64, MessageChange::Kind>> &rows,
                                           const MessageEffects::Settled &settled);
    Result<qsizetype> endOfGap(const QList<Entry> &page, qint64 top);
    Result<QList<MessageChange>> insertFrom(const QList<Entry> &page, qint64 top,
                                            QList<std::pair<Entry, KnownMessages::Found>> &met,
                                            QHash<ConversationId, qint64> &chats);
    Result<QList<MessageChange>> settleFilledIn(const QList<MessageChange> &messages,
                                                const QHash<ConversationId, qint64> &chats);

    Database &m_database;
    KnownMessages m_known;
    ChatCounts m_counts;
    MessageEffects m_effects;
    DeletedMessages m_deleted;
    ReadingStore m_reading;
};

} // namespace natter
