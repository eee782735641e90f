// XEP-0469: Bookmark Pinning, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0402_bookmarks.h"

namespace natter {

/// The person wants to have that room above others: an extension of its bookmark (3).
struct Pinned
{
    static constexpr ElementName name { u"urn:xmpp:bookmarks-pinning:0", u"pinned" };

    static std::optional<Pinned> read(const Element &element);
    Element write() const;
    friend bool operator==(const Pinned &, const Pinned &) = default;
};

bool isPinned(const Bookmark &bookmark);
/// What is pinned already stays as it was written.
void setPinned(Bookmark &bookmark, bool pinned);

} // namespace natter
