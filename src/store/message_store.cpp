// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_store.h"

#include "base/crash_points.h"
#include "store/chat_row.h"
#include "store/message_row.h"
#include "store/stored_time.h"

#include <QHash>
#include <QScopeGuard>
#include <QSqlQuery>
#include <QStringBuilder>

#include <algorithm>

namespace natter {

using Direction = ChatMessage::Direction;
using Delivery = ChatMessage::Delivery;

MessageStore::MessageStore(Database &database)
    : m_database(database)
    , m_known(database)
    , m_counts(database)
    , m_effects(database)
    , m_deleted(database)
    , m_reading(database)
{
}

/// Made if it is not there, and of that kind from now on if that is a room.
Result<MessageStore::Chat> MessageStore::chatOf(const ConversationId &conversation, ChatKind kind)
{
    const QVariantList names { conversation.account.toString(), conversation.peer.toString() };
    auto found = m_database.run(QStringLiteral("SELECT c.id, c.kind FROM chat c JOIN account a ON a.id = c.account "
                                               "WHERE a.jid = ? AND c.peer = ?"),
                                names);
    if (!found) {
        return tl::unexpected(found.error());
    }
    Chat chat;
    if ((*found)->next()) {
        chat = { (*found)->value(0).toLongLong(), static_cast<ChatKind>((*found)->value(1).toInt()) };
    }
    (*found)->finish();
    Result<> done;
    if (chat.row == 0) {
        done = m_database.change(QStringLiteral("INSERT OR IGNORE INTO account (jid) VALUES (?)"), { names.first() });
        done = done
            ? m_database.change(
                QStringLiteral("INSERT INTO chat (account, peer) VALUES ((SELECT id FROM account WHERE jid = ?), ?)"),
                names)
            : done;
        return done ? chatOf(conversation, kind) : tl::unexpected(done.error());
    }
    if (kind == ChatKind::Room && chat.kind != kind) {
        chat.kind = kind;
        done = m_database.change(QStringLiteral("UPDATE chat SET kind = 1 WHERE id = ?"), { chat.row });
    }
    return done ? Result<Chat>(chat) : tl::unexpected(done.error());
}

Result<qint64> MessageStore::chatRow(const ConversationId &conversation)
{
    return chatOf(conversation, ChatKind::Person).map([](const Chat &chat) { return chat.row; });
}

Result<qint64> MessageStore::rowOfSame(const ChatMessage &message)
{
    const auto entry = enter(message);
    const auto met = entry ? m_known.find(entry->chat, entry->message) : tl::unexpected(entry.error());
    const auto told = met ? meetAgain(*entry, *met) : tl::unexpected(met.error());
    return told.map([&met](const QList<MessageChange> &) { return met->row; });
}

Result<qint64> MessageStore::place(const ChatMessage &message, std::optional<qint64> row)
{
    const auto entry = enter(message);
    const auto placed =
        entry ? insert(entry->chat, entry->message, row ? QVariant(*row) : QVariant()) : tl::unexpected(entry.error());
    ChatMessage here = entry ? entry->message : message;
    here.row = placed.value_or(0);
    const auto settled = placed ? m_effects.settle(entry->chat, here) : tl::unexpected(placed.error());
    return settled ? placed : tl::unexpected(settled.error());
}

/// What was taken back, or deleted here, is not kept in what answers it.
static Result<QString> quotedOf(Database &database, qint64 chat, const ChatMessage &message)
{
    if (!message.quote || message.quote->said.isEmpty()) {
        return QStringLiteral("");
    }
    const bool isRoom = message.kind == ChatKind::Room;
    const QVariantList id { chat, message.quote->id };
    const auto isGone = database.number(
        QStringLiteral(
            "SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND stanza_id = ? AND retracted IS NOT NULL AND NOT "
            "changing) OR EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND stanza_id = ? AND stanza_id <> '') OR (? "
            "AND (EXISTS (SELECT 1 FROM message WHERE chat = ? AND archive_id = ? AND archive_id <> '' AND retracted "
            "IS NOT NULL AND NOT changing) OR EXISTS (SELECT 1 FROM deleted WHERE chat = ? AND archive_id = ? AND "
            "archive_id <> '')))"),
        id + id + QVariantList { isRoom } + id + id);
    return isGone.map([&message](qint64 gone) { return gone != 0 ? QStringLiteral("") : message.quote->said; });
}

/// Behind all that there are, unless it is told where. What is about another message has no place in the conversation,
/// unless MessageEffects gives it one.
Result<qint64> MessageStore::insert(qint64 chat, const ChatMessage &message, const QVariant &row)
{
    const auto quoted = quotedOf(m_database, chat, message);
    if (!quoted) {
        return tl::unexpected(quoted.error());
    }
    auto inserted = m_database.run(
        QStringLiteral(
            "INSERT INTO message (id, chat, direction, stanza_id, body, time, delivery, failure, archive_id, purpose, "
            "about, edited, retracted, unstyled, first_body, shown, markable, spoiler, reply_to, quoted, cards, nick, "
            "occupant, mention, recipient) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?)"),
        { row,
          chat,
          static_cast<int>(message.direction),
          message.stanzaId,
          message.body,
          message.time.toMSecsSinceEpoch(),
          static_cast<int>(message.delivery),
          message.failure,
          message.archiveId,
          static_cast<int>(message.purpose),
          message.about,
          millisecondsOf(message.edited),
          millisecondsOf(message.retracted),
          message.isUnstyled ? 1 : 0,
          message.firstBody.isNull() ? QVariant() : QVariant(message.firstBody),
          message.isAbout() ? 0 : 1,
          message.isMarkable ? 1 : 0,
          message.spoiler ? QVariant(*message.spoiler) : QVariant(),
          message.quote ? message.quote->id : QStringLiteral(""),
          *quoted,
          storedCards(message.cards),
          notNull(message.nick),
          notNull(message.occupant),
          message.isMention ? 1 : 0,
          notNull(message.recipient) });
    return inserted ? Result<qint64>((*inserted)->lastInsertId().toLongLong()) : tl::unexpected(inserted.error());
}

Result<ChatSummary> MessageStore::summary(qint64 chat)
{
    auto found = m_database.run(selectChats() % QStringLiteral("WHERE c.id = ?"), { chat });
    if (!found) {
        return tl::unexpected(found.error());
    }
    (*found)->next();
    const ChatSummary result = summaryOf(**found);
    (*found)->finish();
    return result;
}

Result<QList<MessageChange>> MessageStore::record(const QList<ChatMessage> &messages, From from)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        QList<MessageChange> changes;
        const auto anyDeleted = m_deleted.areAny();
        if (!anyDeleted) {
            return tl::unexpected(anyDeleted.error());
        }
        m_effects.gatherReactions(true);
        const auto gathered = qScopeGuard([this] { m_effects.gatherReactions(false); });
        for (const ChatMessage &message : messages) {
            const auto entry = enter(message);
            const auto recorded = entry ? recordOne(*entry, *anyDeleted ? std::optional(from) : std::nullopt)
                                        : tl::unexpected(entry.error());
            if (!recorded) {
                return recorded;
            }
            changes += *recorded;
        }
        const auto reacted = m_effects.settleGathered();
        if (!reacted) {
            return tl::unexpected(reacted.error());
        }
        for (auto chat = reacted->cbegin(); chat != reacted->cend(); ++chat) {
            const auto told = changesOf(chat.key(), {}, *chat);
            if (!told) {
                return told;
            }
            changes += *told;
        }
        return changes;
    });
}

