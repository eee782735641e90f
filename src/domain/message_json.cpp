// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/message_json.h"

#include <QHash>
#include <QJsonArray>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;

static const QHash<Delivery, QString> &deliveryNames()
{
    static const QHash<Delivery, QString> names {
        { Delivery::None, QStringLiteral("received") },       { Delivery::Queued, QStringLiteral("queued") },
        { Delivery::Written, QStringLiteral("sent") },        { Delivery::OnServer, QStringLiteral("on-server") },
        { Delivery::Delivered, QStringLiteral("delivered") }, { Delivery::Displayed, QStringLiteral("displayed") },
        { Delivery::Failed, QStringLiteral("failed") }
    };
    return names;
}

QString directionName(Direction direction)
{
    return direction == Direction::Incoming ? QStringLiteral("in") : QStringLiteral("out");
}

static QString aboutName(ChatMessage::Purpose purpose)
{
    using Purpose = ChatMessage::Purpose;
    return purpose == Purpose::Correction ? QStringLiteral("corrects")
        : purpose == Purpose::Retraction  ? QStringLiteral("retracts")
        : purpose == Purpose::Moderation  ? QStringLiteral("moderates")
                                          : QStringLiteral("reactsTo");
}

QString kindName(const ConversationId &conversation, ChatKind kind)
{
    return kind == ChatKind::Room ? QStringLiteral("room")
                                  : (conversation.isInsideRoom() ? QStringLiteral("private") : QString());
}

/// Who in a room said it.
static void addSender(QJsonObject &object, const ChatMessage &message)
{
    for (const auto &[key, text] :
         { std::pair("kind", kindName(message.conversation, message.kind)), std::pair("nick", message.nick),
           std::pair("occupant", message.occupant), std::pair("recipient", message.recipient) }) {
        if (!text.isEmpty()) {
            object[QLatin1String(key)] = text;
        }
    }
    if (message.isMention) {
        object[QStringLiteral("mention")] = true;
    }
}

static QJsonArray reactionsJson(const QList<Reaction> &reactions)
{
    QJsonArray array;
    for (const Reaction &reaction : reactions) {
        array.append(QJsonObject { { QStringLiteral("emoji"), reaction.emoji },
                                   { QStringLiteral("count"), reaction.count },
                                   { QStringLiteral("ours"), reaction.isOurs } });
    }
    return array;
}

QJsonObject messageJson(const ChatMessage &message)
{
    QJsonObject object {
        { QStringLiteral("account"), message.conversation.account.toString() },
        { QStringLiteral("peer"), message.conversation.peer.toString() },
        { QStringLiteral("direction"), directionName(message.direction) },
        { QStringLiteral("id"), message.stanzaId },
        { QStringLiteral("body"), message.body },
        { QStringLiteral("time"), message.time.toUTC().toString(Qt::ISODateWithMs) },
        { QStringLiteral("state"), deliveryNames().value(message.delivery) },
    };
    addSender(object, message);
    if (!message.archiveId.isEmpty()) {
        object[QStringLiteral("archiveId")] = message.archiveId;
    }
    if (message.isAbout()) {
        object[aboutName(message.purpose)] = message.about;
    }
    if (message.quote) {
        object[QStringLiteral("replyTo")] = message.quote->id;
        object[QStringLiteral("quoted")] = message.quote->said;
    }
    if (message.spoiler) {
        object[QStringLiteral("spoiler")] = *message.spoiler;
    }
    if (!message.reactions.isEmpty()) {
        object[QStringLiteral("reactions")] = reactionsJson(message.reactions);
    }
    if (const auto cards = cardsFor(message.body, message.cards); !cards.isEmpty()) {
        object[QStringLiteral("cards")] = cardsJson(cards, Pictures::No);
    }
    for (const auto &[key, time] : { std::pair("edited", message.edited), std::pair("retracted", message.retracted) }) {
        if (time.isValid()) {
            object[QLatin1String(key)] = time.toUTC().toString(Qt::ISODateWithMs);
        }
    }
    if (!message.firstBody.isNull()) {
        object[QStringLiteral("firstBody")] = message.firstBody;
    }
    if (!message.failure.isEmpty()) {
        object[QStringLiteral("failure")] = message.failure;
    }
    return object;
}

Result<ChatMessage> messageOfJson(const QJsonObject &object)
{
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    ChatMessage message;
    const Jid peer = Jid::orNull(text("peer"));
    message.conversation = { Jid::orNull(text("account")).bare(), text("kind") == u"private" ? peer : peer.bare() };
    message.kind = text("kind") == u"room" ? ChatKind::Room : ChatKind::Person;
    message.nick = text("nick");
    message.occupant = text("occupant");
    message.recipient = text("recipient");
    message.isMention = object.value(QLatin1String("mention")).toBool();
    const auto time = [&text](const char *key) { return QDateTime::fromString(text(key), Qt::ISODateWithMs).toUTC(); };
    message.time = time("time");
    message.edited = time("edited");
    message.retracted = time("retracted");
    message.body = text("body");
    const QString direction = text("direction");
    const bool isOutgoing = direction == u"out";
    const bool isWhole = !message.conversation.isNull() && message.time.isValid()
        && message.body.isEmpty() == message.isRetracted() && (isOutgoing || direction == u"in");
    if (!isWhole) {
        return failure(Error::Kind::Malformed,
                       QStringLiteral("no message: account, peer, direction, body and time "
                                      "are needed"));
    }
    message.direction = isOutgoing ? Direction::Outgoing : Direction::Incoming;
    message.firstBody = object.contains(QLatin1String("firstBody")) ? text("firstBody") : QString();
    message.stanzaId = text("id");
    message.archiveId = text("archiveId");
    if (object.contains(QLatin1String("replyTo"))) {
        message.quote = Quote { text("replyTo"), text("quoted") };
    }
    if (object.contains(QLatin1String("spoiler"))) {
        message.spoiler = text("spoiler");
    }
    message.cards = cardsFor(message.body, cardsOfJson(object.value(QLatin1String("cards")).toArray()));
    message.failure = text("failure");
    message.delivery = isOutgoing ? deliveryNames().key(text("state"), Delivery::OnServer) : Delivery::None;
    if (message.delivery == Delivery::Displayed) { // which each conversation knows for itself
        message.delivery = Delivery::Delivered;
    }
    return message;
}

} // namespace natter
