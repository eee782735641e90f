// XEP-0421: Occupant identifiers for semi-anonymous MUCs, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0421_occupant_id.h"

namespace natter {

static constexpr qsizetype longestId = 128;

std::optional<OccupantId> OccupantId::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() || id.size() > longestId ? std::nullopt : std::optional(OccupantId { id });
}

Element OccupantId::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

QString OccupantId::in(const Stanza &stanza)
{
    QString found;
    for (const Element &child : stanza.children()) {
        if (!child.is(name)) {
            continue;
        }
        if (!found.isNull()) {
            return {}; // of two, one is a lie
        }
        const auto id = read(child);
        found = id ? id->id : QStringLiteral("");
    }
    return found;
}

} // namespace natter
