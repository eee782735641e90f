// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"
#include "stanza/stanza.h"

namespace natter {

/// A message that says `text`, without the characters that XML forbids.
/// Errors: InvalidInput (nothing to send, or longer than limits::textNodeBytes).
Result<ChatMessage> saying(const ConversationId &conversation, const QString &text);
/// One that says it in the place of another of ours (XEP-0308). Errors: as saying(); InvalidInput too if that is not
/// ours, did not arrive, or was retracted.
Result<ChatMessage> correctionOf(const ChatMessage &original, const QString &text);
/// One that takes another of ours back (XEP-0424). Errors: as correctionOf().
Result<ChatMessage> retractionOf(const ChatMessage &original);
/// Whether there can be those.
bool isChangeable(const ChatMessage &message);

/// What goes over the wire for a message of ours.
Message stanzaOf(const ChatMessage &message);

} // namespace natter
