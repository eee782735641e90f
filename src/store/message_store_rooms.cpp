// SPDX-License-Identifier: GPL-3.0-or-later
// What is special about messages of rooms; the rest is in message_store.cpp.
#include "store/message_store.h"

namespace natter {

using Purpose = ChatMessage::Purpose;

/// In a room, aloud or in private, only who is known to be somebody may say something about what they have said. A
/// correction of anybody else's is read all the same, as something new.
Result<MessageStore::Entry> MessageStore::enter(const ChatMessage &message)
{
    const auto chat = chatOf(message.conversation, message.kind);
    if (!chat) {
        return tl::unexpected(chat.error());
    }
    Entry entry { chat->row, message };
    ChatMessage &here = entry.message;
    here.kind = chat->kind;
    const bool isRoom = here.kind == ChatKind::Room;
    if (here.isOutgoing()) {
        here.occupant.clear();
    }
    here.isMention = here.isMention && isRoom && !here.isOutgoing();
    if (here.purpose == Purpose::Moderation) {
        here.direction = ChatMessage::Direction::Incoming;
        entry.isDropped = !isRoom;
    } else if ((isRoom || message.conversation.isInsideRoom()) && here.isAbout() && !here.isOutgoing()
               && here.occupant.isEmpty() && (isRoom || here.purpose != Purpose::Displayed)) {
        entry.isDropped = here.purpose != Purpose::Correction;
        here.purpose = Purpose::Saying;
        here.about.clear();
        here.edited = {};
    }
    return entry;
}

/// A room may tell that it has what we said, or by which id others mean what is here.
Result<QList<MessageChange>> MessageStore::meetAgain(const Entry &entry, const KnownMessages::Found &met)
{
    if (entry.message.kind != ChatKind::Room || (!met.isReflected && !met.isNamed)) {
        return {};
    }
    const auto confirmed = met.isReflected
        ? m_database.change(QStringLiteral("UPDATE message SET delivery = 2, failure = '', number = NULL WHERE id = ?"),
                            { met.row })
        : Result<>();
    const auto here = confirmed ? message(met.row) : tl::unexpected(confirmed.error());
    const auto settled = here ? m_effects.settle(entry.chat, *here) : tl::unexpected(here.error());
    return settled ? changesOf(entry.chat, { { met.row, MessageChange::Kind::Updated } }, *settled)
                   : tl::unexpected(settled.error());
}

/// What is about a message is for whom that was with. Who cannot be seen now, as we are not in the room, is whom we
/// wrote to last or, before we did, who wrote last.
Result<QString> MessageStore::recipientOf(const Entry &entry)
{
    const ChatMessage &message = entry.message;
    if (!message.conversation.isInsideRoom() || !message.recipient.isEmpty()) {
        return message.recipient;
    }
    auto found = message.isAbout()
        ? m_database.run(
            QStringLiteral("SELECT CASE direction WHEN 0 THEN occupant ELSE recipient END FROM message "
                           "WHERE chat = ? AND stanza_id = ? AND stanza_id <> '' ORDER BY id DESC LIMIT 1"),
            { entry.chat, message.about })
        : m_database.run(
            QStringLiteral("SELECT CASE direction WHEN 0 THEN occupant ELSE recipient END AS partner FROM message "
                           "WHERE chat = ? AND partner <> '' AND partner NOT LIKE char(1) || '%' ORDER BY direction "
                           "DESC, id DESC LIMIT 1"),
            { entry.chat });
    if (!found) {
        return tl::unexpected(found.error());
    }
    const QString partner = (*found)->next() ? (*found)->value(0).toString() : QString();
    (*found)->finish();
    return partner.startsWith(ChatMessage::stayMark) ? QString() : partner;
}

Result<> MessageStore::setRecipient(qint64 row, const QString &recipient)
{
    return m_database.change(QStringLiteral("UPDATE message SET recipient = ? WHERE id = ?"),
                             { recipient.isNull() ? QStringLiteral("") : recipient, row });
}

/// In a room a marker names what anybody said, by the room's id for it. Ours comes from another of our devices.
Result<QList<MessageChange>> MessageStore::noteReader(qint64 chat, const ChatMessage &marker)
{
    const auto row = m_reading.archivedRow(marker.conversation, marker.about);
    if (!row || *row == 0) {
        return row.map([](qint64) { return QList<MessageChange>(); });
    }
    const auto isNews = marker.isOutgoing()
        ? m_reading.markReadElsewhere(chat, *row).map([] { return true; })
        : m_reading.noteReader(chat, marker.occupant, { marker.nick, marker.time }, *row);
    const auto noted = isNews && *isNews && !marker.isOutgoing() ? m_reading.markDisplayed(chat, *row) : Result<>();
    if (!isNews || !noted) {
        return tl::unexpected(isNews ? noted.error() : isNews.error());
    }
    return *isNews ? changesOf(chat, { { *row, MessageChange::Kind::Updated } }, {}) : QList<MessageChange>();
}

Result<QList<ChatMessage>> MessageStore::pendingInRoom(const ConversationId &conversation)
{
    return select(QStringLiteral("WHERE m.delivery IN (1, 4) AND a.jid = ? AND +c.peer = ? ORDER BY m.id"),
                  { conversation.account.toString(), conversation.peer.toString() }); // by what is unconfirmed
}

/// Where the room's archive goes on with what came live since that was opened, or with what this gap has given already:
/// from there on it is here, or on its way.
Result<qsizetype> MessageStore::endOfGap(const QList<Entry> &page, qint64 top)
{
    for (qsizetype i = 0; i < page.size(); ++i) {
        const ChatMessage &message = page[i].message;
        if (message.kind != ChatKind::Room || message.archiveId.isEmpty()) {
            continue;
        }
        const auto isBehind = m_database.number(
            QStringLiteral("SELECT EXISTS (SELECT 1 FROM message WHERE chat = ? AND archive_id = ? AND archive_id <> "
                           "'' AND direction = 0 AND id > ?)"),
            { page[i].chat, message.archiveId, top });
        if (!isBehind || *isBehind != 0) {
            return isBehind.map([i](qint64) { return i; });
        }
    }
    return page.size();
}

} // namespace natter
