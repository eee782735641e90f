// XEP-0172: User Nickname, version 1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.h"

#include <optional>

namespace natter {

/// The name somebody gives themselves. It is no identity: it is shown beside the address, never instead of it.
struct UserNickname
{
    static constexpr ElementName name { u"http://jabber.org/protocol/nick", u"nick" };

    QString nick;

    static std::optional<UserNickname> read(const Element &element);
    Element write() const;

    friend bool operator==(const UserNickname &, const UserNickname &) = default;
};

} // namespace natter
