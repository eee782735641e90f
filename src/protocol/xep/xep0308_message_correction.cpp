// XEP-0308: Last Message Correction, version 1.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0308_message_correction.h"

namespace natter {

std::optional<Replacement> Replacement::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(Replacement { id });
}

Element Replacement::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

} // namespace natter
