// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_text.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/link_finder.h"
#include "models/message_text.h"
#include "models/room_names.h"
#include "models/timeline_model.h"
#include "widgets/error_text.h"
#include "widgets/message_layout.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLocale>

namespace natter {

QString speakerOf(const ChatMessage &message, const QString &peerName)
{
    return message.isOutgoing() ? QCoreApplication::translate("natter::TimelineView", "You")
                                : senderOf(message, peerName);
}

static QString editedText(const ChatMessage &message)
{
    if (!message.edited.isValid()) {
        return {};
    }
    return QCoreApplication::translate("natter::TimelineView", "edited: %1")
        .arg(QLocale().toString(message.edited.toLocalTime(), QLocale::ShortFormat));
}

/// Of a room it is not known here who they are.
static QString reactorsOfRoom(const Reaction &reaction)
{
    const int others = reaction.count - (reaction.isOurs ? 1 : 0);
    if (!reaction.isOurs) {
        return QCoreApplication::translate("natter::TimelineView", "%n people", nullptr, others);
    }
    return others == 0 ? QCoreApplication::translate("natter::TimelineView", "You")
                       : QCoreApplication::translate("natter::TimelineView", "You and %n others", nullptr, others);
}

/// Of two people there are three possibilities.
static QString reactors(const ChatMessage &message, const Reaction &reaction, const QString &peerName)
{
    if (message.kind == ChatKind::Room) {
        return reactorsOfRoom(reaction);
    }
    const QString you = QCoreApplication::translate("natter::TimelineView", "You");
    if (!reaction.isOurs) {
        return peerName;
    }
    return reaction.count > 1 ? QCoreApplication::translate("natter::TimelineView", "You and %1").arg(peerName) : you;
}

QString reactionToolTip(const ChatMessage &message, const Reaction &reaction, const QString &peerName)
{
    return asMarkup(QStringLiteral("%1 %2").arg(reaction.emoji, reactors(message, reaction, peerName)));
}

QString reactionToolTip(const QString &emoji, const QList<GivenReactions> &given)
{
    static constexpr qsizetype named = 5;
    QStringList names;
    for (const GivenReactions &one : given) {
        if (!one.emoji.contains(emoji)) {
            continue;
        }
        if (one.isOurs) {
            names.prepend(QCoreApplication::translate("natter::TimelineView", "You"));
        } else {
            names.append(embedded(withVisibleControls(cut(one.nick, limits::nameChars))));
        }
    }
    const auto others = static_cast<int>(qMax(names.size() - named, 0));
    const QString who = others == 0
        ? QLocale().createSeparatedList(names)
        : QCoreApplication::translate("natter::TimelineView", "%1 and %n others", nullptr, others)
              .arg(names.first(named).join(QStringLiteral(", ")));
    return asMarkup(QStringLiteral("%1 %2").arg(emoji, who));
}

static QString spokenReactions(const ChatMessage &message, const QString &peerName)
{
    QStringList parts;
    for (const Reaction &reaction : message.reactions) {
        parts << QStringLiteral("%1 %2").arg(reaction.emoji, reactors(message, reaction, peerName));
    }
    return parts.isEmpty()
        ? QString()
        : QCoreApplication::translate("natter::TimelineView", "reactions: %1").arg(parts.join(QStringLiteral("; ")));
}

static QString spokenQuote(const ChatMessage &message, const QString &peerName)
{
    if (!message.quote || message.isRetracted()) {
        return {};
    }
    const Quote &quote = *message.quote;
    const QString name = quotedSender(quote, peerName);
    const QString text = quoteText(quote, name).left(100).simplified();
    return message.kind == ChatKind::Room && !name.isEmpty() && !quote.isOurs
        ? QCoreApplication::translate("natter::TimelineView", "in reply to %1: %2").arg(name, text)
        : QCoreApplication::translate("natter::TimelineView", "in reply to: %1").arg(text);
}

static QString spokenMention(const ChatMessage &message)
{
    return message.isMention ? QCoreApplication::translate("natter::TimelineView", "mentions you") : QString();
}

static QString spokenCards(const ChatMessage &message)
{
    QStringList parts;
    const auto cards = cardsFor(message.body, message.cards);
    for (const LinkCard &card : cards) {
        QStringList words { hostOf(card.link), card.title, card.description, card.pictureText };
        words.removeAll(QString());
        parts << words.join(QStringLiteral(": "));
    }
    if (parts.isEmpty()) {
        return {};
    }
    const QString all = parts.join(QStringLiteral("; "));
    return message.isOutgoing()
        ? QCoreApplication::translate("natter::TimelineView", "preview of %1").arg(all)
        : QCoreApplication::translate("natter::TimelineView", "claimed by the sender: preview of %1").arg(all);
}

QString spokenText(const TimelineModel &model, int row, const SpeakerNames &names, bool isRevealed)
{
    const ChatMessage &message = model.message(row);
    const QString &peerName = names.peer;
    const QString speaker = speakerOf(message, peerName);
    const QString time = QLocale().toString(message.time.toLocalTime(), QLocale::ShortFormat);
    const auto missing = model.missingAbove(row);
    const MessagePlace place = MessagePlace::of(model, row);
    const int newAbove = place.newAbove;
    QStringList parts { missing ? missingText(*missing) : QString(),
                        place.eventsBeforeDay.join(QStringLiteral(", ")),
                        place.eventsAbove.join(QStringLiteral(", ")),
                        place.otherAbove.isEmpty() ? QString() : otherPersonText(place.otherAbove),
                        newAbove > 0 ? newLineText(newAbove, message.time) : QString(),
                        message.isOutgoing() ? speaker
                                             : toldApart(speaker, { message.nick, message.occupant }, names.guarded),
                        time,
                        spokenMention(message),
                        spokenQuote(message, peerName),
                        (isRevealed || (isAction(message) && !message.spoiler)) && !message.isRetracted()
                            ? wordsOf(message, actorOf(message, peerName))
                            : shownText(message),
                        message.spoiler && !isRevealed ? QString() : spokenCards(message),
                        editedText(message),
                        spokenReactions(message, peerName),
                        deliveryText(message),
                        place.eventsBelow.join(QStringLiteral(", ")) };
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString stateToolTip(const ChatMessage &message)
{
    QStringList lines { QLocale().toString(message.time.toLocalTime(), QLocale::LongFormat), editedText(message),
                        deliveryText(message) };
    lines.removeAll(QString());
    return asMarkup(lines.join(u'\n'));
}

QString copiedText(const ChatMessage &message, const QString &name)
{
    return message.spoiler ? shownText(message) : wordsOf(message, actorOf(message, name));
}

QString copiedLine(const ChatMessage &message, const QString &name, const QString &text)
{
    const QString time = QLocale().toString(message.time.toLocalTime(), QLocale::ShortFormat);
    return QStringLiteral("[%1] %2: %3").arg(time, name, text);
}

QString copiedText(const QList<ChatMessage> &messages, const std::function<QString(const ChatMessage &)> &nameOf)
{
    QStringList lines;
    for (const ChatMessage &message : messages) {
        const QString name = nameOf(message);
        const QString text = copiedText(message, name);
        lines.append(messages.size() == 1 ? text : copiedLine(message, name, text));
    }
    return lines.join(u'\n');
}

QString onlyLinkIn(const ChatMessage &message)
{
    const QString text = message.spoiler ? QString() : cut(message.body, limits::bodyChars);
    const auto links = findLinks(text);
    return links.size() == 1 ? text.mid(links.first().start, links.first().length) : QString();
}

bool isTyped(const QKeyEvent &event)
{
    const bool command = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    return !command && !event.text().isEmpty() && event.text().front().isPrint() && !event.text().front().isSpace();
}

} // namespace natter
