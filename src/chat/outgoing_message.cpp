// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/outgoing_message.h"

#include "base/limits.h"
#include "base/text.h"
#include "chat/message_cards.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0382_spoiler_messages.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0428_fallback_indication.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"
#include "stanza/xml_writer.h"

namespace natter {

using Purpose = ChatMessage::Purpose;

static ChatMessage outgoing(const ConversationId &conversation, Purpose purpose)
{
    ChatMessage message;
    message.conversation = conversation;
    message.direction = ChatMessage::Direction::Outgoing;
    message.purpose = purpose;
    return message;
}

Result<ChatMessage> saying(const ConversationId &conversation, const QString &text)
{
    ChatMessage message = outgoing(conversation, Purpose::Saying);
    message.body = withoutForbiddenCharacters(text);
    if (message.body.trimmed().isEmpty()) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("the message has no text that can be sent"));
    }
    if (message.body.toUtf8().size() > limits::textNodeBytes) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("the message is too long"));
    }
    return message;
}

/// What its sender called it at first. A correction of what is not here is shown in its place.
static QString firstIdOf(const ChatMessage &message)
{
    return message.purpose == Purpose::Correction ? message.about : message.stanzaId;
}

/// Two people in a room may give a message the same id, but its archive does not.
QString nameOf(const ChatMessage &message)
{
    const bool isNamedByRoom = message.kind == ChatKind::Room && message.purpose != Purpose::Correction;
    return isNamedByRoom && !message.archiveId.isEmpty() ? message.archiveId : firstIdOf(message);
}

bool isChangeable(const ChatMessage &message)
{
    return message.isOutgoing() && !message.isRetracted() && message.delivery != ChatMessage::Delivery::Failed
        && message.purpose != Purpose::Retraction && !nameOf(message).isEmpty();
}

bool isRetractable(const ChatMessage &message)
{
    return isChangeable(message) || (message.isOutgoing() && message.delivery == ChatMessage::Delivery::Queued);
}

static Result<ChatMessage> about(const ChatMessage &original, ChatMessage message)
{
    if (!isChangeable(original)) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("that message cannot be changed"));
    }
    message.about = message.purpose == Purpose::Correction ? firstIdOf(original) : nameOf(original);
    return message;
}

bool isAnswerable(const ChatMessage &message)
{
    const bool isOut = message.delivery != ChatMessage::Delivery::Failed;
    const bool isNamed = message.kind != ChatKind::Room || !message.archiveId.isEmpty(); // XEP-0444, 0461
    return isOut && isNamed && !message.isRetracted() && message.purpose != Purpose::Retraction
        && !nameOf(message).isEmpty();
}

/// For those who do not know replies, and to remember it by if it is not here: its beginning.
static QString quoted(const QString &text)
{
    static constexpr int mostLines = 4;
    static constexpr qsizetype mostChars = 300;
    QStringList lines = cut(text, mostChars).split(u'\n');
    const bool isCut = lines.size() > mostLines || text.size() > mostChars;
    return lines.mid(0, mostLines).join(u'\n') + (isCut ? QStringLiteral("…") : QString());
}

Result<ChatMessage> replyTo(const ChatMessage &original, const QString &text)
{
    auto message = saying(original.conversation, text);
    if (message && isAnswerable(original)) { // else it is said all the same
        message->quote = Quote { nameOf(original), original.spoiler ? QString() : quoted(original.body) };
        message->quote->isOurs = original.isOutgoing();
        message->quote->nick = original.nick;
    }
    return message;
}

Result<ChatMessage> reactionTo(const ChatMessage &original, const QStringList &emoji)
{
    if (!isAnswerable(original)) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("that message cannot be answered"));
    }
    const auto arriving = Reactions::read(Reactions { nameOf(original), emoji }.write());
    if (!arriving || arriving->emoji != emoji) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("a reaction is one emoji, and each is given once"));
    }
    ChatMessage message = outgoing(original.conversation, Purpose::Reaction);
    message.about = nameOf(original);
    message.body = emoji.join(u'\n');
    return message;
}

QStringList ourReactions(const ChatMessage &message)
{
    QStringList ours;
    for (const Reaction &reaction : message.reactions) {
        if (reaction.isOurs) {
            ours.append(reaction.emoji);
        }
    }
    return ours;
}

Result<ChatMessage> correctionOf(const ChatMessage &original, const QString &text)
{
    auto message = saying(original.conversation, text);
    if (!message) {
        return message;
    }
    message->purpose = Purpose::Correction;
    message->quote = original.quote; // it says the rest anew
    message->spoiler = original.spoiler;
    message->cards = cardsFor(message->body, original.cards);
    return about(original, *message);
}

Result<ChatMessage> retractionOf(const ChatMessage &original)
{
    return about(original, outgoing(original.conversation, Purpose::Retraction));
}

void reword(QList<ChatMessage> &waiting, const ChatMessage &message)
{
    for (ChatMessage &each : waiting) {
        if (each.row == message.row) {
            each.body = message.body;
            each.spoiler = message.spoiler;
            each.cards = message.cards;
        }
    }
}

/// In English, as nobody knows the language of whoever reads it: a program that does not know retractions shows it.
static QString retractionFallback()
{
    return QStringLiteral("/me retracted a previous message, but it's unsupported by your client.");
}

/// Who said what is answered; null in a room if that is not known.
static Jid authorOf(const Quote &quote, const ChatMessage &answer)
{
    const ConversationId &chat = answer.conversation;
    if (answer.kind == ChatKind::Room) {
        return quote.nick.isEmpty() ? Jid() : chat.peer.withResource(quote.nick);
    }
    return quote.isOurs ? chat.account : chat.peer;
}

/// With what it answers in front of it, for those who do not know replies.
static void say(Message &stanza, const ChatMessage &message, const QString &body)
{
    QString lines;
    if (message.quote && !message.quote->said.isEmpty()) {
        lines = u"> " + QString(message.quote->said).replace(u'\n', QStringLiteral("\n> ")) + u'\n';
    }
    stanza.setBody(lines + body);
    if (message.quote) {
        stanza.add(Reply { message.quote->id, authorOf(*message.quote, message) });
    }
    if (!lines.isEmpty()) {
        stanza.add(Fallback { Reply::name.ns.toString(), { { 0, codePoints(lines) } } });
    }
    if (message.spoiler) {
        stanza.add(Spoiler { *message.spoiler });
    }
    if (!message.spoiler) { // of which they would tell
        addCards(stanza, body, message.cards);
    }
}

Message stanzaOf(const ChatMessage &message)
{
    Message stanza;
    stanza.type = message.kind == ChatKind::Room ? Message::Type::Groupchat : Message::Type::Chat;
    stanza.to = message.conversation.peer;
    stanza.id = message.stanzaId;
    switch (message.purpose) {
    case Purpose::Saying:
        say(stanza, message, message.sentBody()); // it may have been edited before it went out
        break;
    case Purpose::Correction:
        say(stanza, message, message.body);
        stanza.add(Replacement { message.about });
        break;
    case Purpose::Retraction:
        stanza.setBody(retractionFallback());
        stanza.add(Retraction { message.about });
        stanza.add(Fallback { Retraction::name.ns.toString() });
        stanza.add(StoreHint {}); // so that it is where the message is
        break;
    case Purpose::Reaction:
        stanza.add(Reactions { message.about, message.body.split(u'\n', Qt::SkipEmptyParts) });
        stanza.add(StoreHint {});
        break;
    case Purpose::Moderation: // a room says it
    case Purpose::Displayed: // leaves no row, so it is never in the way out of one
        break;
    }
    return stanza;
}

} // namespace natter
