// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "domain/account_settings.h"

#include <QHash>
#include <QJsonArray>
#include <QList>

#include <optional>

namespace natter {

/// The accounts of a profile, in a file that only its owner can read.
class AccountBook
{
public:
    explicit AccountBook(const QString &path);

    /// A missing file is an empty book. A damaged one is kept under another name, and the error (StorageDamaged)
    /// says which; the book is empty then.
    Result<> load();
    const QList<AccountSettings> &accounts() const { return m_accounts; }
    const AccountSettings *find(const Jid &account) const;

    /// Adds the account or replaces its settings, on disk first. Errors: ReadOnly, Storage.
    Result<> put(const AccountSettings &settings);
    Result<> remove(const Jid &account);

    /// The account's certificate with its key, which files of versions before the vault had. It stays in the file
    /// until it is dropped, or the account has another certificate.
    std::optional<Secret> keyOf(const Jid &account) const;
    /// It is kept elsewhere by now. Errors: ReadOnly, Storage.
    Result<> dropKey(const Jid &account);

private:
    using Keys = QHash<Jid, Secret>;

    Result<> save(const QList<AccountSettings> &accounts, const Keys &keys);

    QString m_path;
    QList<AccountSettings> m_accounts;
    Keys m_keys; ///< as keyOf()
    QJsonArray m_unknown; ///< entries that are no accounts to us, kept as they are
    std::optional<Error> m_unreadable; ///< the file is there but could not be read: it must not be replaced
};

} // namespace natter
