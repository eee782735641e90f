// XEP-0478: Stream Limits Advertisement, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <chrono>
#include <optional>

namespace natter {

/// What a server is willing to take on a stream.
struct StreamLimits
{
    static constexpr ElementName name { u"urn:xmpp:stream-limits:0", u"limits" };
    static constexpr quint32 smallestMaxBytes = 10'000; ///< less is not allowed (RFC 6120, 13.12)

    std::optional<quint32> maxBytes; ///< of one stanza
    std::optional<std::chrono::seconds> idle; ///< of silence from us, before the server may give us up

    /// Those that the features announce; none if they do not.
    static StreamLimits of(const Element &features);
    static std::optional<StreamLimits> read(const Element &element);
    Element write() const;

    friend bool operator==(const StreamLimits &, const StreamLimits &) = default;
};

} // namespace natter
