// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_place.h"

#include "base/log.h"

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

/// Whether a private conversation in a room goes on with another person under the same nickname. Of some messages
/// nobody knows with whom they were.
static bool isWithSomebodyElse(const TimelineModel &model, int row)
{
    static constexpr int farEnough = 20;
    const ChatMessage &message = model.message(row);
    if (!message.conversation.isInsideRoom() || message.partner().isEmpty()) {
        return false;
    }
    for (int before = row - 1; before >= 0 && before >= row - farEnough; --before) {
        const QString &partner = model.message(before).partner();
        if (!partner.isEmpty()) {
            return partner != message.partner();
        }
    }
    return false;
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
    place.otherAbove =
        isWithSomebodyElse(model, row) ? withVisibleControls(message.conversation.peer.resource()) : QString();
    place.startsGroup =
        !before || place.newAbove > 0 || !place.otherAbove.isEmpty() || place.missingAbove || !groups(*before, message);
    place.endsGroup = !after || !groups(message, *after);
    return place;
}

} // namespace natter
