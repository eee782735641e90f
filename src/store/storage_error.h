// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

class QSqlError;

namespace natter {

/// What SQLite's result means to people: ReadOnly, StorageDamaged, StorageFull or Storage.
Error storageError(const QSqlError &error);

} // namespace natter
