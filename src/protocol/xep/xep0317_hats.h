// XEP-0317: Hats, version 0.3.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element_builder.h"

#include <QList>

#include <optional>

namespace natter {

/// What somebody is in a room beside role and affiliation.
struct Hat
{
    QString uri;
    QString title;

    friend bool operator==(const Hat &, const Hat &) = default;
};

/// The hats of an occupant, in their presence (3.1); at most limits::hats.
struct Hats
{
    static constexpr ElementName name { u"urn:xmpp:hats:0", u"hats" };

    QList<Hat> hats;

    static std::optional<Hats> read(const Element &element);
    Element write() const;
    friend bool operator==(const Hats &, const Hats &) = default;
};

} // namespace natter
