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

    QFuture<Result<Secret>> read(const Jid &account, AccountSettings::PasswordPlace place) override;
    QFuture<Result<>> write(const Jid &account, AccountSettings::PasswordPlace place, const Secret &password) override;
    void remove(const Jid &account) override;

private:
    QString keychainKey(const Jid &account) const;
    Result<Secret> readFile(const Jid &account) const;
    Result<> writeFile(const Jid &account, const Secret &password);

    QString m_profile;
    QString m_path;
};

} // namespace natter
