// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"
#include "stanza/stanza.h"

namespace natter {

/// "online", "away", …, in the person's language.
QString presenceText(Presence::Show show);
/// What stands in its place while we cannot know.
QString unknownPresenceText();
QString availabilityText(Availability availability);
/// What one account is up to, which appears as `availability` once it is online.
QString accountStateText(const AccountStatus &status, Availability availability);

} // namespace natter
