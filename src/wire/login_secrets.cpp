// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/login_secrets.h"

#include "stanza/element_builder.h"
#include "stanza/namespaces.h"

namespace natter {

static const QString hidden = QStringLiteral("[hidden]");

/// Recursion is bounded: an element that arrives is no deeper than limits::depth.
static void copyWithoutSecrets(ElementBuilder &builder, const Element &element)
{
    for (const auto &name : { u"mechanism", u"task", u"id", u"previd", u"h", u"resume", u"expiry", u"iterations" }) {
        if (element.hasAttribute(name)) {
            builder.attribute(name, element.attribute(name));
        }
    }
    if (element.hasAttribute(u"token")) {
        builder.attribute(u"token", hidden);
    }
    if (!element.text().trimmed().isEmpty()) {
        builder.text(hidden);
    }
    for (const Element &child : element.children()) {
        const QString ns = child.namespaceUri();
        const QString name = child.localName();
        builder.open({ ns, name });
        copyWithoutSecrets(builder, child);
        builder.close();
    }
}

Element withoutSecrets(const Element &element)
{
    if (element.namespaceUri() != ns::sasl && element.namespaceUri() != ns::sasl2) {
        return element;
    }
    const QString ns = element.namespaceUri();
    const QString name = element.localName();
    ElementBuilder builder(ElementName { ns, name });
    copyWithoutSecrets(builder, element);
    return builder.build();
}

} // namespace natter
