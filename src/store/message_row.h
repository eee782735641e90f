// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

class QSqlQuery;

namespace natter {

/// What to select for messageOf().
inline constexpr auto messageColumns =
    "m.id, a.jid, c.peer, m.direction, m.stanza_id, m.body, m.time, CASE WHEN m.delivery IN (2, 5) AND m.id <= "
    "c.displayed_message THEN 6 ELSE m.delivery END, m.failure, m.archive_id, m.purpose, m.about, m.edited, "
    "m.retracted, m.changing, m.shown, m.unstyled, m.first_body, m.markable, m.spoiler, m.reactions, m.reply_to, "
    "m.quoted, q.id, CASE WHEN q.spoiler IS NULL THEN q.body ELSE '' END, q.direction, q.retracted IS NOT NULL";

/// From where: message m in chat c of account a, which answers q. `%1` is the name of the database with a dot, if it is
/// not the main one.
inline constexpr auto messageTables =
    " FROM %1message m JOIN %1chat c ON c.id = m.chat JOIN %1account a ON a.id = c.account LEFT JOIN %1message q ON "
    "q.id = CASE WHEN m.reply_to <> '' THEN (SELECT max(o.id) FROM %1message o WHERE o.chat = m.chat AND o.stanza_id = "
    "m.reply_to AND o.purpose = 0 AND o.id < m.id) END ";

/// Both; `database` as %1.
QString selectMessages(const QString &database = {});

/// The message in the row that the query is at.
ChatMessage messageOf(const QSqlQuery &query);

/// As they stand on disk.
QString storedReactions(const QList<Reaction> &reactions);

} // namespace natter
