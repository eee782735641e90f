// XEP-0500: MUC Slow Mode, version 0.1.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"
#include "stanza/stanza_error.h"

#include <chrono>

namespace natter {

/// How long somebody has to wait between two messages in a room, by what it says of itself (4.2); 0: not at all, also
/// where it says nonsense, or more than limits::slowMode.
std::chrono::seconds slowModeIn(const DataForm &roomInfo);

/// Whether a room refuses a message because it came too soon after another (5). Services that count messages without
/// this extension say the same, some in the words of a lack of resources.
bool isTooSoon(const StanzaError &error);

} // namespace natter
