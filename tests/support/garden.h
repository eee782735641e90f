// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/window_world.h"

namespace natter {

/// A room that people talk in, as it is stored.
namespace garden {

inline ConversationId chat() { return { WindowWorld::romeo(), Jid::orNull(u"garden@chat.capulet.lit") }; }

/// Somebody says something there, whom the room knows by that nickname alone.
inline ChatMessage said(const QString &nick, const QString &body,
                        const QDateTime &time = QDateTime::currentDateTimeUtc())
{
    ChatMessage message = WindowWorld::incoming(chat(), body, time);
    message.kind = ChatKind::Room;
    message.nick = nick;
    message.occupant = QStringLiteral("id of ") + nick;
    return message;
}

/// It means us.
inline ChatMessage mention(const QString &nick, const QString &body,
                           const QDateTime &time = QDateTime::currentDateTimeUtc())
{
    ChatMessage message = said(nick, body, time);
    message.isMention = true;
    return message;
}

/// We say something, as Romeo.
inline ChatMessage ours(const QString &body, const QDateTime &time = QDateTime::currentDateTimeUtc())
{
    ChatMessage message = WindowWorld::outgoing(chat(), body, time);
    message.kind = ChatKind::Room;
    message.nick = QStringLiteral("Romeo");
    return message;
}

/// With the ids that the room and its sender have given it.
inline ChatMessage named(ChatMessage message, const QString &id)
{
    message.stanzaId = QStringLiteral("s-") + id;
    message.archiveId = QStringLiteral("a-") + id;
    return message;
}

} // namespace garden

} // namespace natter
