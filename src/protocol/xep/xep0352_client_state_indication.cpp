// XEP-0352: Client State Indication, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0352_client_state_indication.h"

namespace natter {

ClientStateIndication::ClientStateIndication(StanzaChannel &channel) : m_channel(channel) { }

void ClientStateIndication::set(ClientState state)
{
    m_state = state;
    tell();
}

void ClientStateIndication::sessionStarted()
{
    // Every stream begins active, unless its login asked for something else (XEP-0386, 3.2)
    m_told = m_channel.isSwitchedOn(feature.ns) ? std::nullopt : std::optional(ClientState::Active);
    tell();
}

void ClientStateIndication::tell()
{
    if (m_state != m_told && m_channel.isOpen() && m_channel.streamFeatures().child(feature)) {
        m_told = m_state;
        m_channel.sendElement(ElementBuilder(m_state == ClientState::Active ? active : inactive).build());
    }
}

} // namespace natter
