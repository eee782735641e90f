// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/rooms.h"

#include "base/limits.h"

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr auto lookInterval = 5s;
static constexpr auto listPatience = 30s; ///< for the server's list of bookmarks

Rooms::Rooms(const Jid &account, XmppProtocol &protocol, Conversations &conversations, Bookmarks &bookmarks,
             const Preferences &preferences)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_bookmarks(bookmarks)
    , m_preferences(preferences)
    , m_directory(protocol)
    , m_pictures(*this, protocol)
    , m_usualNick(account.hasLocal() ? account.local() : account.domain())
{
    const MultiUserChat &chat = protocol.multiUserChat();
    connect(&chat, &MultiUserChat::presenceReceived, this, [this](const Presence &presence) {
        if (Room *room = m_byAddress.value(presence.from.bare())) {
            room->take(presence);
        }
    });
    connect(&chat, &MultiUserChat::messageReceived, this, [this](const ReceivedMessage &received) {
        if (Room *room = m_byAddress.value(received.message.from.bare())) {
            room->take(received);
            noteOurs(*room, received);
        }
    });
    connect(&chat, &MultiUserChat::bounced, this,
            [this](const Jid &address, const QString &id, const StanzaError &error) {
                if (Room *room = m_byAddress.value(address)) {
                    room->takeBounce(id, error);
                }
            });
    connect(&chat, &MultiUserChat::declined, this, [this](const Jid &address, const Jid &who, const QString &reason) {
        if (Room *room = m_byAddress.value(address)) {
            Q_EMIT room->declined(who, reason);
        }
    });
    connect(&bookmarks, &Bookmarks::restored, this, &Rooms::addBookmarked);
    connect(&bookmarks, &Bookmarks::loaded, this, &Rooms::followBookmarks);
    connect(&bookmarks, &Bookmarks::changed, this, &Rooms::followBookmark);
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &Rooms::look);
}

Rooms::~Rooms() = default;

Room *Rooms::find(const Jid &address) const
{
    const auto found = std::find_if(m_rooms.cbegin(), m_rooms.cend(),
                                    [&address](const auto &room) { return room->address() == address; });
    return found == m_rooms.cend() ? nullptr : found->get();
}

std::vector<Room *> Rooms::all() const
{
    std::vector<Room *> rooms;
    for (const auto &room : m_rooms) {
        rooms.push_back(room.get());
    }
    return rooms;
}

QString Rooms::usualNick() const { return m_usualNick; }

/// Where the person has not said otherwise this time.
RoomWish Rooms::usualOf(const Jid &address) const
{
    const Bookmark bookmark = m_bookmarks.find(address).value_or(Bookmark());
    RoomWish usual;
    usual.nick = bookmark.nick.isEmpty() ? m_usualNick : bookmark.nick;
    usual.password = bookmark.password;
    return usual;
}

Room &Rooms::add(const Jid &address)
{
    if (Room *room = find(address)) {
        return *room;
    }
    const auto leaving = std::find_if(m_leaving.begin(), m_leaving.end(),
                                      [&address](const auto &room) { return room->address() == address; });
    if (leaving != m_leaving.end()) { // the person has changed their mind
        m_rooms.push_back(std::move(*leaving));
        m_leaving.erase(leaving);
    } else {
        m_rooms.push_back(std::make_unique<Room>(m_account, address, m_protocol));
        restoreOpenness(*m_rooms.back());
        follow(*m_rooms.back());
    }
    Room &room = *m_rooms.back();
    const ConversationId conversation = room.conversation();
    m_conversations.open(conversation, ChatKind::Room);
    room.setUsual(usualOf(address), m_conversations.summary(conversation).lastTime);
    room.setOwnPresence(m_own);
    Q_EMIT added(&room);
    return room;
}

void Rooms::follow(Room &room)
{
    m_byAddress.insert(room.address(), &room);
    connect(&room, &Room::changed, this, [this, &room] {
        noteTitle(room);
        Q_EMIT changed(&room);
        giveTurnsSoon();
    });
    connect(&room, &Room::entered, this, [this, &room] {
        keepOpenness(room);
        Q_EMIT entered(&room);
    });
    connect(&room, &Room::noted, this, [this, &room] { keepOpenness(room); });
    connect(&room, &Room::opennessKnown, this, [this, &room] { keepOpenness(room); });
    connect(&room, &Room::settled, this, [this, &room] { Q_EMIT settled(&room); });
    connect(&room, &Room::renamed, this, [this, &room](const QString &nick) { // and so in the next run
        m_bookmarks.change(room.address(), [nick](Bookmark &bookmark) { bookmark.nick = nick; });
    });
    connect(&room, &Room::left, this, [this, &room] {
        Q_EMIT left(&room);
        forget(room.address());
    });
}

