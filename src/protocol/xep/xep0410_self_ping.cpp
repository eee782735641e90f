// XEP-0410: MUC Self-Ping (Schrödinger's Chat), version 1.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0410_self_ping.h"

#include <algorithm>
#include <initializer_list>

namespace natter {

RoomStanding roomStandingFrom(const Result<Iq> &answer)
{
    if (answer) {
        return RoomStanding::In;
    }
    const Error &error = answer.error();
    const auto isOneOf = [&error](std::initializer_list<QStringView> conditions) {
        return std::find(conditions.begin(), conditions.end(), error.condition) != conditions.end();
    };
    if (error.kind != Error::Kind::Remote || isOneOf({ u"remote-server-not-found", u"remote-server-timeout" })) {
        return RoomStanding::Unknown;
    }
    // The room passed the question on: to a client that knows no pings, or to a nickname that was just given up
    return isOneOf({ u"service-unavailable", u"feature-not-implemented", u"item-not-found" }) ? RoomStanding::In
                                                                                              : RoomStanding::Out;
}

} // namespace natter
