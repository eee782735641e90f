// XEP-0382: Spoiler Messages, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// The body is to be shown only to who asks for that (3).
struct Spoiler
{
    static constexpr ElementName name { u"urn:xmpp:spoiler:0", u"spoiler" };

    QString hint; ///< what it is about; may be empty

    static std::optional<Spoiler> read(const Element &element);
    Element write() const;
    friend bool operator==(const Spoiler &, const Spoiler &) = default;
};

/// Announces that spoilers are hidden.
class SpoilerMessages : public Extension
{
public:
    QStringList features() const override { return { Spoiler::name.ns.toString() }; }
};

} // namespace natter
