// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <optional>

namespace natter {

/// What messages are searched for. Everything that is named has to be true of a message.
struct MessageSearch
{
    enum class Has { Link, File, Image };

    QString text; ///< words, each of which a word of the message begins with, and "phrases" word by word
    std::optional<QList<ConversationId>> conversations; ///< in one of these; an empty list finds nothing
    std::optional<ChatMessage::Direction> direction; ///< only what others, or only what we wrote
    QDateTime since; ///< null: from the beginning
    QDateTime until; ///< before that moment; null: to the end
    QList<Has> has;

    friend bool operator==(const MessageSearch &, const MessageSearch &) = default;
};

/// A message that a search found, and how well it fits: more is better, and 0 the least.
struct SearchHit
{
    ChatMessage message;
    double score = 0;
    QString excerpt = {}; ///< one line of the message with what was sought
};

} // namespace natter

Q_DECLARE_METATYPE(natter::SearchHit)
