// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// Where the running program lies. Works before there is an application object.
QString programFolder();

/// The folder that a portable Natter keeps everything in: beside the program; beside `bin`, `lib` and `share` in an
/// archive; beside the bundle on macOS.
QString portableProfile(const QString &programFolder);

/// Somebody put an empty file named “portable” beside the program.
bool isMarkedPortable(const QString &programFolder);

} // namespace natter
