// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0402_bookmarks.h"
#include "protocol/xmpp_protocol.h"
#include "store/store.h"

#include <QHash>
#include <QObject>

namespace natter {

/// One account's bookmarks: there at once from the store, then kept as the server and our other devices say (XEP-0402;
/// XEP-0048 in XEP-0049 where the server does not turn the one into the other).
class Bookmarks : public QObject
{
    Q_OBJECT

public:
    Bookmarks(const Jid &account, XmppProtocol &protocol, StoreThread &store);

    const QHash<Jid, Bookmark> &all() const { return m_bookmarks; }
    std::optional<Bookmark> find(const Jid &room) const;
    /// The server's list came in this session.
    bool isLoaded() const { return m_loaded; }

    /// Reads what was stored; restored() follows.
    void restore();
    void sessionStarted();
    void sessionEnded();

    /// Adds the bookmark, or changes the one of that room; at once here, and on the server with the next session if
    /// there is none. Errors: as StanzaChannel::request(); LimitExceeded beyond limits::bookmarks.
    QFuture<Result<>> set(const Bookmark &bookmark);
    /// Changes the one of that room from what it is by then; nothing without one.
    QFuture<Result<>> change(const Jid &room, const std::function<void(Bookmark &)> &change);
    QFuture<Result<>> remove(const Jid &room);

Q_SIGNALS:
    void restored();
    void loaded();
    /// It was added, changed or removed: here, on another device, or since the last session.
    void changed(const natter::Jid &room);

private:
    const Jid m_account;
    XmppProtocol &m_protocol;
    StoreThread &m_store;
    QHash<Jid, Bookmark> m_bookmarks;
    bool m_loaded = false;
};

} // namespace natter
