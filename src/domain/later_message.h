// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"
#include "domain/link_card.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// Something that was written to be sent at a time that the person chose. Until then nobody else knows of it.
struct LaterMessage
{
    /// Whether it goes out by itself. The numbers are on disk.
    enum class State {
        Waits = 0, ///< for its time, and for a connection from then on
        Missed = 1, ///< its time went by long ago: the person decides
        Restored = 2, ///< it came back with a backup, and may be out since: the person decides
    };

    qint64 row = 0; ///< 0: not stored yet; never used for another
    ConversationId conversation;
    QString text;
    QDateTime due; ///< UTC
    QString replyTo {}; ///< the id of the message that it answers; empty: none
    std::optional<QString> spoiler {}; ///< as that of a message
    QList<LinkCard> cards {}; ///< as those of a message
    State state = State::Waits;

    friend bool operator==(const LaterMessage &, const LaterMessage &) = default;
};

} // namespace natter
