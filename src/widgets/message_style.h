// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "models/room_names.h"
#include "widgets/theme.h"

#include <QFont>
#include <QImage>
#include <QStringList>

#include <functional>

namespace natter {

/// What a message's looks depend on besides itself.
struct MessageStyle
{
    Theme theme;
    QFont font; ///< of the text; already zoomed
    QString peerName; ///< whose picture stands beside incoming messages, but for those of a room
    bool compact = false; ///< one line for each message, no bubbles
    bool isRevealed = false; ///< the person asked to see what was to be hidden (XEP-0382)
    int width = 0; ///< of the view
    GuardedNames names {}; ///< of those in a room who nobody should be taken for
    QString ownNick {}; ///< what we are called in the room; empty: it is none
    std::function<QImage(const ChatMessage &message)> faceOf {}; ///< as it is painted; not there: there are initials
    QStringList watchedWords {}; ///< that mean us there as well
};

/// Of times and the like.
QFont metaFontOf(const MessageStyle &style);

/// Layouts are measured for one direction and mirrored as a whole for the other.
bool isMirrored();

} // namespace natter
