// XEP-0372: References, version 0.5.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0372_references.h"

#include <QUrl>

namespace natter {

static constexpr QStringView scheme = u"xmpp:";

std::optional<MentionReference> MentionReference::read(const Element &element)
{
    const QString uri = element.attribute(u"uri");
    if (!element.is(name) || element.attribute(u"type") != u"mention" || !uri.startsWith(scheme, Qt::CaseInsensitive)) {
        return std::nullopt;
    }
    const QString path = uri.mid(scheme.size()).section(u'?', 0, 0).section(u'#', 0, 0);
    const Jid whom = Jid::orNull(QUrl::fromPercentEncoding(path.toUtf8()));
    return whom.isNull() ? std::nullopt : std::optional(MentionReference { whom });
}

Element MentionReference::write() const
{
    return ElementBuilder(name)
        .attribute(u"type", QStringLiteral("mention"))
        .attribute(u"uri", scheme + QString::fromLatin1(QUrl::toPercentEncoding(whom.toString(), "@/")))
        .build();
}

} // namespace natter
