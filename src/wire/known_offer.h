// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/sasl_offer.h"

#include <optional>
#include <utility>

namespace natter {

/// What an account's server offered for the last login. It is to stay the same (XEP-0388, 2.1), so that the next login
/// need not wait for it; where that was in vain twice in a row, it waits.
class KnownOffer
{
public:
    /// For a connection that begins; nothing if it has to wait. Whoever got it may rely on it on that connection only.
    std::optional<SaslOffer> take()
    {
        m_relying = m_offer && m_inVain < 2;
        m_inVain += m_relying ? 1 : 0;
        const auto offer = std::exchange(m_offer, {});
        return m_relying ? offer : std::nullopt;
    }
    /// A connection led to a session, with this offer.
    void learn(const SaslOffer &offer)
    {
        m_offer = offer;
        m_inVain = std::exchange(m_relying, false) ? 0 : m_inVain;
    }
    /// Another account.
    void forget() { *this = {}; }

private:
    std::optional<SaslOffer> m_offer;
    bool m_relying = false;
    int m_inVain = 0; ///< connections in a row that relied on it and led nowhere
};

} // namespace natter
