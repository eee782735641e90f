// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace natter::schema {

/// The version that the last script leads to; 0: the program lacks its scripts.
int newest();
/// The statements that lead to `version` from the one before.
Result<QStringList> script(int version);

} // namespace natter::schema
