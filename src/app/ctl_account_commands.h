// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace natter {

class CtlSession;

// Commands about accounts and contacts; each ends its session, now or later.
void accountCommand(CtlSession &session);
void rosterCommand(CtlSession &session);
/// Until every enabled account is online.
void waitUntilConnected(CtlSession &session);
/// Until every account's contacts came from the server.
void waitForRoster(CtlSession &session);

} // namespace natter
