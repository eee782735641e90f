// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_text.h"

#include <QCoreApplication>

namespace natter {

/// By whom is part of it: one's own is not somebody's doing.
static QString retractedText(ChatMessage::Direction direction)
{
    return direction == ChatMessage::Direction::Outgoing
        ? QCoreApplication::translate("natter::MessageText", "You retracted this message")
        : QCoreApplication::translate("natter::MessageText", "This message was retracted");
}

QString shownText(const ChatMessage &message)
{
    if (message.purpose == ChatMessage::Purpose::Retraction) { // it has a place only because it failed
        return QCoreApplication::translate("natter::MessageText", "A message was to be retracted");
    }
    return message.isRetracted() ? retractedText(message.direction) : message.body;
}

QString lastText(const ChatSummary &chat)
{
    return chat.isLastRetracted ? retractedText(chat.lastDirection) : chat.lastBody;
}

} // namespace natter