/// `from`: what was deleted and comes so is to stay away.
Result<QList<MessageChange>> MessageStore::recordOne(const Entry &entry, std::optional<From> from)
{
    if (entry.message.purpose == ChatMessage::Purpose::Displayed) {
        if (entry.isDropped) {
            return {};
        }
        return entry.message.kind == ChatKind::Room ? noteReader(entry.chat, entry.message)
                                                    : noteDisplayed(entry.chat, entry.message);
    }
    const auto met = m_known.find(entry.chat, entry.message);
    if (!met || met->row != 0) {
        return met ? meetAgain(entry, *met) : tl::unexpected(met.error());
    }
    const auto isDeleted = from ? m_deleted.cover(entry.chat, entry.message, *from) : Result<bool>(false);
    if (!isDeleted || *isDeleted || entry.isDropped) {
        return isDeleted ? Result<QList<MessageChange>>() : tl::unexpected(isDeleted.error());
    }
    return add(entry.chat, entry.message);
}

/// Theirs says that they have seen what we said, so it arrived; ours, that we have seen what they said.
Result<QList<MessageChange>> MessageStore::noteDisplayed(qint64 chat, const ChatMessage &marker)
{
    const auto rows = marker.isOutgoing() ? m_reading.incomingRow(chat, marker.about).map([](qint64 row) {
        return row == 0 ? QList<qint64>() : QList { row };
    })
                                          : outgoingRows(marker.conversation, marker.about);
    if (!rows || rows->isEmpty()) {
        return rows ? Result<QList<MessageChange>>() : tl::unexpected(rows.error());
    }
    const qint64 row = *std::max_element(rows->cbegin(), rows->cend());
    const auto arrived =
        marker.isOutgoing() ? Result<QList<MessageChange>>() : setDelivered(marker.conversation, marker.about);
    const auto noted = !arrived ? tl::unexpected(arrived.error())
        : marker.isOutgoing()   ? m_reading.markReadElsewhere(chat, row)
                                : m_reading.markDisplayed(chat, row);
    auto told = noted ? changesOf(chat, { { row, MessageChange::Kind::Updated } }, {}) : tl::unexpected(noted.error());
    if (told) { // what has no place in the conversation says nothing of where we are in the archive
        told->removeIf([](const MessageChange &change) { return change.kind != MessageChange::Kind::Updated; });
        told = *arrived + *told;
    }
    return told;
}

