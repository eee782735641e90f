// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/rooms.h"

#include <QString>

namespace natter {

/// Why a room, or the service that has it, did not do what it was asked for.
QString roomErrorText(const Error &error);
/// The same, of a nickname that somebody wanted there.
QString nickErrorText(const Error &error);

/// What to call a room: its title, or else what its address begins with.
QString titleOf(const Room &room);

/// The one of these services that is to be offered first: where most of our rooms are, or else the first with rooms of
/// its own. Null: there is none.
Jid usualService(const Bookmarks &bookmarks, const QList<RoomService> &services);

/// A sentence about a room, and what stands before it.
struct RoomFact
{
    QString icon; ///< of resources/icons
    QString text;
};

/// What a room is, in plain words: what matters before one goes in. Nothing if it is not known.
QList<RoomFact> roomFacts(const RoomInfo &info);

/// Where a room refers to.
struct RoomLink
{
    QString icon; ///< of resources/icons
    QString text; ///< what one does there
    QString uri;
};
QList<RoomLink> roomLinks(const RoomInfo &info);

/// What somebody is in a room, as one says it of one person: "Member".
QString affiliationText(RoomAffiliation affiliation);
/// What they may do there: "Moderator"; empty for what is usual.
QString roleText(RoomRole role);

} // namespace natter
