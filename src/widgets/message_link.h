// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <optional>

namespace natter {

struct XmppUri;

/// An xmpp: address that opens the message in the Natter of whoever has it; empty if nothing tells it from others.
QString linkTo(const ChatMessage &message);

/// The message that such an address means.
std::optional<MessageReference> messageLinkedBy(const XmppUri &uri);

} // namespace natter
