// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace natter {

/// Copies the database of a profile, as it is at one moment, into a file that is not there yet; what only the running
/// program can go on with, its streams and what it is still to send, is not in it or not to be sent from there. Errors:
/// ReadOnly, StorageFull, Storage, StorageDamaged.
Result<> copyDatabase(const QString &from, const QString &to);

/// Whether a copy can be used: opens it, and brings it to today's version.
/// Errors: StorageTooNew, StorageDamaged, StorageFull, Storage, ReadOnly.
Result<> checkCopy(const QString &path);

} // namespace natter
