// XEP-0334: Message Processing Hints, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0334_processing_hints.h"

namespace natter {

std::optional<StoreHint> StoreHint::read(const Element &element)
{
    return element.is(name) ? std::optional(StoreHint()) : std::nullopt;
}

Element StoreHint::write() const { return ElementBuilder(name).build(); }

} // namespace natter
