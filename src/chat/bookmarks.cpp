// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/bookmarks.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "protocol/xep/xep0469_bookmark_pinning.h"
#include "protocol/xep/xep0492_notification_settings.h"
#include "stanza/element_builder.h"
#include "stanza/element_reader.h"

#include <QTimer>

namespace natter {

static constexpr auto retryInterval = std::chrono::seconds(5);
static constexpr int mostUnderWay = 20; ///< a server may take a flood amiss

Bookmarks::Bookmarks(const Jid &account, XmppProtocol &protocol, StoreThread &store)
    : m_account(account)
    , m_store(store)
    , m_server(protocol)
{
    connect(&m_server, &ServerBookmarks::listed, this, &Bookmarks::take);
    connect(&m_server, &ServerBookmarks::refused, this, [this](const Error &error) {
        answerAll(tl::unexpected(error));
        tellLoaded();
    });
    connect(&m_server, &ServerBookmarks::published, this, &Bookmarks::takePublished);
    connect(&m_server, &ServerBookmarks::retracted, this, &Bookmarks::takeRetracted);
    connect(&m_server, &ServerBookmarks::emptied, this, &Bookmarks::takeEmptied);
}

std::optional<Bookmark> Bookmarks::find(const Jid &room) const
{
    const auto found = m_bookmarks.constFind(room);
    return found == m_bookmarks.cend() ? std::nullopt : std::optional(*found);
}

static QByteArray xmlOf(const QList<Element> &extensions)
{
    if (extensions.isEmpty()) {
        return {};
    }
    ElementBuilder builder(Bookmark::extensionsName);
    for (const Element &extension : extensions) {
        builder.child(extension);
    }
    return builder.build().toXml();
}

static QList<Element> extensionsFrom(const QByteArray &xml)
{
    QList<Element> extensions;
    const auto parsed = xml.isEmpty() ? Result<Element>() : parseElement(xml);
    for (const Element &extension : parsed.value_or(Element()).children()) {
        extensions.append(extension);
    }
    return extensions;
}

void Bookmarks::restore()
{
    const auto stored = m_store.call([account = m_account](Store &store) { return store.bookmarks().load(account); });
    whenDone(stored, this, [this](const Result<QList<BookmarkStore::Stored>> &found) {
        if (!found) {
            qCWarning(logStore).noquote() << "no stored bookmarks:" << forLog(found.error().detail);
        } else {
            for (const BookmarkStore::Stored &each : *found) {
                restoreOne(each);
            }
        }
        Q_EMIT restored();
        sendMore();
    });
}

void Bookmarks::restoreOne(const BookmarkStore::Stored &stored)
{
    const Jid &room = stored.room;
    if (!room.isBare() || !room.hasLocal() || m_bookmarks.contains(room) || m_pending.contains(room)) {
        return; // it was changed before it was read
    }
    if (stored.isInNode) {
        m_inNode.insert(room);
    }
    if (stored.pending != BookmarkStore::Pending::Nothing) {
        Pending pending;
        pending.isRemoval = stored.pending == BookmarkStore::Pending::Removal;
        pending.isPasswordKnown = false;
        m_pending.insert(room, pending);
    }
    if (stored.pending != BookmarkStore::Pending::Removal) {
        m_bookmarks.insert(room,
                           { room, stored.title, stored.autojoin, stored.nick, {}, extensionsFrom(stored.extensions) });
    }
}

void Bookmarks::sessionStarted() { m_server.sessionStarted(); }

void Bookmarks::sessionEnded()
{
    m_server.sessionEnded();
    m_loaded = false;
    for (Pending &pending : m_pending) {
        pending.flight = 0;
        pending.isRefused = false;
    }
    m_underWay = 0;
    answerAll({}); // it goes out with the next
}

QFuture<Result<>> Bookmarks::set(const Bookmark &bookmark)
{
    const Jid &room = bookmark.room;
    if (!room.isBare() || !room.hasLocal()) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("not the address of a room")));
    }
    if (!m_bookmarks.contains(room) && m_bookmarks.size() >= limits::bookmarks) {
        return readyFuture<Result<>>(failure(Error::Kind::LimitExceeded, QStringLiteral("too many bookmarks")));
    }
    if (find(room) == bookmark && !m_pending.contains(room)) {
        return readyFuture(Result<>());
    }
    m_bookmarks.insert(room, bookmark);
    return note(room, false);
}

QFuture<Result<>> Bookmarks::change(const Jid &room, const std::function<void(Bookmark &)> &change)
{
    auto bookmark = find(room);
    if (!bookmark) {
        return readyFuture(Result<>());
    }
    change(*bookmark);
    bookmark->room = room;
    return set(*bookmark);
}

QFuture<Result<>> Bookmarks::remove(const Jid &room)
{
    return m_bookmarks.remove(room) ? note(room, true) : readyFuture(Result<>());
}

