// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/roster.h"
#include "protocol/stanza_channel.h"

#include <QHash>
#include <QMap>

namespace natter {

/// What one connected device of a contact says about itself.
struct ResourcePresence
{
    Presence::Show show = Presence::Show::Online;
    QString status;
    int priority = 0;

    friend bool operator==(const ResourcePresence &, const ResourcePresence &) = default;
};

/// Who is there, on which devices (RFC 6121, 4), and who asks to see us (RFC 6121, 3).
class PresenceDirectory : public QObject, public Extension
{
    Q_OBJECT

public:
    PresenceDirectory(StanzaChannel &channel, const Roster &roster);

    /// By resource; empty for who is offline or hidden from us.
    QMap<QString, ResourcePresence> resources(const Jid &bare) const { return m_present.value(bare); }
    /// The resource that messages are best addressed to: highest priority, then most available; null if offline.
    std::optional<ResourcePresence> best(const Jid &bare) const;

    /// Asks to see the contact's presence (RFC 6121, 3.1).
    void subscribe(const Jid &bare);
    /// Lets the contact see ours (RFC 6121, 3.1.5).
    void approve(const Jid &bare);
    /// Refuses the request, or takes the permission back (RFC 6121, 3.2).
    void refuse(const Jid &bare);

    void sessionEnded() override;
    using Extension::incoming;
    Verdict incoming(const Presence &presence) override;

Q_SIGNALS:
    void changed(const natter::Jid &bare);
    /// Everybody is offline as far as we know: the session ended.
    void cleared();
    /// `nick` and `text` are the stranger's own words.
    void subscriptionRequested(const natter::Jid &bare, const QString &nick, const QString &text);
    /// Withdrawn before we answered (RFC 6121, 3.3.3).
    void subscriptionWithdrawn(const natter::Jid &bare);

private:
    void note(const Presence &presence);
    void sendSubscription(const Jid &bare, Presence::Type type);

    StanzaChannel &m_channel;
    const Roster &m_roster;
    QHash<Jid, QMap<QString, ResourcePresence>> m_present;
};

} // namespace natter
