// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/message_row.h"

#include "store/stored_time.h"

#include <QSqlQuery>
#include <QVariant>

namespace natter {

ChatMessage messageOf(const QSqlQuery &query)
{
    ChatMessage message;
    message.row = query.value(0).toLongLong();
    message.conversation = { Jid::orNull(query.value(1).toString()), Jid::orNull(query.value(2).toString()) };
    message.direction = static_cast<ChatMessage::Direction>(query.value(3).toInt());
    message.stanzaId = query.value(4).toString();
    message.body = query.value(5).toString();
    message.time = timeOf(query.value(6));
    message.delivery = static_cast<ChatMessage::Delivery>(query.value(7).toInt());
    message.failure = query.value(8).toString();
    message.archiveId = query.value(9).toString();
    message.purpose = static_cast<ChatMessage::Purpose>(query.value(10).toInt());
    message.about = query.value(11).toString();
    message.edited = timeOf(query.value(12));
    message.retracted = timeOf(query.value(13));
    message.isChanging = query.value(14).toBool();
    message.isShown = query.value(15).toBool();
    message.isUnstyled = query.value(16).toBool();
    message.firstBody = query.value(17).isNull() ? QString() : query.value(17).toString();
    return message;
}

} // namespace natter
