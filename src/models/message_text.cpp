// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_text.h"

#include "base/log.h"
#include "base/text.h"

#include <QCoreApplication>

namespace natter {

/// By whom is part of it: one's own is not somebody's doing. In a room it may be a moderator's.
static QString retractedText(bool byUs)
{
    return byUs ? QCoreApplication::translate("natter::MessageText", "You retracted this message")
                : QCoreApplication::translate("natter::MessageText", "This message was retracted");
}

static constexpr QStringView actionMark = u"/me ";

bool isAction(const ChatMessage &message) { return message.body.startsWith(actionMark); }

QString senderOf(const ChatMessage &message, const QString &peerName)
{
    return message.nick.isEmpty() ? peerName : withVisibleControls(message.nick);
}

QString colourSeedOf(const ChatMessage &message)
{
    const ConversationId &chat = message.conversation;
    if (!message.nick.isEmpty()) {
        return message.nick;
    }
    if (message.isOutgoing()) {
        return chat.account.toString();
    }
    return chat.isInsideRoom() ? chat.peer.resource() : chat.peer.toString();
}

QString actorOf(const ChatMessage &message, const QString &peerName)
{
    return senderOf(message, message.isOutgoing() ? message.conversation.account.local() : peerName);
}

static QString withActor(const QString &text, const QString &name)
{
    return text.startsWith(actionMark) ? name + u' ' + QStringView(text).mid(actionMark.size()) : text;
}

QString wordsOf(const ChatMessage &message, const QString &name) { return withActor(message.body, name); }

static constexpr qsizetype hintChars = 200; ///< more would be what is hidden

QString spoilerText(const QString &hint)
{
    return hint.isEmpty()
        ? QCoreApplication::translate("natter::MessageText", "Hidden message")
        : QCoreApplication::translate("natter::MessageText", "Hidden message: %1").arg(cut(hint, hintChars));
}

QString quoteText(const Quote &quote, const QString &name)
{
    if (quote.isRetracted) {
        return retractedText(quote.isOurs && quote.nick.isEmpty());
    }
    if (quote.row != 0 && quote.text.isEmpty()) { // else it would be a way around what hides it
        return spoilerText({});
    }
    const QString text = quote.row != 0 ? quote.text : quote.said;
    return text.isEmpty() ? QCoreApplication::translate("natter::MessageText", "A message that is not here")
                          : withActor(text, name);
}

QString quotedSender(const Quote &quote, const QString &peerName)
{
    if (quote.row == 0) {
        return {};
    }
    return quote.nick.isEmpty() ? peerName : withVisibleControls(quote.nick);
}

/// What a room told of it, a line each: "moderated", by whom, and why.
static QStringList moderationOf(const ChatMessage &message)
{
    const QStringList lines = message.isRetracted() ? message.failure.split(u'\n') : QStringList();
    return lines.value(0) == u"moderated" ? lines : QStringList();
}

bool isModerated(const ChatMessage &message) { return !moderationOf(message).isEmpty(); }

/// As far as the room told.
static QString moderatedText(const ChatMessage &message)
{
    const QStringList told = moderationOf(message);
    const QString who = embedded(withVisibleControls(told.value(1)));
    const QString why = embedded(withVisibleControls(told.value(2)));
    const QString done = told.value(1).isEmpty()
        ? QCoreApplication::translate("natter::MessageText", "A moderator retracted this message")
        : QCoreApplication::translate("natter::MessageText", "%1 retracted this message, as a moderator").arg(who);
    return told.value(2).isEmpty() ? done : done + QStringLiteral(": ") + why;
}

QString shownText(const ChatMessage &message)
{
    if (message.purpose == ChatMessage::Purpose::Retraction) { // it has a place only because it failed
        return QCoreApplication::translate("natter::MessageText", "A message was to be retracted");
    }
    if (isModerated(message)) {
        return moderatedText(message);
    }
    if (message.isRetracted()) {
        return retractedText(message.isOutgoing());
    }
    return message.spoiler ? spoilerText(*message.spoiler) : message.body;
}

QString lastText(const ChatSummary &chat, const QString &peerName)
{
    if (chat.isLastRetracted) {
        const bool isOurs = chat.lastDirection == ChatMessage::Direction::Outgoing;
        return retractedText(isOurs && chat.kind == ChatKind::Person);
    }
    if (chat.lastRow == 0 && chat.later > 0) {
        return QCoreApplication::translate("natter::MessageText", "To be sent later");
    }
    if (chat.isLastHidden) {
        return spoilerText({});
    }
    if (chat.lastDirection == ChatMessage::Direction::Outgoing && chat.lastNick.isEmpty()) {
        return chat.lastBody.startsWith(actionMark) ? chat.lastBody.mid(actionMark.size()) : chat.lastBody;
    }
    return withActor(chat.lastBody, chat.lastNick.isEmpty() ? peerName : withVisibleControls(chat.lastNick));
}

QString lastSender(const ChatSummary &chat)
{
    const bool isNamed = chat.isLastRetracted || (!chat.isLastHidden && chat.lastBody.startsWith(actionMark));
    const bool isOurs = chat.lastDirection == ChatMessage::Direction::Outgoing;
    return isOurs || isNamed ? QString() : withVisibleControls(chat.lastNick);
}

} // namespace natter
