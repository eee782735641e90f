// XEP-0428: Fallback Indication, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0428_fallback_indication.h"

namespace natter {

std::optional<Fallback> Fallback::read(const Element &element)
{
    const bool isWhole = element.is(name) && element.childIn(name.ns).isNull();
    return isWhole ? std::optional(Fallback { element.attribute(u"for") }) : std::nullopt;
}

Element Fallback::write() const
{
    ElementBuilder builder(name);
    if (!meant.isEmpty()) {
        builder.attribute(u"for", meant);
    }
    return builder.build();
}

} // namespace natter
