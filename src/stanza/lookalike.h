// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// What all names have in common that people take for the same (Unicode Technical Standard 39, 4), whatever letters
/// they are written with, and without regard to case and to blanks around them. To be compared, not to be shown.
QString skeletonOf(const QString &name);

} // namespace natter
