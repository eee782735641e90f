// XEP-0059: Result Set Management, version 1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0059_result_set_management.h"

#include "stanza/element_builder.h"

namespace natter {

static std::optional<int> numberIn(const Element &element)
{
    bool valid = false;
    const int number = element.text().trimmed().toInt(&valid);
    return valid && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<ResultSet> ResultSet::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    ResultSet set;
    set.max = numberIn(element.child({ name.ns, u"max" }));
    set.after = element.child({ name.ns, u"after" }).text();
    if (const Element before = element.child({ name.ns, u"before" })) {
        set.before = before.text();
    }
    set.first = element.child({ name.ns, u"first" }).text();
    set.last = element.child({ name.ns, u"last" }).text();
    set.count = numberIn(element.child({ name.ns, u"count" }));
    return set;
}

Element ResultSet::write() const
{
    ElementBuilder builder(name);
    const auto add = [&builder](QStringView child, const QString &text) {
        if (!text.isEmpty()) {
            builder.child(ElementBuilder({ name.ns, child }).text(text).build());
        }
    };
    add(u"max", max ? QString::number(*max) : QString());
    add(u"after", after);
    if (before) {
        builder.child(ElementBuilder({ name.ns, u"before" }).text(*before).build());
    }
    add(u"first", first);
    add(u"last", last);
    add(u"count", count ? QString::number(*count) : QString());
    return builder.build();
}

} // namespace natter
