// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

namespace natter {

/// Of which messages there the person wants to be told: as they chose, else of all that a person says to them, and in a
/// room of those that mean them.
Notify notifyRuleOf(const ChatSummary &chat);
/// How many of the unread messages are of that kind; whether the conversation is muted is another matter.
int wantedUnread(const ChatSummary &chat);
/// Whether the person wants to be told of that message of it.
bool isWanted(const ChatMessage &message, const ChatSummary &chat);

} // namespace natter
