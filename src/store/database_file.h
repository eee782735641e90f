// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <array>

namespace natter {

/// What is appended to the name of a database's file for each file that belongs to it.
inline constexpr std::array databaseParts { "", "-wal", "-shm" };

/// Makes the file if it is not there, so that it is readable by its owner alone from the first moment. Error: ReadOnly.
Result<> makeDatabaseFile(const QString &path);

} // namespace natter
