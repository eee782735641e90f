// XEP-0297: Stanza Forwarding, version 1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/stanza.h"

#include <QDateTime>

namespace natter {

/// A message inside another. On its own it proves nothing: only who wraps it, and why, makes it count.
struct ForwardedStanza
{
    static constexpr ElementName name { u"urn:xmpp:forward:0", u"forwarded" };

    Message message;
    QDateTime stamp; ///< from the delay beside the message; may be null

    /// Null unless it holds exactly one stanza and that is a message.
    static std::optional<ForwardedStanza> read(const Element &element);
    Element write() const;
};

} // namespace natter
