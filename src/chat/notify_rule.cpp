// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/notify_rule.h"

namespace natter {

Notify notifyRuleOf(const ChatSummary &chat)
{
    return chat.treatment.notify.value_or(chat.kind == ChatKind::Room ? Notify::OnMention : Notify::Always);
}

int wantedUnread(const ChatSummary &chat)
{
    switch (notifyRuleOf(chat)) {
    case Notify::Never:
        return 0;
    case Notify::OnMention:
        return chat.kind == ChatKind::Room ? chat.mentions : chat.unread; // a person means nobody else
    case Notify::Always:
        break;
    }
    return chat.unread;
}

bool isWanted(const ChatMessage &message, const ChatSummary &chat)
{
    const Notify rule = notifyRuleOf(chat);
    const bool meansUs = message.isMention || message.kind == ChatKind::Person;
    return rule == Notify::Always || (rule == Notify::OnMention && meansUs);
}

} // namespace natter
