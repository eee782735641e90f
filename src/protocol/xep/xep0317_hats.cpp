// XEP-0317: Hats, version 0.3.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0317_hats.h"

#include "base/limits.h"
#include "base/text.h"

namespace natter {

static constexpr ElementName hatName { Hats::name.ns, u"hat" };
static constexpr QStringView olderNs =
    u"xmpp:prosody.im/protocol/hats:1"; ///< before there was a specification: ejabberd

std::optional<Hats> Hats::read(const Element &element)
{
    const bool isOlder = element.is({ olderNs, name.local });
    if (!isOlder && !element.is(name)) {
        return std::nullopt;
    }
    Hats read;
    for (const Element &child : element.children()) {
        if (!child.is(isOlder ? ElementName { olderNs, hatName.local } : hatName) || read.hats.size() >= limits::hats) {
            continue;
        }
        const Hat hat { cut(child.attribute(u"uri"), limits::statusChars),
                        cut(child.attribute(u"title"), limits::nameChars) };
        if (!hat.uri.isEmpty() && !hat.title.isEmpty() && !read.hats.contains(hat)) {
            read.hats.append(hat);
        }
    }
    return read;
}

Element Hats::write() const
{
    ElementBuilder builder(name);
    for (const Hat &hat : hats) {
        builder.open(hatName).attribute(u"title", hat.title).attribute(u"uri", hat.uri).close();
    }
    return builder.build();
}

} // namespace natter