/// What is here of that room is to be sent. Of a change here and one elsewhere meanwhile, the one that reaches the
/// server last is the one that counts: to bring the two together would need what both began with, and it is the same
/// person who made them.
QFuture<Result<>> Bookmarks::note(const Jid &room, bool isRemoval)
{
    Pending &pending = m_pending[room];
    pending.isRemoval = isRemoval;
    pending.isPasswordKnown = m_knowsPasswords || !m_bookmarks.value(room).password.isEmpty();
    pending.isChangedAgain = pending.flight != 0;
    pending.isRefused = false;
    QFuture<Result<>> done = keep({ room }, From::Person);
    if (m_server.state() == ServerBookmarks::State::Refusing) {
        done = readyFuture<Result<>>(tl::unexpected(m_server.refusal()));
    } else if (m_server.state() != ServerBookmarks::State::Away) {
        const auto promise = std::make_shared<QPromise<Result<>>>();
        promise->start();
        pending.waiting.push_back(promise);
        done = promise->future();
        send(room);
    }
    Q_EMIT changed(room);
    return done;
}

BookmarkStore::Stored Bookmarks::storedForm(const Bookmark &bookmark) const
{
    return { bookmark.room,
             bookmark.title,
             bookmark.nick,
             bookmark.autojoin,
             xmlOf(bookmark.extensions),
             m_pending.contains(bookmark.room) ? BookmarkStore::Pending::Change : BookmarkStore::Pending::Nothing,
             m_inNode.contains(bookmark.room) };
}

/// As they are by now; until the disk takes it.
QFuture<Result<>> Bookmarks::keep(const QSet<Jid> &rooms, From from)
{
    QList<BookmarkStore::Stored> stored;
    QList<Jid> gone;
    for (const Jid &room : rooms) {
        if (const auto bookmark = find(room)) {
            stored.append(storedForm(*bookmark));
        } else if (m_pending.contains(room)) {
            BookmarkStore::Stored removed;
            removed.room = room;
            removed.pending = BookmarkStore::Pending::Removal;
            stored.append(removed);
        } else {
            gone.append(room);
        }
    }
    const auto written = m_store.call([account = m_account, stored, gone, from](Store &store) {
        return from == From::Person ? store.bookmarks().write(account, stored, gone)
                                    : store.bookmarks().writeQuickly(account, stored, gone);
    });
    whenDone(written, this, [this, rooms](const Result<> &result) {
        if (result) {
            return;
        }
        qCWarning(logStore).noquote() << "bookmarks not stored:" << forLog(result.error().detail);
        if (m_unstored.isEmpty()) {
            QTimer::singleShot(retryInterval, this, [this] { keep(std::exchange(m_unstored, {}), From::Person); });
        }
        m_unstored.unite(rooms);
    });
    return written;
}

void Bookmarks::send(const Jid &room)
{
    const auto pending = m_pending.find(room);
    const bool isReady = m_server.state() == ServerBookmarks::State::Ready && m_underWay < mostUnderWay;
    if (!isReady || pending == m_pending.end() || pending->flight != 0 || pending->isRefused) {
        return;
    }
    const int flight = ++m_lastFlight;
    ++m_underWay;
    pending->flight = flight;
    pending->isChangedAgain = false;
    pending->isContested = false;
    const auto answer = pending->isRemoval ? m_server.retract(room) : m_server.publish(m_bookmarks.value(room));
    whenDone(answer, this, [this, room, flight](const Result<> &result) { finish(room, flight, result); });
}

void Bookmarks::sendMore()
{
    const auto rooms = m_pending.keys();
    for (qsizetype i = 0; i < rooms.size() && m_underWay < mostUnderWay; ++i) {
        send(rooms[i]);
    }
}

void Bookmarks::finish(const Jid &room, int flight, const Result<> &result)
{
    const auto pending = m_pending.find(room);
    if (pending == m_pending.end() || pending->flight != flight) {
        return; // an answer of a session before
    }
    --m_underWay;
    pending->flight = 0;
    if (pending->isChangedAgain) {
        send(room);
        return;
    }
    const auto waiting = std::exchange(pending->waiting, {});
    if (result) {
        const bool isContested = pending->isContested;
        m_pending.erase(pending);
        if (m_server.usesNode() && m_bookmarks.contains(room)) {
            m_inNode.insert(room);
        } else {
            m_inNode.remove(room);
        }
        keep({ room }, From::Server);
        if (isContested) {
            m_server.listAgain();
        }
    } else {
        pending->isRefused = true;
        qCWarning(logProtocol).noquote() << "a bookmark is not shared:" << forLog(result.error().detail);
    }
    for (const Promise &promise : waiting) {
        promise->addResult(result);
        promise->finish();
    }
    sendMore();
}

/// Everybody who waits for what is pending.
void Bookmarks::answerAll(const Result<> &result)
{
    for (Pending &pending : m_pending) {
        for (const Promise &promise : std::exchange(pending.waiting, {})) {
            promise->addResult(result);
            promise->finish();
        }
    }
}

