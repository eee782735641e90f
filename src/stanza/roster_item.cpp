// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/roster_item.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"

namespace natter {

static constexpr ElementName groupName { ns::roster, u"group" };

static RosterItem::Subscription subscriptionOf(const QString &text)
{
    using Subscription = RosterItem::Subscription;
    if (text == u"both") {
        return Subscription::Both;
    }
    if (text == u"to") {
        return Subscription::To;
    }
    if (text == u"from") {
        return Subscription::From;
    }
    return text == u"remove" ? Subscription::Remove : Subscription::None;
}

std::optional<RosterItem> RosterItem::read(const Element &item)
{
    RosterItem result;
    result.jid = Jid::orNull(item.attribute(u"jid")).bare();
    if (!item.is(name) || result.jid.isNull()) {
        return std::nullopt;
    }
    result.handle = cut(item.attribute(u"name"), limits::nameChars);
    result.subscription = subscriptionOf(item.attribute(u"subscription"));
    result.asked = item.attribute(u"ask") == u"subscribe";
    for (const Element &child : item.children()) {
        const QString group = child.is(groupName) ? cut(child.text().trimmed(), limits::nameChars) : QString();
        if (!group.isEmpty() && result.groups.size() < limits::groups && !result.groups.contains(group)) {
            result.groups.append(group);
        }
    }
    return result;
}

/// For a roster set: subscription and ask are the server's (RFC 6121, 2.1.2.2), except for a removal.
Element RosterItem::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"jid", jid.toString());
    if (subscription == Subscription::Remove) {
        builder.attribute(u"subscription", QStringLiteral("remove"));
        return builder.build();
    }
    builder.attribute(u"name", handle.isEmpty() ? QString() : handle);
    for (const QString &group : groups) {
        builder.textChild(groupName, group);
    }
    return builder.build();
}

} // namespace natter
