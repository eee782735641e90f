// XEP-0402: PEP Native Bookmarks, version 1.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "stanza/element.h"
#include "stanza/jid.h"

#include <QList>

#include <optional>

namespace natter {

/// A room that the person wants to find again (3.1). In the node, the room's address is the id of the item.
struct Bookmark
{
    static constexpr ElementName name { u"urn:xmpp:bookmarks:1", u"conference" };

    Jid room; ///< bare; read() leaves it null, as it stands beside
    QString title {}; ///< what the person calls it; may be empty
    bool autojoin = false;
    QString nick {}; ///< empty: as usual
    Secret password {};
    QList<Element> extensions {}; ///< of other clients and specifications, kept as they are

    static std::optional<Bookmark> read(const Element &element);
    Element write() const;
    friend bool operator==(const Bookmark &, const Bookmark &) = default;
};

} // namespace natter
