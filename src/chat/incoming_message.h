// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/known_rooms.h"

#include <optional>

namespace natter {

/// What it depends on how a message that came in is read.
struct IncomingContext
{
    Jid account;
    QDateTime now;
    const KnownRooms *rooms = nullptr; ///< null: there are none
};

/// What is to be recorded of a message that came in, and in which conversation; null if that is nothing.
std::optional<ChatMessage> incomingMessage(const ReceivedMessage &received, const IncomingContext &context);

} // namespace natter
