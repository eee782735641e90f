// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/password_vault.h"

#include <QObject>

namespace natter {

/// Passwords in the system keychain, or, where the person chose so, in a file that only they can read.
class SystemVault : public QObject, public PasswordVault
{
    Q_OBJECT

public:
    /// `profile` is the profile's folder: profiles do not share passwords.
    explicit SystemVault(const QString &profile);

    QFuture<Result<Secret>> read(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace place) override;
    QFuture<Result<>> write(const Jid &account, VaultEntry entry, AccountSettings::PasswordPlace place,
                            const Secret &secret) override;
    QFuture<Result<>> remove(const Jid &account, AccountSettings::PasswordPlace place) override;
    QFuture<Result<>> removeFrom(const Jid &account, AccountSettings::PasswordPlace place) override;

private:
    QString keychainKey(const QString &name) const;
    QFuture<Result<>> removeFromKeychain(const Jid &account);
    Result<> removeFromFile(const Jid &account);
    Result<Secret> readFile(const QString &name) const;
    Result<> writeFile(const QString &name, const Secret &secret);

    QString m_profile;
    QString m_path;
};

} // namespace natter
