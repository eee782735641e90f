// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/outgoing_message.h"

#include "base/limits.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0428_fallback_indication.h"
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

/// What it is called by those that are about it: a correction of what is not here is shown in its place.
static QString nameOf(const ChatMessage &message)
{
    return message.purpose == Purpose::Correction ? message.about : message.stanzaId;
}

bool isChangeable(const ChatMessage &message)
{
    return message.isOutgoing() && !message.isRetracted() && message.delivery != ChatMessage::Delivery::Failed
        && message.purpose != Purpose::Retraction && !nameOf(message).isEmpty();
}

static Result<ChatMessage> about(const ChatMessage &original, ChatMessage message)
{
    if (!isChangeable(original)) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("that message cannot be changed"));
    }
    message.about = nameOf(original);
    return message;
}

Result<ChatMessage> correctionOf(const ChatMessage &original, const QString &text)
{
    auto message = saying(original.conversation, text);
    if (!message) {
        return message;
    }
    message->purpose = Purpose::Correction;
    return about(original, *message);
}

Result<ChatMessage> retractionOf(const ChatMessage &original)
{
    return about(original, outgoing(original.conversation, Purpose::Retraction));
}

/// In English, as nobody knows the language of whoever reads it: a program that does not know retractions shows it.
static QString retractionFallback()
{
    return QStringLiteral("/me retracted a previous message, but it's unsupported by your client.");
}

Message stanzaOf(const ChatMessage &message)
{
    Message stanza;
    stanza.type = Message::Type::Chat;
    stanza.to = message.conversation.peer;
    stanza.id = message.stanzaId;
    switch (message.purpose) {
    case Purpose::Saying:
        stanza.setBody(message.sentBody()); // it may have been edited before it went out
        break;
    case Purpose::Correction:
        stanza.setBody(message.body);
        stanza.add(Replacement { message.about });
        break;
    case Purpose::Retraction:
        stanza.setBody(retractionFallback());
        stanza.add(Retraction { message.about });
        stanza.add(Fallback { Retraction::name.ns.toString() });
        stanza.add(StoreHint {}); // so that it is where the message is
        break;
    }
    return stanza;
}

} // namespace natter
