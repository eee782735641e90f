// XEP-0359: Unique and Stable Stanza IDs, version 0.7.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// The sender's own id for a message, which others on the way leave alone. Anybody can write it, so it means something
/// only together with the sender.
struct OriginId
{
    static constexpr ElementName name { u"urn:xmpp:sid:0", u"origin-id" };

    QString id; ///< not empty

    static std::optional<OriginId> read(const Element &element);
    Element write() const;

    friend bool operator==(const OriginId &, const OriginId &) = default;
};

/// Gives what we say an origin-id, the same as its stanza id, so that it can be found again in an archive.
class StanzaIds : public Extension
{
public:
    QStringList features() const override { return { OriginId::name.ns.toString() }; }
    using Extension::outgoing;
    void outgoing(Message &message) override;
};

} // namespace natter
