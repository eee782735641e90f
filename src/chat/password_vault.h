// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "domain/account_settings.h"

#include <QFuture>

namespace natter {

/// Where passwords are kept between runs.
class PasswordVault
{
public:
    virtual ~PasswordVault() = default;

    /// Errors: NoPassword (none is stored there), KeychainUnavailable, Storage.
    virtual QFuture<Result<Secret>> read(const Jid &account, AccountSettings::PasswordPlace place) = 0;
    /// Errors: KeychainUnavailable, Storage. Storing in AskEachTime succeeds and keeps nothing.
    virtual QFuture<Result<>> write(const Jid &account, AccountSettings::PasswordPlace place,
                                    const Secret &password) = 0;
    /// Forgets it everywhere.
    virtual void remove(const Jid &account) = 0;
};

} // namespace natter
