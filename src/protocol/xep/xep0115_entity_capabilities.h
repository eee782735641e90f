// XEP-0115: Entity Capabilities, version 1.6.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/limits.h"
#include "protocol/extension.h"
#include "protocol/roster.h"
#include "protocol/xep/xep0030_service_discovery.h"

#include <QCache>
#include <QHash>

namespace natter {

/// The fingerprint of what an entity can do, in its presence.
struct EntityCapabilities
{
    static constexpr ElementName name { u"http://jabber.org/protocol/caps", u"c" };

    QString node;
    QString version; ///< base64 of the hash
    QString hash; ///< only "sha-1" can be verified

    static std::optional<EntityCapabilities> read(const Element &element);
    Element write() const;

    friend bool operator==(const EntityCapabilities &, const EntityCapabilities &) = default;
};

/// The verification string's hash (XEP-0115, 5.1); null if the information is ill-formed (5.4).
QString capabilitiesHash(const DiscoInfo &info);

/// Knows what contacts' programs can do, asking once for each kind of program. Only answers that match their
/// fingerprint are kept.
class Capabilities : public QObject, public Extension
{
    Q_OBJECT

public:
    Capabilities(StanzaChannel &channel, ServiceDiscovery &discovery, const Roster &roster);

    bool supports(const Jid &full, QStringView feature) const;

    QStringList features() const override { return { EntityCapabilities::name.ns.toString() }; }
    using Extension::incoming;
    using Extension::outgoing;
    Verdict incoming(const Presence &presence) override;
    void outgoing(Presence &presence) override;
    void sessionEnded() override;

private:
    struct Question
    {
        Jid whom;
        EntityCapabilities about;
    };

    void note(const Presence &presence);
    void askNext();

    StanzaChannel &m_channel;
    ServiceDiscovery &m_discovery;
    const Roster &m_roster;
    QHash<Jid, QString> m_versions; ///< full address to fingerprint
    QHash<Jid, QStringList> m_personal; ///< features that count for one address only
    QCache<QString, QStringList> m_known { limits::capsCached }; ///< fingerprint to features
    QList<Question> m_waiting;
    int m_inFlight = 0;
};

} // namespace natter
