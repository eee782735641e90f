// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "domain/account_settings.h"

#include <QFuture>

#include <array>

namespace natter {

/// The secrets of an account.
enum class VaultEntry {
    Password,
    ProxyPassword,
    Token, ///< FastToken::write(); of an earlier login, to be taken instead of the password
    Certificate, ///< the person's own with its key, see clientCertificateOf()
};

/// All there are: whoever moves, reads or forgets what is kept of an account goes by this.
inline constexpr std::array vaultEntries { VaultEntry::Password, VaultEntry::ProxyPassword, VaultEntry::Token,
                                           VaultEntry::Certificate };

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
    /// Forgets all of them, everywhere. They should be in `place`: only what it says is an error.
    /// Errors: KeychainUnavailable, Storage; some may still be there then.
    virtual QFuture<Result<>> remove(const Jid &account, AccountSettings::PasswordPlace place) = 0;
    /// Forgets those that are in that place. Errors: as above.
    virtual QFuture<Result<>> removeFrom(const Jid &account, AccountSettings::PasswordPlace place) = 0;
};

} // namespace natter
