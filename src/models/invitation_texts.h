// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"

namespace natter {

/// Who invites, with the address unless the name says it; empty if nobody was named.
QString inviterText(Account &account, const RoomInvitation &invitation);

/// The room with the title that the person knows it by, if they do, and always its address.
QString invitedRoomText(Account &account, const RoomInvitation &invitation);

/// A sentence: who wants us where. What a room only says of somebody is told as that.
QString invitationText(Account &account, const RoomInvitation &invitation);

/// What they wrote with it; empty if they did not.
QString invitationReason(const RoomInvitation &invitation);

} // namespace natter
