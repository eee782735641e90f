// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "protocol/xep/xep0317_hats.h"
#include "stanza/stanza.h"

#include <QSet>

namespace natter {

/// What an occupant may do as long as they are there (5.1).
enum class RoomRole { None, Visitor, Participant, Moderator };
/// What somebody is to the room, whether they are there or not (5.2).
enum class RoomAffiliation { Outcast, None, Member, Admin, Owner };

/// As they stand in stanzas.
QString nameOf(RoomRole role);
QString nameOf(RoomAffiliation affiliation);
std::optional<RoomRole> roomRoleOf(QStringView name);
std::optional<RoomAffiliation> roomAffiliationOf(QStringView name);

/// What somebody is in a room, or is to be; who says so, and why. The namespace is that of what it stands in.
struct RoomItem
{
    std::optional<RoomAffiliation> affiliation;
    std::optional<RoomRole> role;
    Jid jid {}; ///< the real address; null where the room does not tell it
    QString nick {}; ///< the new one, where it is being changed
    QString actor {}; ///< who did it: a nickname, or else an address; empty: not told
    QString reason {};

    /// Null if an affiliation, role or address is there and none.
    static std::optional<RoomItem> read(const Element &element);
    Element write(QStringView ns) const;
    friend bool operator==(const RoomItem &, const RoomItem &) = default;
};

/// Somebody invites by way of the room (7.8.2).
struct MediatedInvitation
{
    Jid from; ///< whoever invites: an occupant or their bare address
    Jid to {}; ///< for us to send
    QString reason {};

    friend bool operator==(const MediatedInvitation &, const MediatedInvitation &) = default;
};

/// The room is no more (10.9).
struct RoomDestruction
{
    Jid alternative; ///< where to go; null: nowhere
    QString reason {};
    Secret password {}; ///< of the alternative
};

/// What a room says about an occupant, or about itself.
struct RoomUser
{
    static constexpr ElementName name { u"http://jabber.org/protocol/muc#user", u"x" };

    std::optional<RoomItem> item;
    QSet<int> statuses; ///< codes (15.6.2)
    QList<MediatedInvitation> invitations;
    std::optional<MediatedInvitation> refusal; ///< of an invitation (7.8.2)
    std::optional<RoomDestruction> destruction;
    Secret password; ///< that comes with an invitation

    static std::optional<RoomUser> read(const Element &element);
    Element write() const;
};

/// Codes that a room gives (15.6.2).
namespace room_status {
inline constexpr int nonAnonymousAtJoin = 100;
inline constexpr int affiliationChangedAway = 101;
inline constexpr int showsUnavailable = 102;
inline constexpr int hidesUnavailable = 103;
inline constexpr int configurationChanged = 104;
inline constexpr int self = 110;
inline constexpr int loggedNow = 170;
inline constexpr int notLoggedNow = 171;
inline constexpr int nonAnonymousNow = 172;
inline constexpr int semiAnonymousNow = 173;
inline constexpr int fullyAnonymousNow = 174;
inline constexpr int created = 201;
inline constexpr int nickAssigned = 210;
inline constexpr int banned = 301;
inline constexpr int nickChanged = 303;
inline constexpr int kicked = 307;
inline constexpr int affiliationLost = 321;
inline constexpr int becameMembersOnly = 322;
inline constexpr int shutdown = 332;
inline constexpr int technicalProblem = 333;
} // namespace room_status

/// One who is in a room.
struct Occupant
{
    QString nick;
    QString id {}; ///< XEP-0421; empty if the room gives none
    Jid jid {}; ///< the real address; null where the room does not tell it
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    Presence::Show show = Presence::Show::Online;
    QString status {};
    QList<Hat> hats {}; ///< XEP-0317
    QByteArray picture {}; ///< as PictureUpdate::hash (XEP-0153); empty: none is known

    friend bool operator==(const Occupant &, const Occupant &) = default;
};

} // namespace natter
