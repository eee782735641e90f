// XEP-0249: Direct MUC Invitations, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0249_direct_invitation.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"

namespace natter {

std::optional<DirectInvitation> DirectInvitation::read(const Element &element)
{
    DirectInvitation invitation;
    invitation.room = element.is(name) ? Jid::orNull(element.attribute(u"jid")).bare() : Jid();
    if (invitation.room.isNull()) {
        return std::nullopt;
    }
    const QString continued = element.attribute(u"continue");
    invitation.reason = cut(element.attribute(u"reason").trimmed(), limits::statusChars).trimmed();
    invitation.password = Secret(element.attribute(u"password"));
    invitation.isContinued = continued == u"true" || continued == u"1";
    invitation.thread = cut(element.attribute(u"thread"), limits::statusChars);
    return invitation;
}

Element DirectInvitation::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"jid", room.toString());
    if (!reason.isEmpty()) {
        builder.attribute(u"reason", reason);
    }
    if (!password.isEmpty()) {
        builder.attribute(u"password", password.reveal());
    }
    if (isContinued) {
        builder.attribute(u"continue", QStringLiteral("true"));
    }
    if (!thread.isEmpty()) {
        builder.attribute(u"thread", thread);
    }
    return builder.build();
}

} // namespace natter
