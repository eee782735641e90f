// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"

namespace natter {

/// What to call whom or what a conversation is with: a room as it is bookmarked, else as it says, else by its
/// localpart; somebody in a room by their nickname with the room behind it; and anybody else as the contacts have them.
/// With invisible and direction-changing characters made visible.
QString chatName(const Accounts &accounts, const ConversationId &id);

} // namespace natter
