// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// The strongest login that an account was ever used with: whoever offers less later may be somebody in between.
struct LoginRecord
{
    enum class Binding {
        Untried,
        Refused, ///< the server offered channel binding and did not take ours
        Used,
        Waived, ///< the server binds to nothing that we know, and the person agreed to log in without
    };

    QString mechanism; ///< SASL name without "-PLUS"; empty: never logged in
    Binding binding = Binding::Untried;

    friend bool operator==(const LoginRecord &, const LoginRecord &) = default;
};

} // namespace natter
