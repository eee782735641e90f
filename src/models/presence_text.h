// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/account_settings.h"
#include "stanza/stanza.h"

namespace natter {

/// "online", "away", …, in the person's language.
QString presenceText(Presence::Show show);
/// What stands in its place while we cannot know.
QString unknownPresenceText();
QString availabilityText(Availability availability);

} // namespace natter
