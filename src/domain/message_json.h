// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/chat_message.h"

#include <QJsonObject>

namespace natter {

/// "in" or "out".
QString directionName(ChatMessage::Direction direction);

/// A message as scripts and exports have it: "account", "peer", "direction", "id" (the sender's), "archiveId" (if our
/// archive has given it one), "body", "time" (ISO 8601, UTC), "state" ("received", "queued", "sent", "on-server",
/// "delivered", "failed") and, of what failed, "failure".
QJsonObject messageJson(const ChatMessage &message);
/// The opposite. It needs account, peer, direction, body and time. Errors: Malformed.
Result<ChatMessage> messageOfJson(const QJsonObject &object);

} // namespace natter
