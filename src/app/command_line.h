// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace natter {

/// What the program was started to do.
struct CommandLine
{
    QString profile; ///< the profile's folder, absolute
    bool hasOwnProfile = false; ///< it was named
    bool isPortable = false; ///< everything stays beside the program, and nothing on the computer
    bool minimized = false;
    bool enableCtl = false;
    bool showHelp = false;
    bool showVersion = false;
    QString uri; ///< an xmpp: address to open; may be empty
    bool isCtl = false;
    QStringList ctlArguments; ///< what follows "ctl", without --profile

    /// `arguments` without the program's name; `programFolder` is where that lies. Error: InvalidInput, with what is
    /// wrong.
    static Result<CommandLine> parse(QStringList arguments, const QString &programFolder);
    static QString help();
};

} // namespace natter
