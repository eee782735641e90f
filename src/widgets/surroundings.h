// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// What the desktop around the program has to offer. Natter works without any of it; the settings say what is missing.
struct Surroundings
{
    bool hasTray = true;
    QString noNotifications; ///< why there is no notification service, for the details; empty if there is one
    bool isPortable = false; ///< nothing is to be left on this computer
    bool isFlatpak = false; ///< which the system does not start by itself
};

} // namespace natter
