// XEP-0444: Message Reactions, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0444_message_reactions.h"

#include "base/limits.h"
#include "base/one_sign.h"

namespace natter {

static constexpr ElementName reaction { Reactions::name.ns, u"reaction" };

std::optional<Reactions> Reactions::read(const Element &element)
{
    Reactions reactions { element.is(name) ? element.attribute(u"id") : QString(), {} };
    if (reactions.id.isEmpty()) {
        return std::nullopt;
    }
    for (const Element &child : element.children()) {
        const QString emoji = child.is(reaction) ? child.text().trimmed() : QString();
        if (isOneSign(emoji) && !reactions.emoji.contains(emoji) && reactions.emoji.size() < limits::reactions) {
            reactions.emoji.append(emoji);
        }
    }
    const bool hadSome = !element.child(reaction).isNull();
    return hadSome && reactions.emoji.isEmpty() ? std::nullopt
                                                : std::optional(reactions); // they say nothing that counts
}

Element Reactions::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"id", id);
    for (const QString &each : emoji) {
        builder.textChild(reaction, each);
    }
    return builder.build();
}

} // namespace natter
