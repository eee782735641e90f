// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room.h"
#include "models/room_names.h"

namespace natter {

/// What somebody is to a room, as a quiet word behind their name; empty for what is nothing special.
QString affiliationLabel(RoomAffiliation affiliation);

/// "12 people".
QString peopleText(int count);

/// What speakers call the language with that code (RFC 5646), or else the code; with odd characters made visible.
QString languageText(const QString &code);

/// Whether anybody may go into a room, in a few words.
QString opennessText(bool isOpen);

/// What an occupant is, for a screen reader: nickname, told apart from those of others, what they are to the room and
/// in it, presence and hats.
QString spokenOccupant(const Occupant &occupant, const GuardedNames &names);

/// Why we are not in a room, in sentences for the person, with what others said about it in their words.
QString problemText(const RoomProblem &problem);

/// What happened in a room, in a sentence; empty for what is not worth one. We are called `self` there by then.
QString noteText(const RoomNote &note, const QString &self = {});

/// Whether that stays to be read until it is dismissed, rather than passing by.
bool isWarning(const RoomNote &note);

} // namespace natter
