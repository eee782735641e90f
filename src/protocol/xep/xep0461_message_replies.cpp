// XEP-0461: Message Replies, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0461_message_replies.h"

namespace natter {

std::optional<Reply> Reply::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(Reply { id, Jid::orNull(element.attribute(u"to")) });
}

Element Reply::write() const
{
    ElementBuilder builder(name);
    if (!to.isNull()) {
        builder.attribute(u"to", to.toString());
    }
    return builder.attribute(u"id", id).build();
}

} // namespace natter
