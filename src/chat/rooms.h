// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/bookmarks.h"
#include "chat/conversations.h"
#include "chat/known_rooms.h"
#include "chat/preferences.h"
#include "chat/room.h"
#include "chat/room_directory.h"
#include "chat/room_pictures.h"

#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace natter {

/// The rooms of one account: those that it is in, or wants to be in. Goes into those that are bookmarked so as sessions
/// begin, a few at a time.
class Rooms : public QObject, public KnownRooms
{
    Q_OBJECT

public:
    Rooms(const Jid &account, XmppProtocol &protocol, Conversations &conversations, Bookmarks &bookmarks,
          const Preferences &preferences);
    ~Rooms() override;

    Room *find(const Jid &address) const; ///< null if we neither are in it nor want to be
    std::vector<Room *> all() const;
    /// The nickname where nothing else is chosen.
    QString usualNick() const;

    /// Goes in, and stays in from now on, in later sessions as well: it is bookmarked with autojoin. `title`: what the
    /// person calls it; empty: as the room says.
    Room &join(const Jid &address, const RoomWish &wish = {}, const QString &title = {});
    /// Goes out for good; the conversation stays.
    void leave(const Jid &address);

    /// Services of our server that have rooms, or search for some. Errors: as StanzaChannel::request().
    QFuture<Result<QList<RoomService>>> services() { return m_directory.services(); }
    /// What a service is that somebody has named.
    QFuture<Result<RoomService>> service(const Jid &address) { return m_directory.service(address); }
    /// What a service that can search finds; it learns what was asked for.
    QFuture<Result<FoundRooms>> search(const Jid &service, const ChannelQuery &query)
    {
        return m_directory.search(service, query);
    }
    /// The rooms that a service lists, with their titles; at most limits::discoItems.
    QFuture<Result<QList<RoomListing>>> browse(const Jid &service) { return m_directory.browse(service); }
    /// What a room is, without going in.
    QFuture<Result<RoomInfo>> info(const Jid &room) { return m_directory.info(room); }

    /// Which pictures rooms, and those in them, have.
    RoomPictures &pictures() { return m_pictures; }

    bool isRoom(const Jid &address) const override;
    bool isIn(const Jid &room) const override;
    bool isSurelyIn(const Jid &room) const override;
    bool isComing(const Jid &room) const override;
    bool sharesReading(const Jid &room) const override;
    QString ownNick(const Jid &room) const override;
    QString occupantAt(const Jid &occupant) const override;
    bool attribute(ChatMessage &chat, const ReceivedMessage &received) const override;
    std::chrono::seconds pace(const Jid &address) const override;
    std::chrono::milliseconds restLeft(const Jid &address) const override;

    /// How we show ourselves, from now on in all rooms (7.7).
    void setOwnPresence(const Presence &own);
    void sessionStarted();
    void connectionLost();
    /// The session goes on over another connection: rooms are asked whether we are still in (XEP-0410).
    void sessionResumed();
    void sessionEnded();
    /// Asks rooms that were silent whether we are in, and tries again what is due. Done by itself every few seconds; to
    /// be called too when time may have jumped.
    void look();

Q_SIGNALS:
    void added(natter::Room *room);
    void aboutToRemove(natter::Room *room);
    /// As Room::changed().
    void changed(natter::Room *room);
    /// A room has passed on something that we said.
    void spoke(const natter::Room *room);
    /// A room has let us in.
    void entered(natter::Room *room);
    /// What a room sends to who goes in, such as what was said before, has all been received.
    void settled(natter::Room *room);
    /// We are out of a room.
    void left(natter::Room *room);

private:
    Room &add(const Jid &address);
    void remove(const Jid &address);
    void follow(Room &room);
    void noteOurs(const Room &room, const ReceivedMessage &received);
    RoomWish usualOf(const Jid &address) const;
    void bookmark(const Jid &address, const RoomWish &wish, const QString &title);
    void followBookmarks();
    void followBookmark(const Jid &address);
    void addBookmarked();
    void forget(const Jid &room);
    void noteTitle(const Room &room);
    void restoreOpenness(Room &room);
    void keepOpenness(const Room &room);
    void giveTurnsSoon();
    void giveTurns();

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    Bookmarks &m_bookmarks;
    const Preferences &m_preferences;
    RoomDirectory m_directory;
    RoomPictures m_pictures;
    std::vector<std::unique_ptr<Room>> m_rooms; ///< in the order in which they have their turns
    std::vector<std::unique_ptr<Room>> m_leaving; ///< until the rooms have confirmed it
    QHash<Jid, Room *> m_byAddress; ///< of both
    QHash<Jid, std::chrono::milliseconds> m_spokenAt; ///< when a room passed on what we said last
    struct Title
    {
        QString text; ///< what a room called itself last
        int changes = 0; ///< in this run
    };
    QHash<Jid, Title> m_titles;
    QSet<Jid> m_held; ///< known from before, until the server's list says that they are still wanted
    const QString m_usualNick;
    Presence m_own;
    QTimer m_look;
    std::chrono::milliseconds m_startedAt { 0 };
    bool m_online = false;
    bool m_connected = false;
    bool m_turnsAreDue = false;
};

} // namespace natter
