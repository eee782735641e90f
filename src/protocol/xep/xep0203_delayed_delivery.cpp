// XEP-0203: Delayed Delivery, version 2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0203_delayed_delivery.h"

#include "protocol/xep/xep0082_date_time.h"
#include "stanza/element_builder.h"

namespace natter {

std::optional<DelayedDelivery> DelayedDelivery::read(const Element &element)
{
    const QDateTime stamp = dateTimeFrom(element.attribute(u"stamp"));
    if (!element.is(name) || !stamp.isValid()) {
        return std::nullopt;
    }
    return DelayedDelivery { stamp, Jid::orNull(element.attribute(u"from")) };
}

Element DelayedDelivery::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"from", from.isNull() ? QString() : from.toString());
    builder.attribute(u"stamp", dateTimeText(stamp));
    return builder.build();
}

} // namespace natter
