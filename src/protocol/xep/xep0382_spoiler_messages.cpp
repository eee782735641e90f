// XEP-0382: Spoiler Messages, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0382_spoiler_messages.h"

#include "base/limits.h"

namespace natter {

std::optional<Spoiler> Spoiler::read(const Element &element)
{
    return element.is(name) ? std::optional(Spoiler { element.text().left(limits::statusChars).simplified() })
                            : std::nullopt;
}

Element Spoiler::write() const
{
    ElementBuilder builder(name);
    builder.text(hint);
    return builder.build();
}

} // namespace natter
