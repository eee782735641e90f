// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "chat/history_writer.h"

#include <QDateTime>

namespace natter {

/// Writes all of a profile that cannot be made anew into one file: a tar archive, encrypted in the format of age, so
/// that other programs open it as well. Passwords in a keychain are not in it. For a thread that may wait for the disk.
/// Errors: Cancelled, ReadOnly, StorageFull, Storage, StorageDamaged, Crypto.
Result<> backUpProfile(const QString &profile, const QString &target, const Secret &passphrase,
                       const Progress &progress);

/// Opens a backup beside the files of a profile that is in use, for finishRestore(). For a thread that may wait.
/// Errors: Malformed (no backup), NotAuthorised (another passphrase), Crypto (damaged), LimitExceeded, StorageTooNew,
/// Cancelled, ReadOnly, StorageFull, Storage; nothing is left of it then.
Result<> openBackup(const QString &path, const QString &profile, const Secret &passphrase, const Progress &progress);

/// Puts a backup that was opened into the place of the profile's files, while nobody uses those: they are kept in a
/// folder beside. Goes on where it was if it is interrupted; without such a backup it only removes what a run that was
/// killed has left. Errors: ReadOnly.
Result<> finishRestore(const QString &profile, const QDateTime &now);

} // namespace natter
