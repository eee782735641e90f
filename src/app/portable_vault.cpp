// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portable_vault.h"

#include "base/future.h"

namespace natter {

using Place = AccountSettings::PasswordPlace;

static tl::unexpected<Error> notHere()
{
    return failure(Error { Error::Kind::KeychainUnavailable,
                           QStringLiteral("this computer's keychain is not used"),
                           QStringLiteral("portable"),
                           {} });
}

QFuture<Result<Secret>> PortableVault::read(const Jid &account, VaultEntry entry, Place place)
{
    return place == Place::Keychain ? readyFuture<Result<Secret>>(notHere()) : m_vault.read(account, entry, place);
}

QFuture<Result<>> PortableVault::write(const Jid &account, VaultEntry entry, Place place, const Secret &secret)
{
    return place == Place::Keychain ? readyFuture<Result<>>(notHere()) : m_vault.write(account, entry, place, secret);
}

/// Nothing of ours can be in the keychain.
QFuture<Result<>> PortableVault::remove(const Jid &account, Place place)
{
    return m_vault.removeFrom(account, place == Place::Keychain ? Place::PrivateFile : place);
}

QFuture<Result<>> PortableVault::removeFrom(const Jid &account, Place place)
{
    return place == Place::Keychain ? readyFuture(Result<>()) : m_vault.removeFrom(account, place);
}

} // namespace natter
