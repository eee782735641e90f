// XEP-0428: Fallback Indication, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"

#include <optional>

namespace natter {

/// The whole body is for those only who do not know what it stands for (3).
struct Fallback
{
    static constexpr ElementName name { u"urn:xmpp:fallback:0", u"fallback" };

    QString meant; ///< the namespace of what it stands for; empty: it does not say

    /// Null for one that is about a part of the body.
    static std::optional<Fallback> read(const Element &element);
    Element write() const;
    friend bool operator==(const Fallback &, const Fallback &) = default;
};

} // namespace natter
