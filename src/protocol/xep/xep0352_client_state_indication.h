// XEP-0352: Client State Indication, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"
#include "protocol/stanza_channel.h"

#include <optional>

namespace natter {

/// Whether anybody looks at this client.
enum class ClientState { Active, Inactive };

/// Tells the server whether anybody looks, so that it may hold back what can wait. A server forgets it with every
/// stream, a resumed one too (5), and is told again.
class ClientStateIndication : public Extension
{
public:
    static constexpr ElementName feature { u"urn:xmpp:csi:0", u"csi" };
    static constexpr ElementName active { u"urn:xmpp:csi:0", u"active" };
    static constexpr ElementName inactive { u"urn:xmpp:csi:0", u"inactive" };

    explicit ClientStateIndication(StanzaChannel &channel);

    void set(ClientState state);
    ClientState state() const { return m_state; }

    void sessionStarted() override;
    void sessionResumed() override { sessionStarted(); }

private:
    void tell();

    StanzaChannel &m_channel;
    ClientState m_state = ClientState::Active;
    std::optional<ClientState> m_told; ///< what the server takes us for; nothing if a login may have said either
};

} // namespace natter
