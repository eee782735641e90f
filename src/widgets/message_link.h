// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <optional>

namespace natter {

class Accounts;
struct XmppUri;

/// An xmpp: address that opens the message in the Natter of whoever has it; empty if nothing tells it from others.
QString linkTo(const ChatMessage &message);

/// The message that such an address means.
std::optional<MessageReference> messageLinkedBy(const XmppUri &uri);

/// The same message as one of these accounts knows it, which may be the other one that takes part in the conversation:
/// that has another archive. Nothing if it is none of theirs.
std::optional<MessageReference> asSeenFrom(const Accounts &accounts, const MessageReference &message);

} // namespace natter
