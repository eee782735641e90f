// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/password_vault.h"

#include <map>

namespace natter {

/// What a place keeps of an account: for each of vaultEntries the secret, or why it is not known.
using VaultContent = std::map<VaultEntry, Result<Secret>>;

/// Answers once the vault has answered for every entry; never after `context` is gone.
QFuture<VaultContent> readAll(PasswordVault &vault, const Jid &account, AccountSettings::PasswordPlace place,
                              QObject *context);

/// Writes the secrets that are known, one after the other, until one fails.
QFuture<Result<>> writeAll(PasswordVault &vault, const Jid &account, AccountSettings::PasswordPlace place,
                           const VaultContent &content, QObject *context);

} // namespace natter
