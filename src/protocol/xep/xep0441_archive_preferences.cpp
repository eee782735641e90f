// XEP-0441: Message Archive Management Preferences, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0441_archive_preferences.h"

#include "base/limits.h"
#include "stanza/element_builder.h"

#include <QStringList>

namespace natter {

static const QStringList &defaultNames() // as Default
{
    static const QStringList names { QStringLiteral("always"), QStringLiteral("roster"), QStringLiteral("never") };
    return names;
}

static std::optional<QList<Jid>> jidsIn(const Element &list)
{
    QList<Jid> jids;
    const auto children = list.children();
    for (const Element &child : children) {
        const Jid jid = child.is({ ArchivePreferences::name.ns, u"jid" }) ? Jid::orNull(child.text()) : Jid();
        if (jid.isNull() || jids.size() == limits::archivePreferences) {
            return std::nullopt;
        }
        jids.append(jid);
    }
    return jids;
}

static Element listOf(QStringView listName, const QList<Jid> &jids)
{
    ElementBuilder list(ElementName { ArchivePreferences::name.ns, listName });
    for (const Jid &jid : jids) {
        list.textChild({ ArchivePreferences::name.ns, u"jid" }, jid.toString());
    }
    return list.build();
}

std::optional<ArchivePreferences> ArchivePreferences::read(const Element &element)
{
    const auto otherwise = defaultNames().indexOf(element.attribute(u"default"));
    const auto always = jidsIn(element.child({ name.ns, u"always" }));
    const auto never = jidsIn(element.child({ name.ns, u"never" }));
    if (!element.is(name) || otherwise < 0 || !always || !never) {
        return std::nullopt;
    }
    return ArchivePreferences { static_cast<Default>(otherwise), *always, *never };
}

Element ArchivePreferences::write() const
{
    return ElementBuilder(name)
        .attribute(u"default", defaultNames()[static_cast<int>(otherwise)])
        .child(listOf(u"always", always))
        .child(listOf(u"never", never))
        .build();
}

} // namespace natter