/// For as long as it cannot be asked, and for programs that go by bookmarks: unless somebody has named it otherwise.
void Rooms::noteTitle(const Room &room)
{
    static constexpr int mostChanges = 20; // a room may call itself something else all the time
    const QString title = room.isIn() && m_bookmarks.isLoaded() ? room.info().title.simplified() : QString();
    if (title.isEmpty() || title == m_titles[room.address()].text || m_titles[room.address()].changes++ > mostChanges) {
        return;
    }
    const QString before = std::exchange(m_titles[room.address()].text, title);
    const auto bookmark = m_bookmarks.find(room.address());
    if (bookmark && bookmark->title != title && (bookmark->title.isEmpty() || bookmark->title == before)) {
        m_bookmarks.change(room.address(), [title](Bookmark &changed) { changed.title = title; });
    }
}

/// Of a room that is older than what is kept of that, it is known by now.
void Rooms::restoreOpenness(Room &room)
{
    const ChatSummary chat = m_conversations.summary(room.conversation());
    if (chat.treatment.openness || chat.lastTime.isValid()) {
        room.m_state.setKnown(chat.treatment.openness);
    }
}

/// So that what the person was told and did not take note of is told once more with the next run.
void Rooms::keepOpenness(const Room &room)
{
    const auto known = room.state().known();
    if (known && m_conversations.summary(room.conversation()).treatment.openness != known) {
        m_conversations.treat(room.conversation(), [known](ChatTreatment &treatment) { treatment.openness = known; });
    }
}

/// The person does not want to be in, and neither does the room think that we are.
void Rooms::forget(const Jid &address)
{
    const auto gone = std::find_if(m_leaving.begin(), m_leaving.end(),
                                   [&address](const auto &room) { return room->address() == address; });
    if (gone != m_leaving.end()) {
        m_byAddress.remove(address);
        gone->release()->deleteLater(); // it is this one that says so
        m_leaving.erase(gone);
    }
}

void Rooms::remove(const Jid &address)
{
    const auto found = std::find_if(m_rooms.begin(), m_rooms.end(),
                                    [&address](const auto &room) { return room->address() == address; });
    if (found == m_rooms.end()) {
        return;
    }
    Room &room = **found;
    Q_EMIT aboutToRemove(&room);
    m_held.remove(address);
    m_leaving.push_back(std::move(*found));
    m_rooms.erase(found);
    room.leave();
    giveTurnsSoon();
}

Room &Rooms::join(const Jid &address, const RoomWish &wish, const QString &title)
{
    const Jid bare = address.bare();
    Room &room = add(bare);
    m_held.remove(bare);
    bookmark(bare, wish, title);
    room.setUsual(usualOf(bare), {});
    room.join(wish);
    return room;
}

void Rooms::bookmark(const Jid &address, const RoomWish &wish, const QString &title)
{
    const auto before = m_bookmarks.find(address);
    Bookmark bookmark = before.value_or(Bookmark());
    bookmark.room = address;
    bookmark.autojoin = true;
    bookmark.title = title.isEmpty() ? bookmark.title : title;
    bookmark.nick = wish.nick.isEmpty() ? bookmark.nick : wish.nick;
    if (wish.isPasswordKept) {
        bookmark.password = wish.password;
    }
    const bool isSame = before && before->autojoin && before->title == bookmark.title && before->nick == bookmark.nick;
    if (wish.isPasswordKept || !isSame) {
        m_bookmarks.set(bookmark);
    }
}

void Rooms::leave(const Jid &address)
{
    const Jid bare = address.bare();
    remove(bare);
    m_bookmarks.change(bare, [](Bookmark &bookmark) { bookmark.autojoin = false; });
}

/// What was talked about last comes first.
void Rooms::addBookmarked()
{
    QList<std::pair<QDateTime, Jid>> wanted;
    const auto &bookmarks = m_bookmarks.all();
    for (auto bookmark = bookmarks.cbegin(); bookmark != bookmarks.cend(); ++bookmark) {
        if (bookmark->autojoin && !find(bookmark.key())) {
            wanted.append({ m_conversations.summary({ m_account, bookmark.key() }).lastTime, bookmark.key() });
        }
    }
    std::sort(wanted.begin(), wanted.end(), [](const auto &one, const auto &other) {
        return one.first == other.first ? one.second < other.second : one.first > other.first;
    });
    for (const auto &[time, address] : std::as_const(wanted)) {
        if (!m_bookmarks.isLoaded()) {
            m_held.insert(address);
        }
        add(address).want();
    }
}

void Rooms::followBookmarks()
{
    addBookmarked();
    const auto held = std::exchange(m_held, {});
    for (const Jid &address : held) {
        followBookmark(address);
    }
    giveTurnsSoon();
}

void Rooms::followBookmark(const Jid &address)
{
    const auto bookmark = m_bookmarks.find(address);
    Room *room = find(address);
    if (!bookmark || !bookmark->autojoin) {
        remove(address);
    } else if (room) {
        room->setUsual(usualOf(address), {});
    } else {
        addBookmarked();
    }
}

bool Rooms::isRoom(const Jid &address) const
{
    return m_byAddress.contains(address) || m_bookmarks.find(address)
        || m_conversations.summary({ m_account, address }).kind == ChatKind::Room;
}

bool Rooms::isIn(const Jid &room) const
{
    const Room *known = m_byAddress.value(room);
    return known && known->isIn();
}

bool Rooms::isSurelyIn(const Jid &room) const
{
    const Room *known = m_byAddress.value(room);
    return known && known->isIn() && !known->isDoubtful();
}

