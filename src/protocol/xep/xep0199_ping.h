// XEP-0199: XMPP Ping, version 2.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"

namespace natter {

/// Asks whether the other side still hears us, and answers the same question.
class Ping : public Extension
{
public:
    static constexpr ElementName name { u"urn:xmpp:ping", u"ping" };

    explicit Ping(StanzaChannel &channel);

    /// A result, or an error of type Remote: both mean that the server is there.
    QFuture<Result<Iq>> pingServer();
    /// The same of a device of somebody (XEP-0199, 4.3): an error of type Remote may come from their server too.
    QFuture<Result<Iq>> ping(const Jid &device);

    QStringList features() const override { return { name.ns.toString() }; }
    std::optional<Iq> answer(const Iq &iq) override;

private:
    StanzaChannel &m_channel;
};

} // namespace natter
