// XEP-0334: Message Processing Hints, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"

#include <optional>

namespace natter {

/// The message is to be kept by archives, though it may not look as if (3.4).
struct StoreHint
{
    static constexpr ElementName name { u"urn:xmpp:hints", u"store" };

    static std::optional<StoreHint> read(const Element &element);
    Element write() const;
};

} // namespace natter
