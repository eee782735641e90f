// XEP-0172: User Nickname, version 1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0172_user_nickname.h"

#include "base/limits.h"
#include "base/text.h"
#include "stanza/element_builder.h"

namespace natter {

std::optional<UserNickname> UserNickname::read(const Element &element)
{
    const QString nick = cut(element.text().simplified(), limits::nameChars);
    return element.is(name) && !nick.isEmpty() ? std::optional(UserNickname { nick }) : std::nullopt;
}

Element UserNickname::write() const { return ElementBuilder(name).text(nick).build(); }

} // namespace natter