void Bookmarks::take(const ServerBookmarks::Listing &listing)
{
    Touched touched;
    if (listing.isWhole) {
        dropMissing(listing, touched);
    }
    for (const Bookmark &theirs : listing.rooms) {
        takeFromNode(theirs, touched);
    }
    for (const Bookmark &theirs : listing.older) {
        takeOlder(theirs, listing.rooms.isEmpty(), touched);
    }
    m_knowsPasswords = m_knowsPasswords || listing.isWhole;
    apply(touched);
    tellLoaded();
    sendMore();
}

void Bookmarks::dropMissing(const ServerBookmarks::Listing &listing, Touched &touched)
{
    QSet<Jid> listed;
    for (const auto &list : { listing.rooms, listing.older }) {
        for (const Bookmark &theirs : list) {
            listed.insert(theirs.room);
        }
    }
    m_bookmarks.removeIf([&](const std::pair<const Jid &, Bookmark &> &entry) {
        const bool isGone = !listed.contains(entry.first) && !m_pending.contains(entry.first);
        if (isGone) {
            m_inNode.remove(entry.first);
            touched.stored.insert(entry.first);
            touched.told.insert(entry.first);
        }
        return isGone;
    });
}

/// Whether that made a difference. Those beyond the limit are as if they were not there.
bool Bookmarks::put(const Bookmark &theirs)
{
    const auto ours = m_bookmarks.find(theirs.room);
    if (ours == m_bookmarks.end() ? m_bookmarks.size() >= limits::bookmarks : *ours == theirs) {
        return false;
    }
    m_bookmarks.insert(theirs.room, theirs);
    return true;
}

void Bookmarks::takeFromNode(const Bookmark &theirs, Touched &touched)
{
    const Jid &room = theirs.room;
    const auto pending = m_pending.find(room);
    const bool isNew = pending == m_pending.end() ? put(theirs) : adopt(*pending, theirs);
    const bool isNewThere = m_bookmarks.contains(room) && !m_inNode.contains(room);
    if (isNewThere) {
        m_inNode.insert(room);
    }
    if (isNew || isNewThere) {
        touched.stored.insert(room);
    }
    if (isNew) {
        touched.told.insert(room);
    }
}

/// What is to be sent is ours, but for what others have written beside it, and for a password that was not known here.
bool Bookmarks::adopt(Pending &pending, const Bookmark &theirs)
{
    const auto found = m_bookmarks.find(theirs.room);
    if (found == m_bookmarks.end() || pending.flight != 0) {
        return false;
    }
    Bookmark merged = *found;
    merged.extensions = theirs.extensions;
    for (const ElementName &shared : { Pinned::name, NotificationSettings::name }) {
        merged.setExtension(shared, found->extension(shared));
    }
    if (!std::exchange(pending.isPasswordKnown, true)) {
        merged.password = theirs.password;
    }
    return std::exchange(*found, merged) != merged;
}

/// A bookmark that is in the node no more was removed by a device that does not write both. If nothing at all is there,
/// the server has lost it rather.
void Bookmarks::takeOlder(const Bookmark &theirs, bool isNodeEmpty, Touched &touched)
{
    const Jid &room = theirs.room;
    if (m_pending.contains(room)) {
        return;
    }
    const auto ours = find(room);
    Bookmark taken = theirs;
    if (ours && taken.extensions.isEmpty()) { // older programs leave them out
        taken.extensions = ours->extensions;
    }
    bool isNew = false;
    if (!m_server.usesNode()) {
        isNew = put(taken);
    } else if (ours && m_inNode.contains(room) && !isNodeEmpty) {
        m_bookmarks.remove(room);
        m_inNode.remove(room);
        m_pending[room].isRemoval = true;
        isNew = true;
    } else if (ours || put(taken)) {
        m_pending.insert(room, {});
        isNew = !ours;
        touched.stored.insert(room);
    }
    if (isNew) {
        touched.stored.insert(room);
        touched.told.insert(room);
    }
}

void Bookmarks::takePublished(const Bookmark &theirs)
{
    const auto pending = m_pending.find(theirs.room);
    if (pending != m_pending.end()) {
        pending->isContested = pending->isContested || pending->isRemoval || m_bookmarks.value(theirs.room) != theirs;
        return;
    }
    Touched touched;
    takeFromNode(theirs, touched);
    apply(touched);
}

void Bookmarks::takeRetracted(const Jid &room)
{
    const auto pending = m_pending.find(room);
    if (pending != m_pending.end()) {
        pending->isContested = pending->isContested || !pending->isRemoval;
    } else if (m_bookmarks.remove(room)) {
        m_inNode.remove(room);
        apply({ { room }, { room } });
    }
}

void Bookmarks::takeEmptied()
{
    for (Pending &pending : m_pending) {
        pending.isContested = true;
    }
    Touched touched;
    dropMissing({}, touched);
    apply(touched);
}

void Bookmarks::apply(const Touched &touched)
{
    if (!touched.stored.isEmpty()) {
        keep(touched.stored, From::Server);
    }
    for (const Jid &room : touched.told) {
        Q_EMIT changed(room);
    }
}

void Bookmarks::tellLoaded()
{
    if (!std::exchange(m_loaded, true)) {
        Q_EMIT loaded();
    }
}

} // namespace natter
