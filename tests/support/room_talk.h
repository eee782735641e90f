// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/numbered_archive.h"

namespace natter {

/// A store, and a room in which several people say something: number 7 says "word7", is "a7" in the room's archive and
/// "s7" to its sender.
struct RoomTalk : NumberedArchive
{
    const ConversationId garden { romeo, Jid::orNull(u"garden@chat.capulet.lit") };

    /// Who is known by an id is so under any nickname; without a nickname, we have said it.
    ChatMessage said(int number, const QString &nick, const QString &body = {}) const
    {
        ChatMessage message = NumberedArchive::message(number, garden);
        message.kind = ChatKind::Room;
        message.nick = nick;
        message.occupant = QStringLiteral("id-of-") + nick;
        message.body = body.isEmpty() ? message.body : body;
        if (nick.isEmpty()) {
            message.direction = ChatMessage::Direction::Outgoing;
            message.delivery = ChatMessage::Delivery::OnServer;
            message.nick = QStringLiteral("romeo");
            message.occupant.clear();
        }
        return message;
    }
    /// On its way to the room.
    ChatMessage pending(int number, ChatMessage::Delivery delivery = ChatMessage::Delivery::Written) const
    {
        ChatMessage message = said(number, {});
        message.archiveId.clear();
        message.delivery = delivery;
        return message;
    }
    ChatMessage about(ChatMessage statement, ChatMessage::Purpose purpose, const QString &target) const
    {
        statement.purpose = purpose;
        statement.about = target;
        statement.edited = purpose == ChatMessage::Purpose::Correction ? statement.time : QDateTime();
        statement.body = purpose == ChatMessage::Purpose::Correction ? statement.body : QString();
        return statement;
    }
    ChatMessage correction(int number, const QString &nick, const QString &target, const QString &body) const
    {
        return about(said(number, nick, body), ChatMessage::Purpose::Correction, target);
    }
    ChatMessage retraction(int number, const QString &nick, const QString &target) const
    {
        return about(said(number, nick), ChatMessage::Purpose::Retraction, target);
    }
    ChatMessage reaction(int number, const QString &nick, const QString &target, const QString &emoji) const
    {
        ChatMessage statement = about(said(number, nick), ChatMessage::Purpose::Reaction, target);
        statement.body = emoji;
        return statement;
    }
    /// By the room itself.
    ChatMessage moderation(int number, const QString &target) const
    {
        ChatMessage statement = about(said(number, QStringLiteral("room")), ChatMessage::Purpose::Moderation, target);
        statement.nick.clear();
        statement.occupant.clear();
        return statement;
    }
    static ChatMessage byNobody(ChatMessage message)
    {
        message.occupant.clear();
        return message;
    }
    QList<ChatMessage> all() { return needed(store.messages().page(garden, 0, 1000)); }
    /// What is shown: who said it, what, and what others think of it.
    QStringList shown() { return shown(garden); }
    QStringList shown(const ConversationId &room)
    {
        QStringList lines;
        const auto messages = needed(store.messages().page(room, 0, 1000));
        for (const ChatMessage &message : messages) {
            QString line = message.nick + QStringLiteral(": ")
                + (message.isRetracted() ? QStringLiteral("-")
                                         : message.body + QLatin1String(message.edited.isValid() ? "*" : ""));
            for (const Reaction &reaction : message.reactions) {
                line += QStringLiteral(" %1%2%3")
                            .arg(reaction.emoji)
                            .arg(reaction.count)
                            .arg(reaction.isOurs ? QStringLiteral("!") : QString());
            }
            lines.append(line);
        }
        return lines;
    }
    using NumberedArchive::summary;
    ChatSummary summary() { return NumberedArchive::summary(garden); }
    static QStringList kinds(const QList<MessageChange> &changes)
    {
        static const QStringList names { "added", "updated", "filled in", "noted", "hidden" };
        QStringList all;
        for (const MessageChange &change : changes) {
            all.append(names[static_cast<int>(change.kind)] + QLatin1Char(' ') + change.message.stanzaId);
        }
        return all;
    }
};

} // namespace natter
