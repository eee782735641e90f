// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

class QSqlQuery;

namespace natter {

/// What to select for messageOf(): of message m in chat c of account a.
inline constexpr auto messageColumns =
    "m.id, a.jid, c.peer, m.direction, m.stanza_id, m.body, m.time, m.delivery, m.failure, m.archive_id, "
    "m.purpose, m.about, m.edited, m.retracted, m.changing, m.shown, m.unstyled, m.first_body";

/// The message in the row that the query is at.
ChatMessage messageOf(const QSqlQuery &query);

} // namespace natter
