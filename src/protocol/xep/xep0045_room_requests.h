// XEP-0045: Multi-User Chat, version 1.35.5
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0045_room_user.h"

#include <QDateTime>

namespace natter {

/// What is asked for as one goes into a room (7.2).
struct RoomEntry
{
    static constexpr ElementName name { u"http://jabber.org/protocol/muc", u"x" };

    Secret password {};
    std::optional<int> maxStanzas {}; ///< of the history; 0: none of it; null: as the room likes
    QDateTime since {}; ///< nothing of the history from before; null: as the room likes

    static std::optional<RoomEntry> read(const Element &element);
    Element write() const;
};

/// Somebody without voice wants to speak, and a moderator is asked (8.6).
struct VoiceRequest
{
    QString nick;
    Jid jid; ///< the real address; null where the room does not tell it
    DataForm form; ///< as the room sent it

    /// The one in a message that came from `room` itself; null for other messages.
    static std::optional<VoiceRequest> in(const Message &message, const Jid &room);
};

/// What we ask rooms for. `room` is bare, `occupant` is the address that we have or want there. What is sent as a
/// message gets its id from whoever sends it. A `reason` may be empty.
namespace room_request {

/// To go in, showing ourselves as `own` has it (7.2).
Presence join(const Jid &occupant, const RoomEntry &entry, const Presence &own = {});
/// Shows ourselves to a room that we are in as `own` has it (7.7). With an address other than ours it asks for that
/// nickname (7.6).
Presence availability(const Jid &occupant, const Presence &own = {});
/// To go out (7.14). `status` may be empty.
Presence leave(const Jid &occupant, const QString &status = {});

/// A subject of "" takes it away (8.1).
Message subject(const Jid &room, const QString &subject);
/// To invite people by way of the room (7.8.2).
Message invitation(const Jid &room, const QList<Jid> &people, const QString &reason);
/// To say no to whoever invited us (7.8.2).
Message refusal(const Jid &room, const Jid &inviter, const QString &reason);
/// To ask moderators to let us speak (7.13).
Message voice(const Jid &room);
/// To let them, or not (8.6).
Message voiceAnswer(const Jid &room, const VoiceRequest &request, bool granted);

/// None: to kick them (8.2); otherwise 8.3, 8.4, 9.6 and 9.7.
Iq role(const Jid &room, const QString &nick, RoomRole role, const QString &reason);
/// 9.1 to 9.4, 10.3 to 10.7. `person` is bare.
Iq affiliation(const Jid &room, const Jid &person, RoomAffiliation affiliation, const QString &reason);
/// Several at once (9.2). Of each item the address, the affiliation, the nickname and the reason are sent.
Iq affiliations(const Jid &room, const QList<RoomItem> &items);
/// Who has that affiliation (9.2, 9.5, 10.5, 10.8).
Iq list(const Jid &room, RoomAffiliation affiliation);

/// The form with the settings (10.2).
Iq configuration(const Jid &room);
/// `form`: filled in as it came (10.2).
Iq submission(const Jid &room, const DataForm &form);
/// To take a new room as it is (10.1.2).
Iq instantRoom(const Jid &room);
Iq destruction(const Jid &room, const RoomDestruction &destruction);

} // namespace room_request

/// The answer to room_request::list(): at most limits::roomOccupants, without what cannot be read; null if it is no
/// such answer.
std::optional<QList<RoomItem>> roomItemsIn(const Iq &answer);
/// The answer to room_request::configuration(); null if there is no form in it.
std::optional<DataForm> roomFormIn(const Iq &answer);

} // namespace natter
