// XEP-0478: Stream Limits Advertisement, version 0.2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0478_stream_limits.h"

#include "stanza/element_builder.h"

namespace natter {

static constexpr ElementName maxBytesName { StreamLimits::name.ns, u"max-bytes" };
static constexpr ElementName idleName { StreamLimits::name.ns, u"idle-seconds" };

static std::optional<quint32> numberIn(const Element &limits, ElementName child)
{
    bool valid = false;
    const quint32 number = limits.childText(child).trimmed().toUInt(&valid);
    return valid && number > 0 ? std::optional(number) : std::nullopt;
}

StreamLimits StreamLimits::of(const Element &features) { return read(features.child(name)).value_or(StreamLimits()); }

std::optional<StreamLimits> StreamLimits::read(const Element &element)
{
    if (!element.is(name)) {
        return std::nullopt;
    }
    StreamLimits limits;
    if (const auto bytes = numberIn(element, maxBytesName)) {
        limits.maxBytes = qMax(*bytes, smallestMaxBytes);
    }
    if (const auto seconds = numberIn(element, idleName)) {
        limits.idle = std::chrono::seconds(*seconds);
    }
    return limits;
}

Element StreamLimits::write() const
{
    ElementBuilder builder(name);
    if (maxBytes) {
        builder.textChild(maxBytesName, QString::number(*maxBytes));
    }
    if (idle) {
        builder.textChild(idleName, QString::number(idle->count()));
    }
    return builder.build();
}

} // namespace natter
