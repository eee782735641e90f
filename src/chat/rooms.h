// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/bookmarks.h"
#include "chat/conversations.h"
#include "chat/room.h"

#include <memory>
#include <vector>

namespace natter {

/// Somebody wants us in a room.
struct RoomInvitation
{
    Jid account;
    Jid room;
    Jid from; ///< a contact, or an occupant of the room; null: not told
    QString reason;
    Secret password;
    bool isDirect = false; ///< not by way of the room (XEP-0249): it may not let us in

    friend bool operator==(const RoomInvitation &, const RoomInvitation &) = default;
};

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

/// The rooms of one account: those that it is in, or wants to be in. Goes into those that are bookmarked so as sessions
/// begin, a few at a time.
class Rooms : public QObject
{
    Q_OBJECT

public:
    Rooms(const Jid &account, XmppProtocol &protocol, Conversations &conversations, Bookmarks &bookmarks);
    ~Rooms() override;

    Room *find(const Jid &address) const; ///< null if we neither are in it nor want to be
    std::vector<Room *> all() const;
    /// The nickname where nothing else is chosen.
    QString usualNick() const;
    void setUsualNick(const QString &nick);

    /// Goes in, and stays in from now on, in later sessions as well: it is bookmarked with autojoin. `title`: what the
    /// person calls it; empty: as the room says.
    Room &join(const Jid &address, const RoomWish &wish = {}, const QString &title = {});
    /// Goes out for good; the conversation stays.
    void leave(const Jid &address);

    const QList<RoomInvitation> &invitations() const { return m_invitations; }
    void accept(const RoomInvitation &invitation);
    void decline(const RoomInvitation &invitation);

    /// Services of our server with rooms. Errors: as StanzaChannel::request().
    QFuture<Result<QList<Jid>>> services();
    /// The rooms that a service lists, with their titles; at most limits::discoItems.
    QFuture<Result<QList<RoomListing>>> browse(const Jid &service);
    /// What a room is, without going in.
    QFuture<Result<RoomInfo>> info(const Jid &room);

    void sessionStarted();
    /// The session goes on over another connection: rooms are asked whether we are still in (XEP-0410).
    void sessionResumed();
    void sessionEnded();

Q_SIGNALS:
    void added(natter::Room *room);
    void aboutToRemove(natter::Room *room);
    /// As Room::changed().
    void changed(natter::Room *room);
    void invited(const natter::RoomInvitation &invitation);
    void invitationsChanged();

private:
    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    Bookmarks &m_bookmarks;
    std::vector<std::unique_ptr<Room>> m_rooms;
    QList<RoomInvitation> m_invitations;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::RoomInvitation)
