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
    QHash<Jid, Secret> proxyPasswords;
    QHash<Jid, Secret> tokens;
    QHash<Jid, Secret> certificates;

    QFuture<Result<Secret>> read(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace) override
    {
        const Secret secret = of(entry).value(account);
        return readyFuture<Result<Secret>>(secret.isEmpty() ? Result<Secret>(failure(Error::Kind::NoPassword))
                                                            : Result<Secret>(secret));
    }
    QFuture<Result<>> write(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace,
                            const Secret &secret) override
    {
        of(entry).insert(account, secret);
        return readyFuture<Result<>>({});
    }
    QFuture<Result<>> remove(const Jid &account, AccountSettings::PasswordPlace) override
    {
        passwords.remove(account);
        proxyPasswords.remove(account);
        tokens.remove(account);
        certificates.remove(account);
        return readyFuture<Result<>>({});
    }

    QFuture<Result<>> removeFrom(const Jid &, AccountSettings::PasswordPlace) override
    {
        return readyFuture<Result<>>({}); // all places are one
    }

private:
    QHash<Jid, Secret> &of(VaultEntry entry)
    {
        switch (entry) {
        case VaultEntry::ProxyPassword:
            return proxyPasswords;
        case VaultEntry::Token:
            return tokens;
        case VaultEntry::Certificate:
            return certificates;
        case VaultEntry::Password:
            break;
        }
        return passwords;
    }
};

} // namespace natter
