// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room_facts.h"
#include "protocol/xmpp_protocol.h"

#include <QFuture>
#include <QObject>

namespace natter {

/// A room in the list of a service.
struct RoomListing
{
    Jid address;
    QString title;
    QString description {};
    QString language {};
    int occupants = -1; ///< -1: not told

    friend bool operator==(const RoomListing &, const RoomListing &) = default;
};

/// Finds rooms: which services our server has, which rooms they list, and what those are.
class RoomDirectory : public QObject
{
    Q_OBJECT

public:
    explicit RoomDirectory(XmppProtocol &protocol) : m_protocol(protocol) { }

    /// Services of our server with rooms. Errors: as StanzaChannel::request().
    QFuture<Result<QList<Jid>>> services();
    /// The rooms that a service lists, by their titles; at most limits::discoItems. Errors: the same, and Malformed.
    QFuture<Result<QList<RoomListing>>> browse(const Jid &service);
    /// What a room is, without going in. Errors: the same.
    QFuture<Result<RoomInfo>> info(const Jid &room);

private:
    struct Search;
    struct Browsing;

    void look(const std::shared_ptr<Search> &search);
    void ask(const std::shared_ptr<Browsing> &browsing, const std::optional<ResultSet> &set);
    void take(const std::shared_ptr<Browsing> &browsing, const Result<Iq> &answer);

    XmppProtocol &m_protocol;
};

} // namespace natter
