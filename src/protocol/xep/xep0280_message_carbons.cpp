// XEP-0280: Message Carbons, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0280_message_carbons.h"

#include "base/future.h"
#include "protocol/xep/xep0030_service_discovery.h"
#include "protocol/xep/xep0297_stanza_forwarding.h"

namespace natter {

MessageCarbons::MessageCarbons(StanzaChannel &channel, ServiceDiscovery &discovery) : m_channel(channel)
{
    connect(&discovery, &ServiceDiscovery::serverKnown, this, [this](const DiscoInfo &server) {
        if (!server.features.contains(ns) || m_channel.isSwitchedOn(ns)) {
            return;
        }
        Iq iq;
        iq.type = Iq::Type::Set;
        iq.addChild(ElementBuilder({ ns, u"enable" }).build());
        m_channel.request(iq);
    });
}

/// The child of that name if there is exactly one.
static Element onlyChild(const Element &element, ElementName name)
{
    Element found;
    for (const Element &child : element.children()) {
        if (child.is(name)) {
            if (found) {
                return {};
            }
            found = child;
        }
    }
    return found;
}

Extension::Verdict MessageCarbons::incoming(ReceivedMessage &received)
{
    QList<Element> copies;
    for (const Element &child : received.message.children()) {
        if (child.is({ ns, u"sent" }) || child.is({ ns, u"received" })) {
            copies.append(child);
        }
    }
    if (copies.isEmpty()) {
        return Verdict::Continue;
    }
    const Element copy = copies.first();
    const bool sent = copy.localName() == u"sent";
    if (!m_channel.provenance().may(Claim::Carbon, received.message.from)) {
        return Verdict::Drop;
    }
    const auto forwarded = ForwardedStanza::read(onlyChild(copy, ForwardedStanza::name));
    if (copies.size() > 1 || !forwarded || forwarded->message.type == Message::Type::Groupchat) {
        return Verdict::Drop; // rooms send their own copies (XEP-0280, 6.1)
    }
    const Jid &own = sent ? forwarded->message.from : forwarded->message.to;
    if (own.bare() != m_channel.self().bare() || forwarded->message.child({ ns, u"sent" })
        || forwarded->message.child({ ns, u"received" })) {
        return Verdict::Drop;
    }
    received.message = forwarded->message;
    received.stamp = forwarded->stamp;
    received.via = sent ? ReceivedMessage::Via::CarbonOfSent : ReceivedMessage::Via::CarbonOfReceived;
    return Verdict::Continue;
}

} // namespace natter
