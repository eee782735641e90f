// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extensions.h"
#include "protocol/stanza_channel.h"

#include <QObject>
#include <QQueue>

namespace natter {

/// Gives stanzas their meaning: receives elements, routes them through the extensions, and says what happened.
class XmppProtocol : public QObject
{
    Q_OBJECT

public:
    XmppProtocol(const Clock &clock, RandomId &random);

    Roster &roster() { return m_extensions.roster; }
    PresenceDirectory &presence() { return m_extensions.presence; }
    const Capabilities &capabilities() const { return m_extensions.capabilities; }
    ServiceDiscovery &discovery() { return m_extensions.discovery; }
    Ping &ping() { return m_extensions.ping; }
    SoftwareVersions &versions() { return m_extensions.version; }
    MessageArchive &archive() { return m_extensions.archive; }
    ClientStateIndication &clientState() { return m_extensions.clientState; }
    StanzaIds &stanzaIds() { return m_extensions.stanzaIds; }
    MultiUserChat &multiUserChat() { return m_extensions.rooms; }
    AdHocCommands &commands() { return m_extensions.commands; }
    PublishSubscribe &publishing() { return m_extensions.publishing; }
    StanzaChannel &channel() { return m_channel; }

    /// `switchedOn`: features that binding brought already, by their names (XEP-0386).
    void startSession(const Jid &self, const Element &streamFeatures, const QStringList &switchedOn = {});
    /// The session goes on over a new connection.
    void resumeSession(const Element &streamFeatures);
    void endSession();

    /// Top-level elements of the stream in the order received; `last` is the number of the last one in the stream's own
    /// count. Worked through in slices of limits::guiSlice, each of which ends in routedUpTo().
    void receive(const QList<Element> &elements, quint32 last = 0);

    /// Sends a message through the extensions; it must have an id. Error: see StanzaChannel::send().
    Result<> sendMessage(Message message);
    /// Our own presence to everybody who may see it, or directed if it has a `to`.
    void sendPresence(Presence presence);

    /// Stanzas dropped because their sender may not say what they say, or because they are malformed.
    int droppedCount() const { return m_dropped; }

Q_SIGNALS:
    void elementReady(const natter::Element &element);
    /// Everything but errors, copies unwrapped, provenance checked.
    void messageReceived(const natter::ReceivedMessage &received);
    /// The message we sent as `id` to `peer` came back.
    void messageBounced(const natter::Jid &peer, const QString &id, const natter::StanzaError &error);
    /// Everything up to the stanza of that number has been routed.
    void routedUpTo(quint32 number);

private:
    void drain();
    void route(const Element &element);
    void routeMessage(const Element &element);
    void routePresence(const Element &element);
    void routeIq(const Element &element);
    void drop(const Element &element, const char *why);

    StanzaChannel m_channel;
    Extensions m_extensions;
    QQueue<Element> m_waiting;
    quint32 m_last = 0; ///< number of the last one waiting
    bool m_drainScheduled = false;
    int m_dropped = 0;
};

} // namespace natter
