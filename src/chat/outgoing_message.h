// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"
#include "stanza/stanza.h"

namespace natter {

/// A message that says `text`, without the characters that XML forbids.
/// Errors: InvalidInput (nothing to send, or longer than limits::textNodeBytes).
Result<ChatMessage> saying(const ConversationId &conversation, const QString &text);
/// One that answers another, which is quoted for those who do not know replies (XEP-0461). Errors: as saying().
Result<ChatMessage> replyTo(const ChatMessage &original, const QString &text);
/// Whether there can be one: the other has an id, and says something.
bool isAnswerable(const ChatMessage &message);
/// One that answers another with these emoji, instead of those of before (XEP-0444). Errors: InvalidInput if it cannot
/// be answered.
Result<ChatMessage> reactionTo(const ChatMessage &original, const QStringList &emoji);
/// What we have answered it with so far.
QStringList ourReactions(const ChatMessage &message);
/// One that says it in the place of another of ours (XEP-0308). Errors: as saying(); InvalidInput too if that is not
/// ours, did not arrive, or was retracted.
Result<ChatMessage> correctionOf(const ChatMessage &original, const QString &text);
/// One that takes another of ours back (XEP-0424). Errors: as correctionOf().
Result<ChatMessage> retractionOf(const ChatMessage &original);
/// What a message is called by those that are about it, but for corrections: those use its sender's first id.
QString nameOf(const ChatMessage &message);
/// Whether there can be those.
bool isChangeable(const ChatMessage &message);
/// Whether Outbox::retract() can take it back.
bool isRetractable(const ChatMessage &message);

/// Among messages that wait, it says something else now.
void reword(QList<ChatMessage> &waiting, const ChatMessage &message);

/// What goes over the wire for a message of ours.
Message stanzaOf(const ChatMessage &message);

} // namespace natter
