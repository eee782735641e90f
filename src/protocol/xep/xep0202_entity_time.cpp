// XEP-0202: Entity Time, version 2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0202_entity_time.h"

#include "protocol/xep/xep0082_date_time.h"

#include <QTimeZone>

namespace natter {

static constexpr ElementName utcName { EntityTime::name.ns, u"utc" };
static constexpr ElementName offsetName { EntityTime::name.ns, u"tzo" };

/// "Z", "+01:00" or "-06:00" in seconds.
static std::optional<int> offsetFrom(const QString &text)
{
    if (text == u"Z") {
        return 0;
    }
    const QTime time = QTime::fromString(text.mid(1), QStringLiteral("hh:mm"));
    if (!time.isValid() || (text[0] != u'+' && text[0] != u'-')) {
        return std::nullopt;
    }
    return (text[0] == u'-' ? -1 : 1) * QTime(0, 0).secsTo(time);
}

std::optional<EntityTime> EntityTime::read(const Element &element)
{
    const QDateTime utc = dateTimeFrom(element.childText(utcName));
    const auto offset = offsetFrom(element.childText(offsetName));
    if (!element.is(name) || !utc.isValid() || !offset) {
        return std::nullopt;
    }
    return EntityTime { utc, *offset };
}

Element EntityTime::write() const
{
    const QString sign = offsetSeconds < 0 ? QStringLiteral("-") : QStringLiteral("+");
    const QString offset = sign + QTime(0, 0).addSecs(qAbs(offsetSeconds)).toString(QStringLiteral("hh:mm"));
    return ElementBuilder(name).textChild(offsetName, offset).textChild(utcName, dateTimeText(utc)).build();
}

std::optional<Iq> EntityTimes::answer(const Iq &iq)
{
    if (iq.type != Iq::Type::Get || !iq.payloadElement().is(EntityTime::name)) {
        return std::nullopt;
    }
    Iq result = iq.resultFor();
    const QDateTime now = m_clock.now();
    result.add(EntityTime { now, QTimeZone::systemTimeZone().offsetFromUtc(now) });
    return result;
}

} // namespace natter
