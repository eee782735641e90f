// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/room_facts.h"
#include "protocol/xep/xep0157_contact_addresses.h"
#include "protocol/xep/xep0433_channel_search.h"
#include "protocol/xmpp_protocol.h"

#include <QFuture>
#include <QObject>

namespace natter {

/// Somewhere to find rooms.
struct RoomService
{
    Jid address;
    bool hasRooms = false;
    bool canSearch = false; ///< among rooms of many services (XEP-0433)
    QList<ContactAddress> contacts {}; ///< of whoever runs it

    friend bool operator==(const RoomService &, const RoomService &) = default;
};

/// A room in the list of a service, or that a search has found.
struct RoomListing
{
    Jid address;
    QString title;
    QString description {};
    QString language {};
    int occupants = -1; ///< -1: not told
    std::optional<bool> isOpen {}; ///< whether anybody may go in; null: not told

    friend bool operator==(const RoomListing &, const RoomListing &) = default;
};

/// One page of what a search has found, in the order of the service.
struct FoundRooms
{
    QList<RoomListing> rooms;
    QString next {}; ///< what the next page comes after; empty: there is none
};

/// Finds rooms: which services our server has, which rooms they list, and what those are.
class RoomDirectory : public QObject
{
    Q_OBJECT

public:
    explicit RoomDirectory(XmppProtocol &protocol) : m_protocol(protocol) { }

    /// Services of our server that have rooms, or search for some. Errors: as StanzaChannel::request().
    QFuture<Result<QList<RoomService>>> services();
    /// What a service is that somebody has named. Errors: the same, and Malformed.
    QFuture<Result<RoomService>> service(const Jid &address);
    /// The rooms that a service lists, by their titles; at most limits::discoItems. Errors: the same, and Malformed.
    QFuture<Result<QList<RoomListing>>> browse(const Jid &service);
    /// What a service that can search finds. It learns what was asked for. Errors: the same.
    QFuture<Result<FoundRooms>> search(const Jid &service, const ChannelQuery &query);
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
