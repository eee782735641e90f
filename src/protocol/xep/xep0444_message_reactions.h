// XEP-0444: Message Reactions, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// What the sender thinks of a message, in emoji, instead of all that they thought of it before (3).
struct Reactions
{
    static constexpr ElementName name { u"urn:xmpp:reactions:0", u"reactions" };

    QString id; ///< of the message, as its sender named it
    QStringList emoji; ///< each once, and one to the eye; none: all are taken back

    /// Null without an id. What is not one character to the eye is left out, and what is beyond limits::reactions.
    static std::optional<Reactions> read(const Element &element);
    Element write() const;
    friend bool operator==(const Reactions &, const Reactions &) = default;
};

/// Announces that reactions are understood; what becomes of them is decided where they are stored.
class MessageReaction : public Extension
{
public:
    QStringList features() const override { return { Reactions::name.ns.toString() }; }
};

} // namespace natter
