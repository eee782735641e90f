// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_place.h"

namespace natter {

static constexpr qint64 groupSeconds = 300;

/// Whoever comes back under a name that another had is another.
static bool isOneSender(const ChatMessage &a, const ChatMessage &b)
{
    return a.direction == b.direction && (a.isOutgoing() || (a.nick == b.nick && a.occupant == b.occupant));
}

/// Two messages belong together if one person wrote them within minutes on one day.
static bool groups(const ChatMessage &a, const ChatMessage &b)
{
    return isOneSender(a, b) && qAbs(a.time.secsTo(b.time)) < groupSeconds
        && a.time.toLocalTime().date() == b.time.toLocalTime().date();
}

MessagePlace MessagePlace::of(const TimelineModel &model, int row)
{
    const ChatMessage &message = model.message(row);
    const ChatMessage *before = row > 0 ? &model.message(row - 1) : nullptr;
    const ChatMessage *after = row + 1 < model.rowCount() ? &model.message(row + 1) : nullptr;
    const auto read = model.newLineAfter();
    MessagePlace place;
    place.missingAbove = model.missingAbove(row);
    place.missingBelow = after ? std::nullopt : model.missingAtEnd();
    place.dayAbove = !before || before->time.toLocalTime().date() != message.time.toLocalTime().date();
    const bool isFirstNew = read && message.row > *read && !message.isOutgoing() && before && before->row <= *read;
    place.newAbove = isFirstNew ? qMax(1, model.newCount()) : 0;
    place.startsGroup = !before || place.newAbove > 0 || place.missingAbove || !groups(*before, message);
    place.endsGroup = !after || !groups(message, *after);
    return place;
}

} // namespace natter
