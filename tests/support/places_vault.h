// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/future.h"
#include "chat/password_vault.h"

#include <QList>

#include <functional>
#include <map>
#include <tuple>

namespace natter {

/// A vault that keeps its places apart, and refuses what the test says.
class PlacesVault final : public PasswordVault
{
public:
    using Place = AccountSettings::PasswordPlace;

    QList<VaultEntry> refusesToWrite;
    bool refusesToRead = false;
    bool refusesToForget = false;
    std::function<void()> written; ///< told of each secret, once it is kept

    bool has(const Jid &account, VaultEntry entry, Place place) const
    {
        return m_secrets.count({ account.toString(), entry, place }) > 0;
    }
    /// Empty: there is none.
    QString secret(const Jid &account, VaultEntry entry, Place place) const
    {
        const auto found = m_secrets.find({ account.toString(), entry, place });
        return found == m_secrets.cend() ? QString() : found->second.reveal();
    }
    bool isEmpty() const { return m_secrets.empty(); }

    QFuture<Result<Secret>> read(const Jid &account, VaultEntry entry, Place place) override
    {
        if (refusesToRead) {
            return readyFuture<Result<Secret>>(failure(Error::Kind::KeychainUnavailable));
        }
        return readyFuture(has(account, entry, place) ? Result<Secret>(Secret(secret(account, entry, place)))
                                                      : Result<Secret>(failure(Error::Kind::NoPassword)));
    }
    QFuture<Result<>> write(const Jid &account, VaultEntry entry, Place place, const Secret &secret) override
    {
        if (refusesToWrite.contains(entry)) {
            return refusal();
        }
        if (place != Place::AskEachTime) {
            m_secrets.insert_or_assign({ account.toString(), entry, place }, secret);
            if (written) {
                written();
            }
        }
        return readyFuture(Result<>());
    }
    QFuture<Result<>> remove(const Jid &account, Place place) override
    {
        const auto answer = removeFrom(account, place);
        removeFrom(account, place == Place::Keychain ? Place::PrivateFile : Place::Keychain);
        return answer;
    }
    QFuture<Result<>> removeFrom(const Jid &account, Place place) override
    {
        if (refusesToForget) {
            return refusal();
        }
        for (const VaultEntry entry : vaultEntries) {
            m_secrets.erase({ account.toString(), entry, place });
        }
        return readyFuture(Result<>());
    }

private:
    static QFuture<Result<>> refusal() { return readyFuture<Result<>>(failure(Error::Kind::KeychainUnavailable)); }

    std::map<std::tuple<QString, VaultEntry, Place>, Secret> m_secrets;
};

} // namespace natter
