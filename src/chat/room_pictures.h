// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0054_vcard_temp.h"
#include "protocol/xmpp_protocol.h"

#include <QFuture>
#include <QHash>
#include <QObject>

namespace natter {

class Rooms;

/// Which pictures the rooms of one account have, and those in them; brings and changes what they tell of themselves.
class RoomPictures : public QObject
{
    Q_OBJECT

public:
    RoomPictures(Rooms &rooms, XmppProtocol &protocol);

    /// The hash of a room's picture, or of somebody's in it, as it is told without being asked for; empty: none.
    QByteArray hashOf(const Jid &address) const;
    /// What a room, or somebody in one, tells. Errors: as StanzaChannel::request(), and Malformed.
    QFuture<Result<VCard>> card(const Jid &address);
    /// The room has that one from now on, or none (XEP-0486, 3.2). Errors: as StanzaChannel::request(), and
    /// InvalidInput for what is larger than others take.
    QFuture<Result<>> change(const Jid &room, const std::optional<VCard::Photo> &picture);

Q_SIGNALS:
    /// A room has told that it has another picture.
    void changed(const natter::Jid &room);

private:
    void note(const Presence &presence);

    Rooms &m_rooms;
    XmppProtocol &m_protocol;
    QHash<Jid, QByteArray> m_told; ///< by rooms that we are in, in presence of their own
};

} // namespace natter
