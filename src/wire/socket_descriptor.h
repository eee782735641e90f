// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace natter {

/// A second descriptor of the same socket, so that it stays open when the first is closed: a QAbstractSocket never
/// gives up its own. -1 if there are too many open ones.
qintptr duplicateOf(qintptr descriptor);
void closeSocket(qintptr descriptor);

} // namespace natter
