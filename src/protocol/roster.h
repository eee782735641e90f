// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"
#include "stanza/roster_item.h"

#include <QHash>

namespace natter {

/// The contact list on the server (RFC 6121, 2), with versioning.
class Roster : public QObject, public Extension
{
    Q_OBJECT

public:
    explicit Roster(StanzaChannel &channel);

    /// What was stored when the program last ran; to be called before the first session.
    void restore(const QList<RosterItem> &items, const QString &version);

    const QHash<Jid, RosterItem> &items() const { return m_items; }
    const QString &version() const { return m_version; }
    RosterItem item(const Jid &bare) const { return m_items.value(bare, RosterItem { bare, {}, {}, false, {} }); }
    bool contains(const Jid &bare) const { return m_items.contains(bare); }

    /// Adds or changes a contact's name and groups.
    QFuture<Result<Iq>> set(const RosterItem &item);
    /// Removes the contact and both subscriptions (RFC 6121, 2.5).
    QFuture<Result<Iq>> remove(const Jid &bare);

    void sessionStarted() override;
    void sessionEnded() override;
    std::optional<Iq> answer(const Iq &iq) override;

Q_SIGNALS:
    /// The whole list is new.
    void replaced(const QList<natter::RosterItem> &items, const QString &version);
    /// One item is new, other or (subscription Remove) gone.
    void changed(const natter::RosterItem &item, const QString &version);
    /// The server answered: what items() says is current.
    void loaded();

private:
    void request();
    void takeResult(const Iq &iq);
    void apply(const RosterItem &item, const QString &version);
    void applyMeanwhile();

    StanzaChannel &m_channel;
    QHash<Jid, RosterItem> m_items;
    QString m_version;
    bool m_loading = false;
    bool m_current = false; ///< items() is what the server has, so a push's version is ours
    QList<std::pair<RosterItem, QString>> m_meanwhile; ///< pushes that came while the list was on its way
};

} // namespace natter
