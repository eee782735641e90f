// XEP-0280: Message Carbons, version 1.0.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"

namespace natter {

class ServiceDiscovery;

/// Shows here what our other devices send and receive.
class MessageCarbons : public QObject, public Extension
{
    Q_OBJECT

public:
    static constexpr QStringView ns = u"urn:xmpp:carbons:2";

    MessageCarbons(StanzaChannel &channel, ServiceDiscovery &discovery);

    using Extension::incoming;
    /// Unwraps a copy from our own account; a copy from anybody else is dropped.
    Verdict incoming(ReceivedMessage &received) override;

private:
    StanzaChannel &m_channel;
};

} // namespace natter
