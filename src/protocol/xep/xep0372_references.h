// XEP-0372: References, version 0.5.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"
#include "stanza/jid.h"

#include <optional>

namespace natter {

/// Somebody whom a message means (3.2). Other references are not read.
struct MentionReference
{
    static constexpr ElementName name { u"urn:xmpp:reference:0", u"reference" };

    Jid whom; ///< their address, or the one that they have in a room

    static std::optional<MentionReference> read(const Element &element);
    Element write() const;
    friend bool operator==(const MentionReference &, const MentionReference &) = default;
};

} // namespace natter
