// XEP-0469: Bookmark Pinning, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0469_bookmark_pinning.h"

#include "stanza/element_builder.h"

namespace natter {

std::optional<Pinned> Pinned::read(const Element &element)
{
    return element.is(name) ? std::optional(Pinned {}) : std::nullopt;
}

Element Pinned::write() const { return ElementBuilder(name).build(); }

bool isPinned(const Bookmark &bookmark) { return Pinned::read(bookmark.extension(Pinned::name)).has_value(); }

void setPinned(Bookmark &bookmark, bool pinned)
{
    if (pinned != isPinned(bookmark)) {
        bookmark.setExtension(Pinned::name, pinned ? Pinned {}.write() : Element());
    }
}

} // namespace natter
