// XEP-0424: Message Retraction, version 0.4.2
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

#include <QDateTime>

namespace natter {

/// The sender takes back a message (3).
struct Retraction
{
    static constexpr ElementName name { u"urn:xmpp:message-retract:1", u"retract" };

    QString id; ///< that the sender gave it

    /// Null without an id.
    static std::optional<Retraction> read(const Element &element);
    Element write() const;
    friend bool operator==(const Retraction &, const Retraction &) = default;
};

/// What an archive keeps in the place of a message that was taken back (4).
struct Tombstone
{
    static constexpr ElementName name { u"urn:xmpp:message-retract:1", u"retracted" };

    QString id; ///< of the message that took it back
    QDateTime stamp; ///< when; null if the archive does not say

    /// Null without an id.
    static std::optional<Tombstone> read(const Element &element);
    Element write() const;
    friend bool operator==(const Tombstone &, const Tombstone &) = default;
};

/// Announces that retractions are understood; whose they may be is decided where they are stored.
class MessageRetraction : public Extension
{
public:
    QStringList features() const override { return { Retraction::name.ns.toString() }; }
};

} // namespace natter