bool Rooms::isComing(const Jid &room) const
{
    const Room *known = m_byAddress.value(room);
    return known
        && (known->phase() == Room::Phase::Joining || (known->phase() == Room::Phase::Waiting && !known->problem()));
}

bool Rooms::sharesReading(const Jid &room) const
{
    const Room *known = m_byAddress.value(room);
    return known && known->maySpeak() && known->info().isMembersOnly && known->info().isNonAnonymous
        && known->occupants().size() <= limits::sharedReading;
}

QString Rooms::ownNick(const Jid &room) const
{
    const Room *known = m_byAddress.value(room);
    return known ? known->nick() : QString();
}

QString Rooms::occupantAt(const Jid &occupant) const
{
    const Room *room = m_byAddress.value(occupant.bare());
    const Occupant *who = room && room->info().hasOccupantIds ? room->occupant(occupant.resource()) : nullptr;
    return who ? who->id : QString();
}

bool Rooms::attribute(ChatMessage &chat, const ReceivedMessage &received) const
{
    const Room *room = m_byAddress.value(received.message.from.bare());
    if (room) {
        room->attribute(chat, received, m_preferences.values().watchedWords);
    }
    return room;
}

/// Those who run the room are not counted (XEP-0500, 5).
std::chrono::seconds Rooms::pace(const Jid &address) const
{
    const Room *room = m_byAddress.value(address);
    const Occupant *self = room ? room->self() : nullptr;
    const bool runsIt =
        self && (self->affiliation == RoomAffiliation::Owner || self->affiliation == RoomAffiliation::Admin);
    return room && !runsIt ? room->info().slowMode : 0s;
}

std::chrono::milliseconds Rooms::restLeft(const Jid &address) const
{
    const auto spokenAt = m_spokenAt.constFind(address);
    const auto now = m_protocol.channel().clock().monotonic();
    return spokenAt == m_spokenAt.cend() ? 0ms
                                         : std::max<std::chrono::milliseconds>(*spokenAt + pace(address) - now, 0ms);
}

void Rooms::noteOurs(const Room &room, const ReceivedMessage &received)
{
    const bool isNow = !received.isFromArchive && !received.stamp.isValid();
    if (isNow && room.isIn() && received.message.from.resource() == room.nick() && !received.message.body().isEmpty()) {
        m_spokenAt.insert(room.address(), m_protocol.channel().clock().monotonic());
        Q_EMIT spoke(&room);
    }
}

void Rooms::setOwnPresence(const Presence &own)
{
    m_own = own;
    for (const auto &room : m_rooms) {
        room->setOwnPresence(own);
    }
}

void Rooms::sessionStarted()
{
    m_online = true;
    m_connected = true;
    m_startedAt = m_protocol.channel().clock().monotonic();
    for (const auto &room : m_rooms) {
        const auto bookmark = m_bookmarks.find(room->address());
        if (!m_bookmarks.isLoaded() && bookmark && bookmark->autojoin && !room->isAskedFor()) {
            m_held.insert(room->address());
        }
        room->sessionStarted();
    }
    m_look.start();
    giveTurnsSoon();
}

void Rooms::connectionLost()
{
    m_connected = false;
    m_look.stop();
}

void Rooms::sessionResumed()
{
    m_connected = true;
    for (const auto &room : m_rooms) {
        room->sessionResumed();
    }
    m_look.start();
    giveTurnsSoon();
}

void Rooms::sessionEnded()
{
    connectionLost();
    m_online = false;
    m_held.clear();
    const auto rooms = all();
    for (Room *room : rooms) {
        room->sessionEnded();
    }
    const auto leaving = std::exchange(m_leaving, {});
    for (const auto &room : leaving) {
        m_byAddress.remove(room->address());
        Q_EMIT left(room.get());
    }
}

void Rooms::look()
{
    if (!m_connected) {
        return;
    }
    if (m_protocol.channel().clock().monotonic() - m_startedAt >= listPatience) {
        m_held.clear();
    }
    auto rooms = all();
    std::transform(m_leaving.cbegin(), m_leaving.cend(), std::back_inserter(rooms),
                   [](const auto &room) { return room.get(); });
    for (Room *room : std::as_const(rooms)) {
        room->look();
    }
    giveTurns();
}

void Rooms::giveTurnsSoon()
{
    if (!std::exchange(m_turnsAreDue, true)) {
        QMetaObject::invokeMethod(this, &Rooms::giveTurns, Qt::QueuedConnection);
    }
}

void Rooms::giveTurns()
{
    m_turnsAreDue = false;
    if (!m_online || !m_connected) {
        return;
    }
    const auto rooms = all();
    auto busy = std::count_if(rooms.cbegin(), rooms.cend(), [](const Room *room) { return room->isBusy(); });
    for (Room *room : rooms) {
        if (busy >= limits::roomsJoinedAtOnce) {
            return;
        }
        if (room->wantsTurn() && !m_held.contains(room->address())) {
            room->takeTurn();
            busy += room->isBusy() ? 1 : 0;
        }
    }
}

} // namespace natter