/// Behind all that there are.
Result<QList<MessageChange>> MessageStore::add(qint64 chat, ChatMessage message)
{
    const auto row = insert(chat, message);
    if (!row) {
        return tl::unexpected(row.error());
    }
    message.row = *row;
    const auto counted = message.isAbout() ? Result<>() : m_counts.add(chat, message);
    CrashPoints::pass(message.isOutgoing() ? CrashPoint::RecordBegun : CrashPoint::IncomingRecordBegun);
    const auto settled = counted ? m_effects.settle(chat, message) : tl::unexpected(counted.error());
    if (!settled) {
        return tl::unexpected(settled.error());
    }
    if (settled->isEmpty() && !message.isAbout() && !message.quote) { // as nearly always
        const auto now = summary(chat);
        return now ? Result<QList<MessageChange>>({ { MessageChange::Kind::Added, message, *now } })
                   : tl::unexpected(now.error());
    }
    return changesOf(chat, { { *row, MessageChange::Kind::Added } }, *settled);
}

/// `rows` changed, and how; `settled` came of it.
Result<QList<MessageChange>> MessageStore::changesOf(qint64 chat,
                                                     const QList<std::pair<qint64, MessageChange::Kind>> &rows,
                                                     const MessageEffects::Settled &settled)
{
    using Kind = MessageChange::Kind;
    auto all = rows;
    const auto also = [&all, &rows](const QList<qint64> &others, Kind kind) {
        for (const qint64 other : others) {
            const bool isThere =
                std::any_of(rows.cbegin(), rows.cend(), [other](const auto &row) { return row.first == other; });
            if (!isThere) {
                all.append({ other, kind });
            }
        }
    };
    also(settled.changed, Kind::Updated);
    also(settled.shown, Kind::Added);
    also(settled.hidden, Kind::Hidden);
    QList<std::pair<ChatMessage, MessageChange::Kind>> found;
    bool isCountedAnew = !settled.shown.isEmpty() || !settled.hidden.isEmpty();
    for (const auto &[row, kind] : std::as_const(all)) {
        const auto message = select(QStringLiteral("WHERE m.id = ?"), { row });
        if (!message) {
            return tl::unexpected(message.error());
        }
        for (const ChatMessage &current : *message) {
            found.append({ current, kind });
            // What was taken back before anybody has read it is not unread
            isCountedAnew = isCountedAnew || (current.isRetracted() && !current.isOutgoing());
        }
    }
    const auto counted =
        isCountedAnew ? m_counts.recount(chat) : (settled.hasMentions ? m_counts.recountMentions(chat) : Result<>());
    const auto now = counted ? summary(chat) : tl::unexpected(counted.error());
    if (!now) {
        return tl::unexpected(now.error());
    }
    QList<MessageChange> changes;
    for (const auto &[current, kind] : std::as_const(found)) {
        const Kind gone = settled.hidden.contains(current.row) ? Kind::Hidden : Kind::Noted;
        const bool appears = kind == Kind::Updated && settled.shown.contains(current.row);
        changes.append({ current.isShown ? (appears ? Kind::Added : kind) : gone, current, *now });
    }
    return changes;
}

