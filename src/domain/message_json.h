// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"

#include <QJsonObject>

namespace natter {

/// "in" or "out".
QString directionName(ChatMessage::Direction direction);
/// "room", or "private" for what only one person in a room hears; empty for all other conversations.
QString kindName(const ConversationId &conversation, ChatKind kind);

/// A message as scripts and exports have it: "account", "peer", "direction", "id" (the sender's), "archiveId" (if our
/// archive has given it one), "body", "time" (ISO 8601, UTC), "state" ("received", "queued", "sent", "on-server",
/// "delivered", "failed") and, of what failed, "failure". Of rooms "kind" (as kindName()), "nick", "occupant" (if it is
/// known who that is) and "mention" (if it means us).
QJsonObject messageJson(const ChatMessage &message);
/// The opposite. It needs account, peer, direction, body and time. Errors: Malformed.
Result<ChatMessage> messageOfJson(const QJsonObject &object);

} // namespace natter
