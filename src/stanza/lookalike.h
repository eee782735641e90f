// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace natter {

/// Two names that people take for the same (Unicode Technical Standard 39, 4), whatever letters they are written with,
/// and without regard to case and to blanks around them, have one of these in common. To be compared, not to be shown.
QStringList skeletonsOf(const QString &name);

} // namespace natter
