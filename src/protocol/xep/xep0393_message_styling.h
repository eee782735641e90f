// XEP-0393: Message Styling, version 1.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// The message is not to be styled (6).
struct Unstyled
{
    static constexpr ElementName name { u"urn:xmpp:styling:0", u"unstyled" };

    static std::optional<Unstyled> read(const Element &element);
    Element write() const;
};

/// Announces that messages are shown in style, which domain/message_styling.h finds in them.
class MessageStyling : public Extension
{
public:
    QStringList features() const override { return { Unstyled::name.ns.toString() }; }
};

} // namespace natter
