// XEP-0202: Entity Time, version 2.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "protocol/extension.h"

namespace natter {

/// A clock's reading and its distance from UTC.
struct EntityTime
{
    static constexpr ElementName name { u"urn:xmpp:time", u"time" };

    QDateTime utc;
    int offsetSeconds = 0; ///< east of Greenwich is positive

    static std::optional<EntityTime> read(const Element &element);
    Element write() const;

    friend bool operator==(const EntityTime &, const EntityTime &) = default;
};

/// Answers what time it is here.
class EntityTimes : public Extension
{
public:
    explicit EntityTimes(const Clock &clock) : m_clock(clock) { }

    QStringList features() const override { return { EntityTime::name.ns.toString() }; }
    std::optional<Iq> answer(const Iq &iq) override;

private:
    const Clock &m_clock;
};

} // namespace natter
