// XEP-0393: Message Styling, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0393_message_styling.h"

namespace natter {

std::optional<Unstyled> Unstyled::read(const Element &element)
{
    return element.is(name) ? std::optional(Unstyled()) : std::nullopt;
}

Element Unstyled::write() const { return ElementBuilder(name).build(); }

} // namespace natter
