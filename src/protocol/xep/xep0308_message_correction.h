// XEP-0308: Last Message Correction, version 1.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// The message stands in the place of another of the same sender (4).
struct Replacement
{
    static constexpr ElementName name { u"urn:xmpp:message-correct:0", u"replace" };

    QString id; ///< of the one that was first, however often it was corrected

    /// Null without an id.
    static std::optional<Replacement> read(const Element &element);
    Element write() const;
    friend bool operator==(const Replacement &, const Replacement &) = default;
};

/// Announces that corrections are understood; whose they may be is decided where they are stored.
class MessageCorrection : public Extension
{
public:
    QStringList features() const override { return { Replacement::name.ns.toString() }; }
};

} // namespace natter
