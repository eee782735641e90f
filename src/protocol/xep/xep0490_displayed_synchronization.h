// XEP-0490: Message Displayed Synchronization, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/xep/xep0359_stanza_ids.h"

namespace natter {

/// Everything in a conversation up to a message was displayed on one of our devices (4.1). The item that has it is
/// named as the other side of the conversation.
struct DisplayedUpTo
{
    static constexpr ElementName name { u"urn:xmpp:mds:displayed:0", u"displayed" };

    StanzaId message; ///< as our account's archive, or a room, names it

    /// Null without one.
    static std::optional<DisplayedUpTo> read(const Element &element);
    Element write() const;
    friend bool operator==(const DisplayedUpTo &, const DisplayedUpTo &) = default;
};

/// Asks to hear of it (4.3).
class DisplayedSynchronization : public Extension
{
public:
    QStringList features() const override { return { DisplayedUpTo::name.ns.toString() + QStringLiteral("+notify") }; }
};

} // namespace natter
