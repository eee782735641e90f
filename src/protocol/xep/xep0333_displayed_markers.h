// XEP-0333: Displayed Markers, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// Whoever sends this along wants to know when the message was displayed (4.1).
struct Markable
{
    static constexpr ElementName name { u"urn:xmpp:chat-markers:0", u"markable" };

    static std::optional<Markable> read(const Element &element);
    Element write() const;
};

/// Everything up to the message with that id was displayed (4.2).
struct DisplayedMarker
{
    static constexpr ElementName name { u"urn:xmpp:chat-markers:0", u"displayed" };

    QString id; ///< of the other side's message, as that side named it

    /// Null without an id.
    static std::optional<DisplayedMarker> read(const Element &element);
    Element write() const;
    friend bool operator==(const DisplayedMarker &, const DisplayedMarker &) = default;
};

/// Asks for markers for what we say; to whom we give them is decided in chat/read_sharing.h.
class DisplayedMarkers : public Extension
{
public:
    QStringList features() const override { return { Markable::name.ns.toString() }; }
    using Extension::outgoing;
    void outgoing(Message &message) override;
};

} // namespace natter
