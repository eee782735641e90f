// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <optional>

namespace natter {

class CtlSession;

// Commands about accounts and contacts; each ends its session, now or later.
void accountCommand(CtlSession &session);
/// The password in a file that the script named; the end of its line is none of it. Fails and returns null if it cannot
/// be read.
std::optional<Secret> passwordOf(CtlSession &session, const QString &option);
void rosterCommand(CtlSession &session);
/// Until every enabled account is online.
void waitUntilConnected(CtlSession &session);
/// Until every account's contacts came from the server.
void waitForRoster(CtlSession &session);

} // namespace natter
