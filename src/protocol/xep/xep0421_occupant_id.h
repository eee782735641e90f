// XEP-0421: Occupant identifiers for semi-anonymous MUCs, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stanza.h"

#include <optional>

namespace natter {

/// Who somebody is in one room, whatever they are called there. It means something only if the room announces that it
/// gives such ids, and thus takes away those that others wrote (4).
struct OccupantId
{
    static constexpr ElementName name { u"urn:xmpp:occupant-id:0", u"occupant-id" };

    QString id; ///< not empty

    /// Null without an id, or with one of more than 128 characters (8).
    static std::optional<OccupantId> read(const Element &element);
    Element write() const;
    /// The id in what a room passed on; empty unless there is exactly one.
    static QString in(const Stanza &stanza);

    friend bool operator==(const OccupantId &, const OccupantId &) = default;
};

} // namespace natter
