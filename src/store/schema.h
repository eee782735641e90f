// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QStringList>

namespace natter::schema {

/// The version that the last script leads to; 0: the program lacks its scripts.
int newest();
/// The statements that lead to `version` from the one before.
Result<QStringList> script(int version);
/// Whether tables and indexes are what the scripts up to `version` make. Those of other names do not matter.
/// Errors: StorageDamaged (they cannot be read), those of storageError().
Result<bool> isThatOf(const QSqlDatabase &database, int version);

} // namespace natter::schema
