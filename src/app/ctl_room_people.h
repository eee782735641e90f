// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace natter {

class CtlSession;

// What scripts do inside of a room, and with who is there; docs/ctl.md says how. Each ends its session, now or later.
void listOccupants(CtlSession &session);
void listRoomMembers(CtlSession &session);
void setRoomAffiliation(CtlSession &session);
void setRoomRole(CtlSession &session);
void roomSubject(CtlSession &session);
void changeRoomNick(CtlSession &session);
void configureRoom(CtlSession &session);
void destroyRoom(CtlSession &session);

} // namespace natter
