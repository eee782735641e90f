// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "protocol/extension.h"

#include <chrono>

namespace natter {

/// What those who receive and send messages have to know of an account's rooms.
class KnownRooms
{
public:
    virtual ~KnownRooms() = default;

    /// Whether that bare address is a room's, as far as is known here.
    virtual bool isRoom(const Jid &address) const = 0;
    virtual bool isIn(const Jid &room) const = 0;
    /// Whether we are in, and know as much since the connection is back: who is there may have changed before.
    virtual bool isSurelyIn(const Jid &room) const = 0;
    /// Whether we are on the way in, as far as nothing hinders that.
    virtual bool isComing(const Jid &room) const = 0;
    /// Whether all who are there, and ever come, may learn of each other what they have read: we are in, only members
    /// come, everybody sees who they are, and they are not too many (limits::sharedReading).
    virtual bool sharesReading(const Jid &room) const = 0;
    /// What we are called there, or want to be; empty if that is no room of ours.
    virtual QString ownNick(const Jid &room) const = 0;
    /// Who somebody in a room is, by the id that the room gives them (XEP-0421). Empty: nobody has that name, or none
    /// is known.
    virtual QString occupantAt(const Jid &occupant) const = 0;
    /// Fills in what only the room knows of what is said to everybody there: who said it, whether it means us, and its
    /// archive's id; of what somebody there says to us alone, who that is. False if that is no room of ours.
    virtual bool attribute(ChatMessage &chat, const ReceivedMessage &received) const = 0;
    /// How far apart our messages to everybody there have to be (XEP-0500); 0: nobody counts that, or not ours.
    virtual std::chrono::seconds pace(const Jid &room) const = 0;
    /// How long until the room takes another one; 0: it does now.
    virtual std::chrono::milliseconds restLeft(const Jid &room) const = 0;
};

/// Whether a room sends back what we said as it does not have us inside (XEP-0045, 7.4).
inline bool meansOutside(const StanzaError &error) { return error.condition == u"not-acceptable"; }

} // namespace natter
