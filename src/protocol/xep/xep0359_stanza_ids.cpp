// XEP-0359: Unique and Stable Stanza IDs, version 0.7.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0359_stanza_ids.h"

#include "protocol/xep/xep0030_service_discovery.h"
#include "stanza/element_builder.h"

namespace natter {

std::optional<OriginId> OriginId::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(OriginId { id });
}

Element OriginId::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

std::optional<StanzaId> StanzaId::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    const Jid by = Jid::orNull(element.attribute(u"by"));
    return id.isEmpty() || by.isNull() ? std::nullopt : std::optional(StanzaId { id, by });
}

Element StanzaId::write() const
{
    return ElementBuilder(name).attribute(u"id", id).attribute(u"by", by.toString()).build();
}

StanzaIds::StanzaIds(StanzaChannel &channel, ServiceDiscovery &discovery) : m_channel(channel)
{
    connect(&discovery, &ServiceDiscovery::accountKnown, this, [this](const DiscoInfo &account) {
        m_vouchedFor = account.features.contains(StanzaId::name.ns);
        Q_EMIT vouchingKnown(m_vouchedFor);
    });
}

Extension::Verdict StanzaIds::incoming(ReceivedMessage &received)
{
    QStringList ours;
    for (const Element &child : received.message.children()) {
        const auto id = StanzaId::read(child);
        if (id && m_channel.provenance().mayStamp(id->by, m_vouchedFor)) {
            ours.append(id->id);
        }
    }
    if (ours.size() == 1) { // with two, one is a lie
        received.archiveId = ours.first();
    }
    return Verdict::Continue;
}

void StanzaIds::outgoing(Message &message)
{
    if (!message.id.isEmpty() && !message.body().isEmpty()) {
        message.addChild(OriginId { message.id }.write());
    }
}

} // namespace natter
