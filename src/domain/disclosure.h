// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace natter {

/// What others may learn of us without our saying so; what is left open is as for the account, or for all.
struct Disclosure
{
    std::optional<bool> receipts; ///< that their messages arrived (XEP-0184)
    std::optional<bool> reading; ///< that they were displayed (XEP-0333)
    std::optional<bool> typing; ///< that we are writing (XEP-0085)

    /// This, and where it is open, the other.
    Disclosure over(const Disclosure &other) const
    {
        return { receipts ? receipts : other.receipts, reading ? reading : other.reading,
                 typing ? typing : other.typing };
    }
    friend bool operator==(const Disclosure &, const Disclosure &) = default;
};

} // namespace natter
