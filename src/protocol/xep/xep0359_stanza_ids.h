// XEP-0359: Unique and Stable Stanza IDs, version 0.7.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"

namespace natter {

class ServiceDiscovery;

/// The sender's own id for a message, which others on the way leave alone. Anybody can write it, so it means something
/// only together with the sender.
struct OriginId
{
    static constexpr ElementName name { u"urn:xmpp:sid:0", u"origin-id" };

    QString id; ///< not empty

    static std::optional<OriginId> read(const Element &element);
    Element write() const;

    friend bool operator==(const OriginId &, const OriginId &) = default;
};

/// The id that somebody on the way, usually an archive, gave a message. It means something only if `by` is known to
/// take out what others wrote in its name.
struct StanzaId
{
    static constexpr ElementName name { u"urn:xmpp:sid:0", u"stanza-id" };

    QString id; ///< not empty
    Jid by; ///< not null

    static std::optional<StanzaId> read(const Element &element);
    Element write() const;

    friend bool operator==(const StanzaId &, const StanzaId &) = default;
};

/// Gives what we say an origin-id, the same as its stanza id, so that it can be found again in an archive. Finds the id
/// that our own archive gave what we receive, if the server vouches for those (6).
class StanzaIds : public QObject, public Extension
{
    Q_OBJECT

public:
    StanzaIds(StanzaChannel &channel, ServiceDiscovery &discovery);

    /// What the server said in an earlier session; to be called before the first one.
    void restoreVouching(bool vouchedFor) { m_vouchedFor = vouchedFor; }

    QStringList features() const override { return { OriginId::name.ns.toString() }; }
    using Extension::incoming;
    using Extension::outgoing;
    Verdict incoming(ReceivedMessage &received) override;
    void outgoing(Message &message) override;

Q_SIGNALS:
    /// The server said whether it vouches for its ids.
    void vouchingKnown(bool vouchedFor);

private:
    StanzaChannel &m_channel;
    bool m_vouchedFor = false;
};

} // namespace natter