Result<QList<MessageChange>> MessageStore::say(const ChatMessage &message)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        const auto entry = enter(message);
        const auto isOpen = !entry
            ? Result<bool>(tl::unexpected(entry.error()))
            : (message.isAbout() ? m_effects.isOpen(entry->chat, entry->message) : Result<bool>(true));
        if (!isOpen) {
            return tl::unexpected(isOpen.error());
        }
        const bool isCorrection = *isOpen && message.purpose == ChatMessage::Purpose::Correction;
        const auto reworded = isCorrection ? m_effects.reword(entry->chat, entry->message) : Result<qint64>(0);
        if (!reworded || *reworded != 0) {
            return reworded ? changesOf(entry->chat, { { *reworded, MessageChange::Kind::Updated } }, {})
                            : tl::unexpected(reworded.error());
        }
        const auto meant = recipientOf(*entry);
        if (!meant) {
            return tl::unexpected(meant.error());
        }
        ChatMessage said = message;
        said.recipient = *meant;
        return *isOpen
            ? record({ said })
            : failure(Error {
                Error::Kind::InvalidInput, QStringLiteral("that message is gone"), QStringLiteral("gone"), {} });
    });
}

Result<bool> MessageStore::knowsAny(const QList<ChatMessage> &messages)
{
    for (const ChatMessage &message : messages) {
        const auto entry = enter(message);
        const auto known = entry ? m_known.has(entry->chat, entry->message) : tl::unexpected(entry.error());
        if (!known || *known) {
            return known;
        }
    }
    return false;
}

