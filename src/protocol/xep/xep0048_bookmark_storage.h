// XEP-0048: Bookmarks, version 1.2
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0402_bookmarks.h"

namespace natter {

/// All bookmarks in one element (2), as older programs know them. What is not a room is kept as it is, and so is what
/// others wrote beside what is known of a room.
struct BookmarkStorage
{
    static constexpr ElementName name { u"storage:bookmarks", u"storage" };

    Element element {}; ///< as it is kept; null: nothing is

    /// Those of rooms with an address, in their order; of two with the same address the first. As some servers do
    /// where they turn the one form into the other, extensions of XEP-0402 are looked for in them.
    QList<Bookmark> rooms() const;
    /// Adds the bookmark, or changes the one of that room; other attributes than those of the specification go then.
    void set(const Bookmark &bookmark);
    void remove(const Jid &room);

    static std::optional<BookmarkStorage> read(const Element &element);
    Element write() const;
    friend bool operator==(const BookmarkStorage &, const BookmarkStorage &) = default;
};

} // namespace natter
