// XEP-0424: Message Retraction, version 0.4.2
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0424_message_retraction.h"

#include "protocol/xep/xep0082_date_time.h"

namespace natter {

std::optional<Retraction> Retraction::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(Retraction { id });
}

Element Retraction::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

std::optional<Tombstone> Tombstone::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    if (id.isEmpty()) {
        return std::nullopt;
    }
    return Tombstone { id, dateTimeFrom(element.attribute(u"stamp")) };
}

Element Tombstone::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"id", id);
    if (stamp.isValid()) {
        builder.attribute(u"stamp", dateTimeText(stamp));
    }
    return builder.build();
}

} // namespace natter
