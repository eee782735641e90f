// XEP-0203: Delayed Delivery, version 2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"
#include "stanza/jid.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// When a stanza was sent, and who says so. Anybody can write it: believe our own server only.
struct DelayedDelivery
{
    static constexpr ElementName name { u"urn:xmpp:delay", u"delay" };

    QDateTime stamp; ///< UTC
    Jid from; ///< who delayed it; may be null

    static std::optional<DelayedDelivery> read(const Element &element);
    Element write() const;

    friend bool operator==(const DelayedDelivery &, const DelayedDelivery &) = default;
};

} // namespace natter