Result<QList<ChatMessage>> MessageStore::select(const QString &where, const QVariantList &values)
{
    auto found = m_database.run(selectMessages() % where, values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<ChatMessage> messages;
    while ((*found)->next()) {
        messages.append(messageOf(**found));
    }
    (*found)->finish();
    return messages;
}

Result<QList<MessageChange>> MessageStore::setDelivery(const QList<qint64> &rows, Delivery delivery,
                                                       const QString &failure, const QList<Delivery> &from)
{
    return m_database.inTransaction([&]() -> Result<QList<MessageChange>> {
        QList<ChatMessage> touched;
        for (const qint64 row : rows) {
            const auto found = select(QStringLiteral("WHERE m.id = ? AND m.direction = 1"), { row });
            if (!found) {
                return tl::unexpected(found.error());
            }
            if (found->isEmpty() || (!from.isEmpty() && !from.contains(found->first().delivery))) {
                continue;
            }
            if (auto set = m_database.run(
                    QStringLiteral("UPDATE message SET delivery = ?, failure = ?, number = NULL WHERE id = ?"),
                    { static_cast<int>(delivery), failure, row });
                !set) {
                return tl::unexpected(set.error());
            }
            CrashPoints::pass(CrashPoint::MarkBegun);
            touched += *found;
        }
        QList<MessageChange> changes;
        for (const ChatMessage &message : std::as_const(touched)) {
            const auto chat = chatRow(message.conversation);
            const auto settled = !chat
                ? Result<MessageEffects::Settled>(tl::unexpected(chat.error()))
                : (message.isAbout() ? m_effects.settle(*chat, message) : Result<MessageEffects::Settled>());
            const auto told = settled ? changesOf(*chat, { { message.row, MessageChange::Kind::Updated } }, *settled)
                                      : tl::unexpected(settled.error());
            if (!told) {
                return told;
            }
            changes += *told;
        }
        return changes;
    });
}

Result<QList<qint64>> MessageStore::outgoingRows(const ConversationId &conversation, const QString &stanzaId)
{
    const auto found = select(QStringLiteral("WHERE a.jid = ? AND c.peer = ? AND m.stanza_id = ? AND m.direction = 1"),
                              { conversation.account.toString(), conversation.peer.toString(), stanzaId });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<qint64> rows;
    for (const ChatMessage &message : *found) {
        rows.append(message.row);
    }
    return rows;
}

Result<QList<MessageChange>> MessageStore::fail(const ConversationId &conversation, const QString &stanzaId,
                                                const QString &failure)
{
    const auto rows = outgoingRows(conversation, stanzaId);
    return rows ? setDelivery(*rows, Delivery::Failed, failure) : tl::unexpected(rows.error());
}

Result<QList<MessageChange>> MessageStore::setDelivered(const ConversationId &conversation, const QString &stanzaId)
{
    auto rows = outgoingRows(conversation, stanzaId);
    for (qsizetype i = rows ? rows->size() : 0; i > 0; --i) { // who has the correction has what the message says
        const auto statement = message(rows->at(i - 1));
        const auto chat = statement ? chatRow(conversation) : tl::unexpected(statement.error());
        const auto meant = !chat ? tl::unexpected(chat.error())
            : statement->purpose == ChatMessage::Purpose::Correction
            ? MessageNames(m_database).meantBy(*chat, *statement)
            : Result<MeantMessage>();
        if (!meant) {
            return tl::unexpected(meant.error());
        }
        if (meant->row != 0) {
            rows->append(meant->row);
        }
    }
    return rows
        ? setDelivery(*rows, Delivery::Delivered, {}, { Delivery::Written, Delivery::OnServer, Delivery::Failed })
        : tl::unexpected(rows.error());
}

Result<QList<ChatMessage>> MessageStore::page(const ConversationId &conversation, qint64 beforeRow, int limit)
{
    auto found =
        select(QStringLiteral("WHERE m.chat = (SELECT c2.id FROM chat c2 JOIN account a2 ON a2.id = c2.account "
                              "WHERE a2.jid = ? AND c2.peer = ?) AND m.id < ? AND m.shown ORDER BY m.id DESC LIMIT ?"),
               { conversation.account.toString(), conversation.peer.toString(),
                 beforeRow != 0 ? beforeRow : std::numeric_limits<qint64>::max(), limit });
    if (found) {
        std::reverse(found->begin(), found->end());
    }
    return found;
}

Result<QList<ChatMessage>> MessageStore::pageAfter(const ConversationId &conversation, qint64 afterRow, int limit)
{
    return select(QStringLiteral("WHERE m.chat = (SELECT c2.id FROM chat c2 JOIN account a2 ON a2.id = c2.account "
                                 "WHERE a2.jid = ? AND c2.peer = ?) AND m.id > ? AND m.shown ORDER BY m.id LIMIT ?"),
                  { conversation.account.toString(), conversation.peer.toString(), afterRow, limit });
}

Result<ChatMessage> MessageStore::message(qint64 row)
{
    const auto found = select(QStringLiteral("WHERE m.id = ?"), { row });
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->isEmpty() ? Result<ChatMessage>(failure(Error::Kind::InvalidInput, QStringLiteral("no such message")))
                            : Result<ChatMessage>(found->first());
}

Result<std::optional<ChatMessage>> MessageStore::named(const ConversationId &conversation, const QString &id, By by)
{
    return select(
               QStringLiteral("WHERE m.id IN (SELECT o.id FROM message o JOIN chat d ON d.id = o.chat JOIN account b "
                              "ON b.id = d.account WHERE b.jid = ? AND d.peer = ? AND o.stanza_id = ? AND "
                              "o.stanza_id <> '' UNION ALL SELECT o.id FROM message o JOIN chat d ON d.id = o.chat "
                              "JOIN account b ON b.id = d.account WHERE b.jid = ? AND d.peer = ? AND d.kind = 1 AND "
                              "o.archive_id = ? AND o.archive_id <> '') AND m.purpose = 0 AND (? OR m.direction = 1) "
                              "ORDER BY c.kind = 1 AND m.archive_id = ? DESC, m.id DESC LIMIT 1"),
               { conversation.account.toString(), conversation.peer.toString(), id, conversation.account.toString(),
                 conversation.peer.toString(), id, by == By::Anybody, id })
        .map([](const QList<ChatMessage> &found) {
            return found.isEmpty() ? std::nullopt : std::optional(found.first());
        });
}

Result<QStringList> MessageStore::archiveIdsOfIncoming(const ConversationId &conversation, qint64 row, int limit)
{
    auto found = m_database.run(
        QStringLiteral("SELECT archive_id FROM message WHERE chat = (SELECT c.id FROM chat c JOIN account a "
                       "ON a.id = c.account WHERE a.jid = ? AND c.peer = ?) AND id < ? AND direction = ? ORDER BY id "
                       "DESC LIMIT ?"),
        { conversation.account.toString(), conversation.peer.toString(), row, static_cast<int>(Direction::Incoming),
          limit });
    if (!found) {
        return tl::unexpected(found.error());
    }
    QStringList ids;
    while ((*found)->next()) {
        ids.append((*found)->value(0).toString());
    }
    (*found)->finish();
    ids.removeAll(QString());
    return ids;
}

Result<QList<ChatMessage>> MessageStore::pending(const Jid &account)
{
    return select(QStringLiteral("WHERE m.delivery IN (1, 4) AND a.jid = ? AND c.kind = 0 ORDER BY m.id"),
                  { account.toString() });
}

Result<QList<ChatSummary>> MessageStore::chats()
{
    auto found = m_database.run(selectChats() % QStringLiteral("ORDER BY c.last_message DESC"));
    if (!found) {
        return tl::unexpected(found.error());
    }
    QList<ChatSummary> chats;
    while ((*found)->next()) {
        chats.append(summaryOf(**found));
    }
    (*found)->finish();
    return chats;
}

Result<ChatSummary> MessageStore::ensureChat(const ConversationId &conversation, ChatKind kind)
{
    const auto chat = chatOf(conversation, kind);
    return chat ? summary(chat->row) : tl::unexpected(chat.error());
}

Result<ChatSummary> MessageStore::markRead(const ConversationId &conversation, qint64 row)
{
    const auto chat = chatRow(conversation);
    if (!chat) {
        return tl::unexpected(chat.error());
    }
    const auto read = m_reading.markRead(*chat, row);
    return read ? summary(*chat) : tl::unexpected(read.error());
}

Result<std::optional<ChatSummary>> MessageStore::markReadElsewhere(const ConversationId &conversation,
                                                                   const QString &archiveId)
{
    const auto row = m_reading.archivedRow(conversation, archiveId);
    if (!row || *row == 0) {
        return row ? Result<std::optional<ChatSummary>>() : tl::unexpected(row.error());
    }
    const auto chat = chatRow(conversation);
    const auto read = chat ? m_reading.markReadElsewhere(*chat, *row) : tl::unexpected(chat.error());
    const auto now = read ? summary(*chat) : tl::unexpected(read.error());
    return now.map([](const ChatSummary &found) { return std::optional(found); });
}

Result<> MessageStore::setDraft(const ConversationId &conversation, const Draft &draft)
{
    const auto chat = chatRow(conversation);
    return chat ? m_database.change(
               QStringLiteral("UPDATE chat SET draft = ?, draft_reply = ?, edited_message = ?, "
                              "edited_text = ? WHERE id = ?"),
               { notNull(draft.text), notNull(draft.replyTo), notNull(draft.editOf), notNull(draft.editText), *chat })
                : tl::unexpected(chat.error());
}

Result<ChatSummary> MessageStore::setTreatment(const ConversationId &conversation, const ChatTreatment &treatment)
{
    const auto chat = chatRow(conversation);
    const auto set =
        chat ? m_database.change(treatmentUpdate(), treatmentValues(treatment) << *chat) : tl::unexpected(chat.error());
    return set ? summary(*chat) : tl::unexpected(set.error());
}

Result<> MessageStore::removeAccount(const Jid &account)
{
    const auto left = leaveRows();
    return left ? m_database.change(QStringLiteral("DELETE FROM account WHERE jid = ?"), { account.toString() }) : left;
}

Result<qint64> MessageStore::count() { return m_database.number(QStringLiteral("SELECT count(*) FROM message"), {}); }

} // namespace natter
