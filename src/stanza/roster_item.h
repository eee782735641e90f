// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"
#include "stanza/jid.h"

#include <QStringList>

#include <optional>

namespace natter {

/// One contact as the server keeps it (RFC 6121, 2.1.2).
struct RosterItem
{
    enum class Subscription { None, To, From, Both, Remove };

    static constexpr ElementName name { u"jabber:iq:roster", u"item" };

    Jid jid; ///< bare
    QString handle; ///< the name we gave the contact; may be empty
    Subscription subscription = Subscription::None;
    bool asked = false; ///< our request to see the contact's presence is open
    QStringList groups;

    /// They may see our presence.
    bool seesUs() const { return subscription == Subscription::From || subscription == Subscription::Both; }
    /// We may see their presence.
    bool isSeen() const { return subscription == Subscription::To || subscription == Subscription::Both; }

    static std::optional<RosterItem> read(const Element &item);
    Element write() const;

    friend bool operator==(const RosterItem &, const RosterItem &) = default;
};

} // namespace natter
