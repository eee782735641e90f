// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

namespace natter {

/// What a message says, or what stands in its place once it was retracted.
QString shownText(const ChatMessage &message);

/// The same of the last message of a conversation.
QString lastText(const ChatSummary &chat);

} // namespace natter
