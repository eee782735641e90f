// XEP-0410: MUC Self-Ping (Schrödinger's Chat), version 1.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "stanza/stanza.h"

namespace natter {

/// Whether a room still knows us.
enum class RoomStanding {
    In,
    Out, ///< it is to be entered again
    Unknown, ///< nobody answered who knows: to be asked again later
};

/// What the answer to a ping of our own address in a room says (3.2); see Ping::ping(). None is to be sent while a
/// change of our nickname is under way (4).
RoomStanding roomStandingFrom(const Result<Iq> &answer);

} // namespace natter
