// XEP-0428: Fallback Indication, version 0.2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0428_fallback_indication.h"

#include "base/limits.h"

#include <algorithm>

namespace natter {

static constexpr ElementName bodyPart { Fallback::name.ns, u"body" };

/// Null if there are such attributes, but no numbers in them.
static std::optional<Fallback::Part> partOf(const Element &element)
{
    bool hasStart = true;
    bool hasEnd = true;
    Fallback::Part part { 0, std::numeric_limits<qint32>::max() };
    if (element.hasAttribute(u"start")) {
        part.start = element.attribute(u"start").toUInt(&hasStart);
    }
    if (element.hasAttribute(u"end")) {
        part.end = element.attribute(u"end").toUInt(&hasEnd);
    }
    return hasStart && hasEnd && part.start <= part.end ? std::optional(part) : std::nullopt;
}

std::optional<Fallback> Fallback::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    Fallback fallback { element.attribute(u"for"), {} };
    bool isWhole = element.childIn(name.ns).isNull();
    for (const Element &child : element.children()) {
        const auto part = child.is(bodyPart) ? partOf(child) : std::nullopt;
        if (!part || fallback.parts.size() == limits::fallbackParts) {
            continue;
        }
        isWhole = isWhole || (!child.hasAttribute(u"start") && !child.hasAttribute(u"end"));
        fallback.parts.append(*part);
    }
    if (isWhole) {
        fallback.parts.clear();
    } else if (fallback.parts.isEmpty()) {
        return std::nullopt;
    }
    return fallback;
}

Element Fallback::write() const
{
    ElementBuilder builder(name);
    if (!meant.isEmpty()) {
        builder.attribute(u"for", meant);
    }
    for (const Part &part : parts) {
        builder.open(bodyPart)
            .attribute(u"start", QString::number(part.start))
            .attribute(u"end", QString::number(part.end))
            .close();
    }
    return builder.build();
}

std::pair<QString, QString> Fallback::split(const QString &body) const
{
    if (parts.isEmpty()) {
        return { {}, body };
    }
    QString left;
    QString taken;
    qsizetype point = 0;
    for (qsizetype i = 0; i < body.size(); ++point) {
        const bool isPair = body[i].isHighSurrogate() && i + 1 < body.size() && body[i + 1].isLowSurrogate();
        const bool isTaken = std::any_of(parts.cbegin(), parts.cend(),
                                         [point](const Part &part) { return point >= part.start && point < part.end; });
        (isTaken ? taken : left).append(QStringView(body).mid(i, isPair ? 2 : 1));
        i += isPair ? 2 : 1;
    }
    return { left, taken };
}

qsizetype codePoints(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

} // namespace natter
