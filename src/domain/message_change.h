// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

namespace natter {

/// What became different in the store, after it is on disk.
struct MessageChange
{
    enum class Kind {
        Added,
        Updated,
        FilledIn, ///< below others that were here before
        Noted, ///< has no place in the conversation: what comes of it is told of the message that it is about
        Hidden, ///< had a place, and has none any more
    };

    Kind kind = Kind::Added;
    ChatMessage message;
    ChatSummary chat; ///< of its conversation, now
};

/// What is not stored any more, after it is off the disk.
struct MessageRemoval
{
    ChatSummary chat; ///< of its conversation, now
    QList<qint64> rows; ///< from the lowest to the greatest

    friend bool operator==(const MessageRemoval &, const MessageRemoval &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::MessageChange)
Q_DECLARE_METATYPE(natter::MessageRemoval)
