// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"
#include "chat/conversations.h"
#include "chat/preferences.h"

namespace natter {

/// What windows talk to.
struct ChatServices
{
    Accounts &accounts;
    Conversations &conversations;
    Preferences &preferences;
};

} // namespace natter
