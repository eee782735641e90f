// XEP-0199: XMPP Ping, version 2.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0199_ping.h"

namespace natter {

Ping::Ping(StanzaChannel &channel) : m_channel(channel) { }

QFuture<Result<Iq>> Ping::pingServer() { return ping(m_channel.self().domainJid()); }

QFuture<Result<Iq>> Ping::ping(const Jid &device)
{
    Iq iq;
    iq.to = device;
    iq.addChild(ElementBuilder(name).build());
    return m_channel.request(iq);
}

std::optional<Iq> Ping::answer(const Iq &iq)
{
    return iq.type == Iq::Type::Get && iq.payloadElement().is(name) ? std::optional(iq.resultFor()) : std::nullopt;
}

} // namespace natter
