// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/incoming_message.h"

#include "base/limits.h"
#include "base/text.h"
#include "chat/message_cards.h"
#include "protocol/xep/xep0045_room_requests.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0359_stanza_ids.h"
#include "protocol/xep/xep0382_spoiler_messages.h"
#include "protocol/xep/xep0393_message_styling.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0425_moderation.h"
#include "protocol/xep/xep0428_fallback_indication.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"

#include <algorithm>

namespace natter {

using Purpose = ChatMessage::Purpose;

/// As it was said, before somebody quoted it.
static QString withoutQuoteMarks(const QString &quoted)
{
    QStringList lines = quoted.trimmed().split(u'\n');
    for (QString &line : lines) {
        line = line.startsWith(u'>') ? line.mid(line.startsWith(u"> ") ? 2 : 1) : line;
    }
    return lines.join(u'\n');
}

/// What it is for, if it says something about another message rather than something of its own.
static bool readAbout(ChatMessage &chat, const Message &message)
{
    if (const auto retraction = message.payload<Retraction>()) { // its body is for those who do not know it
        chat.purpose = Purpose::Retraction;
        chat.about = retraction->id;
    } else if (const auto reactions = message.payload<Reactions>()) {
        chat.purpose = Purpose::Reaction;
        chat.about = reactions->id;
        chat.body = reactions->emoji.join(u'\n');
    } else if (const auto marker = message.payload<DisplayedMarker>(); marker && message.body().isEmpty()) {
        chat.purpose = Purpose::Displayed;
        chat.about = marker->id;
    }
    return chat.isAbout();
}

/// What it says, without what is for those only who do not know replies.
static void readText(ChatMessage &chat, const Message &message)
{
    chat.body = message.body();
    if (const auto reply = message.payload<Reply>()) {
        chat.quote = Quote { reply->id, QString() };
        for (const Element &child : message.children()) {
            const auto fallback = Fallback::read(child);
            if (!fallback || fallback->meant != Reply::name.ns) {
                continue;
            }
            const auto [text, quoted] = fallback->split(chat.body);
            if (!text.trimmed().isEmpty()) {
                chat.body = text;
                chat.quote->said = withoutQuoteMarks(quoted);
            }
            break;
        }
    }
    chat.cards = cardsIn(message, chat.body);
    if (const auto spoiler = message.payload<Spoiler>()) {
        chat.spoiler = spoiler->hint;
    }
    const auto replacement = message.payload<Replacement>();
    if (!chat.body.isEmpty() && replacement && replacement->id != message.id) {
        chat.purpose = Purpose::Correction;
        chat.about = replacement->id;
        chat.edited = chat.time;
    }
}

/// When it was taken back, if that is all that an archive has of it.
static QDateTime takenBack(const ReceivedMessage &received, const QDateTime &said, const QDateTime &now)
{
    if (!received.isFromArchive) {
        return {};
    }
    const auto moderated = ModerationTombstone::in(received.message);
    const auto tombstone = received.message.payload<Tombstone>();
    if (!moderated && !tombstone) {
        return {};
    }
    const QDateTime stamp = moderated ? moderated->stamp : tombstone->stamp;
    return stamp.isValid() ? std::min(stamp, now) : said;
}

/// That a moderator took it back, who that was, and why, on a line each, as far as the room tells: in place of a
/// failure.
static QString moderatedText(const Jid &room, const Jid &by, const QString &reason)
{
    const QString who = by.bare() == room ? by.resource() : by.bare().toString();
    const QStringList lines { QStringLiteral("moderated"), cut(who.simplified(), limits::nameChars),
                              cut(reason.simplified(), limits::statusChars) };
    return lines.join(u'\n').trimmed();
}

/// What every message says of itself.
static ChatMessage begun(const ReceivedMessage &received, const IncomingContext &context)
{
    const Message &message = received.message;
    ChatMessage chat;
    chat.stanzaId = message.id;
    chat.archiveId = received.archiveId;
    const auto origin = OriginId::read(message.child(OriginId::name));
    chat.isUnstyled = message.payload<Unstyled>().has_value();
    chat.isIdUnique = origin && origin->id == message.id;
    chat.time = received.stamp.isValid() ? std::min(received.stamp, context.now) : context.now;
    return chat;
}

/// What it says or does; false if that is nothing.
static bool readContent(ChatMessage &chat, const ReceivedMessage &received, const QDateTime &now)
{
    if (readAbout(chat, received.message)) {
        return true;
    }
    chat.retracted = takenBack(received, chat.time, now);
    if (chat.isRetracted()) {
        const auto moderated = ModerationTombstone::in(received.message);
        chat.failure =
            moderated ? moderatedText(received.message.from.bare(), moderated->by, moderated->reason) : QString();
        return true;
    }
    readText(chat, received.message);
    return !chat.body.isEmpty();
}

/// Whether we said it, on this device or another. What we say to our own address comes back to all of them.
static bool isOurs(const ReceivedMessage &received, const Jid &account)
{
    return received.via == ReceivedMessage::Via::CarbonOfSent || received.message.from.bare() == account;
}

/// To somebody in a room, or from there, the address of the room alone is that of everybody there (XEP-0045, 7.5). That
/// it comes from a room anybody may claim; we know it of what we said elsewhere. What was said before we knew our rooms
/// is believed of other servers: better in a place of its own than among what is said to all.
static Jid peerOf(const ReceivedMessage &received, const IncomingContext &context)
{
    const Message &message = received.message;
    const bool ours = isOurs(received, context.account);
    const Jid other = ours ? message.to : message.from;
    if (other.isNull()) { // our own address, or our server
        return ours ? context.account : context.account.domainJid();
    }
    const bool mayClaim = ours || (received.isFromArchive && other.domain() != context.account.domain());
    const bool isOccupant =
        (mayClaim && message.has<RoomUser>()) || (context.rooms && context.rooms->isRoom(other.bare()));
    return isOccupant ? other : other.bare();
}

/// What a room does, rather than says: its subject, its settings, questions to moderators.
static bool isOfRoomItself(const Message &message, const Jid &room)
{
    const auto user = message.from == room ? message.payload<RoomUser>() : std::nullopt;
    return (user && !user->statuses.isEmpty()) || VoiceRequest::in(message, room);
}

static std::optional<ChatMessage> roomMessage(const ReceivedMessage &received, const IncomingContext &context)
{
    const Message &message = received.message;
    const Jid room = message.from.bare();
    if (!context.rooms || isOfRoomItself(message, room)) {
        return std::nullopt;
    }
    ChatMessage chat = begun(received, context);
    chat.conversation = { context.account, room };
    if (const auto moderation = Moderation::in(message, room)) {
        chat.purpose = Purpose::Moderation;
        chat.about = moderation->id;
        chat.failure = moderatedText(room, moderation->by, moderation->reason);
    } else if (!readContent(chat, received, context.now)) {
        return std::nullopt;
    }
    if (!context.rooms->attribute(chat, received)) {
        return std::nullopt;
    }
    const auto origin = chat.isOutgoing() ? OriginId::read(message.child(OriginId::name)) : std::nullopt;
    chat.stanzaId = origin ? origin->id : chat.stanzaId; // some rooms give what they pass on another id
    return chat;
}

std::optional<ChatMessage> incomingMessage(const ReceivedMessage &received, const IncomingContext &context)
{
    const Message &message = received.message;
    if (message.type == Message::Type::Error) {
        return std::nullopt;
    }
    const Jid peer = peerOf(received, context);
    const bool ours = isOurs(received, context.account);
    const bool isRoomsOwn = !ours && context.rooms && peer.isBare() && context.rooms->isRoom(peer);
    if (message.type == Message::Type::Groupchat || isRoomsOwn) {
        return roomMessage(received, context);
    }
    ChatMessage chat = begun(received, context);
    chat.conversation = { context.account, peer };
    chat.direction = ours ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
    chat.delivery = ours ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
    chat.isMarkable = !chat.conversation.isInsideRoom() && message.payload<Markable>().has_value();
    if (!readContent(chat, received, context.now)) {
        return std::nullopt;
    }
    if (!ours && context.rooms && chat.conversation.isInsideRoom()) {
        context.rooms->attribute(chat, received);
    }
    return chat;
}

} // namespace natter
