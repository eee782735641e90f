// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace natter {

class CtlSession;
class Room;
struct RoomInvitation;

// What scripts do with rooms; docs/ctl.md says how. Each ends its session, now or later.
void joinRoom(CtlSession &session);
void leaveRoom(CtlSession &session);
void forgetRoom(CtlSession &session);
void createRoom(CtlSession &session);
void listRooms(CtlSession &session);
void browseRooms(CtlSession &session);
void showRoom(CtlSession &session);
void inviteToRoom(CtlSession &session);
/// Those that were received, and what becomes of one.
void roomInvitation(CtlSession &session);

QJsonObject toJson(const Room &room);
QJsonObject toJson(const RoomInvitation &invitation);

} // namespace natter
