// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "protocol/xep/xep0045_room_info.h"
#include "protocol/xep/xep0045_room_user.h"

#include <QDateTime>
#include <QMetaType>
#include <QStringList>

namespace natter {

/// Why we are not in a room, though we want to be or were.
struct RoomProblem
{
    enum class Kind {
        PasswordNeeded,
        PasswordWrong, ///< the one that was given
        Banned,
        MembersOnly,
        Full,
        NickTaken,
        NickRefused, ///< the room allows only registered ones, or not this one
        NotFound, ///< there is no such room, and it is not made for us
        NotARoom,
        Destroyed,
        Kicked,
        AffiliationLost, ///< and only members may be there
        Lost, ///< the room does not know us any more
        Unreachable, ///< its server does not answer
        Shutdown,
        Other,
    };

    Kind kind = Kind::Other;
    QString reason {}; ///< their own words
    QString actor {}; ///< whose doing it was; empty: not told
    Jid alternative {}; ///< where a destroyed room went; null: nowhere
    Error error {}; ///< for the log, and for Other

    /// It is tried again by itself.
    bool isPassing() const { return kind == Kind::Lost || kind == Kind::Unreachable || kind == Kind::Shutdown; }
    friend bool operator==(const RoomProblem &, const RoomProblem &) = default;
};

/// What is wanted of a room as one goes in.
struct RoomWish
{
    QString nick {}; ///< empty: the one of the bookmark, else the usual one
    Secret password {};
    bool isPasswordKept = false; ///< in the bookmark
    bool mayMake = false; ///< the room, if there is none
};

/// A passing remark about a room that is not said by anybody in it.
struct RoomNote
{
    enum class Kind {
        Joined, ///< `nick`
        Left,
        Renamed, ///< from `nick` to `other`
        Kicked, ///< by `other`
        Banned,
        RoleChanged, ///< `role`
        AffiliationChanged, ///< `affiliation`
        SubjectChanged, ///< by `nick`, to `text`
        Logged, ///< what is said is stored by the room from now on (status 170)
        NotLogged,
        NonAnonymous, ///< real addresses are shown to all (172)
        SemiAnonymous, ///< to moderators only (173)
        Configured, ///< in some other way (104)
        VoiceRequested, ///< by `nick`, with the real address in `other`, if it is told
    };

    Kind kind = Kind::Joined;
    QString nick {};
    QString other {};
    QString text {}; ///< reason, or subject
    RoomRole role = RoomRole::None; ///< None with AffiliationChanged: they are not there
    RoomAffiliation affiliation = RoomAffiliation::None;
    QDateTime time {};
    QString occupant {}; ///< the id of whom it is told (XEP-0421)
    Jid address {}; ///< their real one

    bool isOfSettings() const { return kind >= Kind::Logged && kind <= Kind::Configured; } ///< not of people
    /// Nobody is called `nick` there any more.
    bool endsStay() const
    {
        return kind == Kind::Left || kind == Kind::Renamed || kind == Kind::Kicked || kind == Kind::Banned;
    }
    friend bool operator==(const RoomNote &, const RoomNote &) = default;
};

/// Somebody in one of the lists of a room (XEP-0045, 9 and 10).
struct RoomMember
{
    Jid jid;
    QString nick; ///< reserved for them; may be empty
    QString reason;
    RoomAffiliation affiliation = RoomAffiliation::None;

    friend bool operator==(const RoomMember &, const RoomMember &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::RoomNote)
