// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

class QSqlQuery;

namespace natter {

/// How far message m of chat c got, as ChatMessage::Delivery: that a message was displayed is known of the chat.
inline constexpr auto deliveryColumn =
    "CASE WHEN m.delivery IN (2, 5) AND m.id <= c.displayed_message THEN 6 ELSE m.delivery END";

/// Selects what messageOf() needs, of message m in chat c of account a; to be followed by the condition. `database` is
/// the name of the database with a dot, if it is not the main one.
QString selectMessages(const QString &database = {});

/// The message in the row that the query is at.
ChatMessage messageOf(const QSqlQuery &query);

/// As they stand on disk.
QString storedReactions(const QList<Reaction> &reactions);
QString storedCards(const QList<LinkCard> &cards);
/// The opposite.
QList<LinkCard> cardsOf(const QString &stored);

} // namespace natter
