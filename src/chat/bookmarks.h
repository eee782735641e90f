// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/server_bookmarks.h"
#include "protocol/xep/xep0402_bookmarks.h"
#include "protocol/xmpp_protocol.h"
#include "store/store.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace natter {

/// One account's bookmarks: there at once from the store, then kept as the server and our other devices say (XEP-0402;
/// XEP-0048 in XEP-0049 where the server does not turn the one into the other).
class Bookmarks : public QObject
{
    Q_OBJECT

public:
    Bookmarks(const Jid &account, XmppProtocol &protocol, StoreThread &store);

    const Jid &account() const { return m_account; }
    const QHash<Jid, Bookmark> &all() const { return m_bookmarks; }
    std::optional<Bookmark> find(const Jid &room) const;
    /// The server's list came in this session, or the server keeps none. Before that no passwords are known: they are
    /// not stored here.
    bool isLoaded() const { return m_loaded; }

    /// Reads what was stored; restored() follows, and the first session should wait for it.
    void restore();
    void sessionStarted();
    void sessionEnded();

    /// Adds the bookmark, or changes the one of that room: what it has no extensions of goes, so begin with find() if
    /// it may be there. At once here, and on the server with the next session if there is none, or if this one ends
    /// before it answers: that is done once it is stored here. Errors: as StanzaChannel::request(), and it is tried
    /// again with the next session; Storage, without a session; InvalidInput, unless the address is bare and has a
    /// local part; LimitExceeded beyond limits::bookmarks.
    QFuture<Result<>> set(const Bookmark &bookmark);
    /// Changes the one of that room from what it is by then; nothing without one. Errors: as set().
    QFuture<Result<>> change(const Jid &room, const std::function<void(Bookmark &)> &change);
    /// Nothing without one. Errors: as set().
    QFuture<Result<>> remove(const Jid &room);

Q_SIGNALS:
    void restored();
    void loaded();
    /// It was added, changed or removed: here, on another device, or since the last session.
    void changed(const natter::Jid &room);

private:
    using Promise = std::shared_ptr<QPromise<Result<>>>;

    /// What the server does not know yet.
    struct Pending
    {
        bool isRemoval = false;
        bool isPasswordKnown = true; ///< else the server has one, or none
        int flight = 0; ///< which request is on its way with it; 0: none
        bool isRefused = false; ///< in this session
        bool isChangedAgain = false; ///< since that one went out
        bool isContested = false; ///< another device said otherwise meanwhile: before us or after us
        std::vector<Promise> waiting;
    };

    void restoreOne(const BookmarkStore::Stored &stored);
    QFuture<Result<>> note(const Jid &room, bool isRemoval);
    enum class From { Person, Server };
    QFuture<Result<>> keep(const QSet<Jid> &rooms, From from);
    BookmarkStore::Stored storedForm(const Bookmark &bookmark) const;
    void send(const Jid &room);
    void sendMore();
    void finish(const Jid &room, int flight, const Result<> &result);
    void answerAll(const Result<> &result);

    /// The rooms of which the server said something new.
    struct Touched
    {
        QSet<Jid> stored; ///< what is to be on disk is different
        QSet<Jid> told; ///< so is the bookmark
    };

    void take(const ServerBookmarks::Listing &listing);
    void dropMissing(const ServerBookmarks::Listing &listing, Touched &touched);
    void takeFromNode(const Bookmark &theirs, Touched &touched);
    void takeOlder(const Bookmark &theirs, bool isNodeEmpty, Touched &touched);
    bool put(const Bookmark &theirs);
    bool adopt(Pending &pending, const Bookmark &theirs);
    void takePublished(const Bookmark &theirs);
    void takeRetracted(const Jid &room);
    void takeEmptied();
    void apply(const Touched &touched);
    void tellLoaded();

    const Jid m_account;
    StoreThread &m_store;
    ServerBookmarks m_server;
    QHash<Jid, Bookmark> m_bookmarks;
    QHash<Jid, Pending> m_pending;
    QSet<Jid> m_inNode; ///< as the server said last
    QSet<Jid> m_unstored; ///< the disk refused
    int m_lastFlight = 0;
    int m_underWay = 0;
    bool m_knowsPasswords = false; ///< the server has told in this run
    bool m_loaded = false;
};

} // namespace natter
