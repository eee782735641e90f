// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/future.h"
#include "chat/password_vault.h"

#include <QHash>

namespace natter {

/// Keeps passwords for as long as the test runs.
class MemoryVault final : public PasswordVault
{
public:
    QHash<Jid, Secret> passwords;

    QFuture<Result<Secret>> read(const Jid &account, AccountSettings::PasswordPlace) override
    {
        const auto known = passwords.constFind(account);
        return readyFuture<Result<Secret>>(
            known == passwords.constEnd() ? Result<Secret>(failure(Error::Kind::NoPassword)) : Result<Secret>(*known));
    }
    QFuture<Result<>> write(const Jid &account, AccountSettings::PasswordPlace, const Secret &password) override
    {
        passwords.insert(account, password);
        return readyFuture<Result<>>({});
    }
    void remove(const Jid &account) override { passwords.remove(account); }
};

} // namespace natter
