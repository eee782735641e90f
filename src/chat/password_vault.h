// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "domain/account_settings.h"

#include <QFuture>

namespace natter {

/// The secrets of an account.
enum class VaultEntry {
    Password,
    ProxyPassword,
    Token, ///< FastToken::write(); of an earlier login, to be taken instead of the password
};

/// Where secrets are kept between runs.
class PasswordVault
{
public:
    virtual ~PasswordVault() = default;

    /// Errors: NoPassword (nothing is stored there), KeychainUnavailable, Storage.
    virtual QFuture<Result<Secret>> read(const Jid &account, VaultEntry entry,
                                         AccountSettings::PasswordPlace place) = 0;
    /// Errors: KeychainUnavailable, Storage. Storing in AskEachTime succeeds and keeps nothing.
    virtual QFuture<Result<>> write(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace place,
                                    const Secret &secret) = 0;
    /// Forgets all of them, everywhere.
    virtual void remove(const Jid &account) = 0;
    /// Forgets those that are in that place.
    virtual void removeFrom(const Jid &account, AccountSettings::PasswordPlace place) = 0;
};

} // namespace natter
