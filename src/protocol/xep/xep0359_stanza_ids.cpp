// XEP-0359: Unique and Stable Stanza IDs, version 0.7.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0359_stanza_ids.h"

#include "stanza/element_builder.h"

namespace natter {

std::optional<OriginId> OriginId::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(OriginId { id });
}

Element OriginId::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

void StanzaIds::outgoing(Message &message)
{
    if (!message.id.isEmpty() && !message.body().isEmpty()) {
        message.addChild(OriginId { message.id }.write());
    }
}

} // namespace natter
