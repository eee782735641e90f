// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/password_vault.h"

namespace natter {

/// The vault of a portable Natter: the keychain of the computer that it is plugged into is not its own, and is never
/// asked. The person says where their passwords go instead, as wherever there is no keychain.
class PortableVault : public PasswordVault
{
public:
    /// `vault` knows the other places.
    explicit PortableVault(PasswordVault &vault) : m_vault(vault) { }

    QFuture<Result<Secret>> read(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace place) override;
    QFuture<Result<>> write(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace place,
                            const Secret &secret) override;
    QFuture<Result<>> remove(const Jid &account, AccountSettings::PasswordPlace place) override;
    QFuture<Result<>> removeFrom(const Jid &account, AccountSettings::PasswordPlace place) override;

private:
    PasswordVault &m_vault;
};

} // namespace natter
