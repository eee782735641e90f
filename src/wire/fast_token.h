// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// A token that stands for the password in the next logins (XEP-0484). It is as secret as a password.
struct FastToken
{
    QString mechanism; ///< the only one it may be used with
    Secret token;
    QDateTime expiry;

    bool isValidAt(const QDateTime &now) const { return !token.isEmpty() && (!expiry.isValid() || now < expiry); }
    /// For a keychain, which keeps texts; read() takes nothing else.
    Secret write() const;
    static std::optional<FastToken> read(const Secret &text);
};

} // namespace natter
