// XEP-0402: PEP Native Bookmarks, version 1.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0402_bookmarks.h"

#include "stanza/element_builder.h"

#include <algorithm>

namespace natter {

static constexpr ElementName nickName { Bookmark::name.ns, u"nick" };
static constexpr ElementName passwordName { Bookmark::name.ns, u"password" };

Element Bookmark::extension(ElementName wanted) const
{
    const auto found =
        std::find_if(extensions.cbegin(), extensions.cend(), [wanted](const Element &each) { return each.is(wanted); });
    return found == extensions.cend() ? Element() : *found;
}

void Bookmark::setExtension(ElementName wanted, const Element &extension)
{
    QList<Element> kept;
    Element coming = extension;
    for (const Element &each : std::as_const(extensions)) {
        if (!each.is(wanted)) {
            kept.append(each);
        } else if (const Element next = std::exchange(coming, {})) {
            kept.append(next);
        }
    }
    if (coming) {
        kept.append(coming);
    }
    extensions = kept;
}

std::optional<Bookmark> Bookmark::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    Bookmark bookmark;
    bookmark.title = element.attribute(u"name");
    const QString autojoin = element.attribute(u"autojoin").trimmed();
    bookmark.autojoin = autojoin == u"true" || autojoin == u"1";
    bookmark.nick = element.childText(nickName);
    if (const QString password = element.childText(passwordName); !password.isEmpty()) {
        bookmark.password = Secret(password);
    }
    for (const Element &child : element.children()) {
        if (child.is(extensionsName)) {
            for (const Element &extension : child.children()) {
                bookmark.extensions.append(extension);
            }
        }
    }
    return bookmark;
}

Element Bookmark::write() const
{
    ElementBuilder builder(name);
    builder.attribute(u"name", title.isEmpty() ? QString() : title);
    builder.attribute(u"autojoin", autojoin ? QStringLiteral("true") : QString());
    if (!nick.isEmpty()) {
        builder.textChild(nickName, nick);
    }
    if (!password.isEmpty()) {
        builder.textChild(passwordName, password.reveal());
    }
    if (!extensions.isEmpty()) {
        builder.open(extensionsName);
        for (const Element &extension : extensions) {
            builder.child(extension);
        }
    }
    return builder.build();
}

bool operator==(const Bookmark &a, const Bookmark &b)
{
    return a.room == b.room && a.title == b.title && a.autojoin == b.autojoin && a.nick == b.nick
        && a.password.reveal() == b.password.reveal() && a.extensions == b.extensions;
}

} // namespace natter
