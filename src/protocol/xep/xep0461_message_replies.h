// XEP-0461: Message Replies, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// The message answers another (3).
struct Reply
{
    static constexpr ElementName name { u"urn:xmpp:reply:0", u"reply" };

    QString id; ///< of the message that is answered
    Jid to {}; ///< who had said it; may be null

    /// Null without an id.
    static std::optional<Reply> read(const Element &element);
    Element write() const;
    friend bool operator==(const Reply &, const Reply &) = default;
};

/// Announces that replies are understood.
class MessageReplies : public Extension
{
public:
    QStringList features() const override { return { Reply::name.ns.toString() }; }
};

} // namespace natter
