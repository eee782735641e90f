// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xmpp_protocol.h"
#include "store/store.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// Somebody who asks to see our presence.
struct SubscriptionRequest
{
    Jid account;
    Jid from;
    QString nick; ///< their own words
    QString text;
};

/// One account's contacts: there at once from the store, then kept as the server says.
class ContactList : public QObject
{
    Q_OBJECT

public:
    ContactList(const Jid &account, XmppProtocol &protocol, StoreThread &store);

    const Jid &account() const { return m_account; }
    const QHash<Jid, RosterItem> &items() const { return m_protocol.roster().items(); }
    RosterItem item(const Jid &bare) const { return m_protocol.roster().item(bare); }
    bool contains(const Jid &bare) const { return m_protocol.roster().contains(bare); }
    /// What to call somebody: the name we gave, else the localpart, else the address; with invisible and
    /// direction-changing characters made visible.
    QString displayName(const Jid &bare) const;
    /// Null if they are offline, or if we have been for longer than a moment: see isPresenceKnown().
    std::optional<ResourcePresence> presence(const Jid &bare) const;
    QMap<QString, ResourcePresence> resources(const Jid &bare) const;
    /// A connection that breaks is mostly back at once, so for limits::presenceGrace nothing changes.
    void setConnected(bool connected);
    bool isPresenceKnown() const { return m_presenceKnown; }
    /// The server's list came in this session.
    bool isLoaded() const { return m_loaded; }
    const QList<SubscriptionRequest> &requests() const { return m_requests; }
    bool hasRequestFrom(const Jid &bare) const;

    /// Reads what was stored; restored() follows, and the first session should wait for it.
    void restore();

    /// Adds the contact and asks to see its presence. If it asks the same, now or later in this run, it may: say so to
    /// whoever adds somebody.
    QFuture<Result<Iq>> add(const Jid &bare, const QString &name, const QStringList &groups);
    QFuture<Result<Iq>> change(const RosterItem &item);
    QFuture<Result<Iq>> remove(const Jid &bare);
    /// Answers a request; accepting somebody who is no contact adds them and asks back.
    void accept(const Jid &bare);
    void refuse(const Jid &bare);
    void askAgain(const Jid &bare) { m_protocol.presence().subscribe(bare); }

Q_SIGNALS:
    void restored();
    /// The server's list is in; it was asked for in this session.
    void loaded();
    void reset(); ///< everything may be different
    void itemChanged(const natter::Jid &bare);
    void presenceChanged(const natter::Jid &bare);
    void requestsChanged();
    void requestArrived(const natter::SubscriptionRequest &request);

private:
    void forgetRequest(const Jid &bare);
    void noteAnswer(const RosterItem &item);
    void storeAll(const QList<RosterItem> &items, const QString &version);
    void noteStored(const Result<> &result);

    const Jid m_account;
    XmppProtocol &m_protocol;
    StoreThread &m_store;
    QList<SubscriptionRequest> m_requests;
    /// Whom the person added in this run, and who may ask the same without another question: whether the server's list
    /// has said that they are asked.
    QHash<Jid, bool> m_asked;
    QTimer m_grace;
    bool m_presenceKnown = false;
    bool m_loaded = false;
    bool m_storeIsStale = false; ///< a change is missing there
};

} // namespace natter
