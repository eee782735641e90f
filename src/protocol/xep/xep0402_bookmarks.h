// XEP-0402: PEP Native Bookmarks, version 1.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "protocol/extension.h"
#include "stanza/element.h"
#include "stanza/jid.h"

#include <QList>

#include <optional>

namespace natter {

/// A room that the person wants to find again (3.1). In the node, the room's address is the id of the item.
struct Bookmark
{
    static constexpr ElementName name { u"urn:xmpp:bookmarks:1", u"conference" };
    static constexpr ElementName extensionsName { name.ns, u"extensions" };

    Jid room; ///< bare; read() leaves it null, as it stands beside
    QString title {}; ///< what the person calls it; may be empty
    bool autojoin = false;
    QString nick {}; ///< empty: as usual
    Secret password {};
    QList<Element> extensions {}; ///< of other clients and specifications, kept as they are

    /// The first extension of that name; null without one.
    Element extension(ElementName wanted) const;
    /// Replaces all extensions of that name by this, in the place of the first; null takes them away.
    void setExtension(ElementName wanted, const Element &extension);

    static std::optional<Bookmark> read(const Element &element);
    Element write() const;
    friend bool operator==(const Bookmark &a, const Bookmark &b);
};

/// Asks to hear of changes (3.1).
class BookmarkNotifications : public Extension
{
public:
    QStringList features() const override { return { Bookmark::name.ns.toString() + QStringLiteral("+notify") }; }
};

} // namespace natter
