// XEP-0490: Message Displayed Synchronization, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0490_displayed_synchronization.h"

namespace natter {

std::optional<DisplayedUpTo> DisplayedUpTo::read(const Element &element)
{
    const auto id = element.is(name) ? StanzaId::read(element.child(StanzaId::name)) : std::nullopt;
    return id ? std::optional(DisplayedUpTo { *id }) : std::nullopt;
}

Element DisplayedUpTo::write() const { return ElementBuilder(name).child(message.write()).build(); }

} // namespace natter
