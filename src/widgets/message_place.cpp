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

/// The clocks of several servers may go back a little from one message to the next.
static QDateTime latestUpTo(const TimelineModel &model, int row)
{
    static constexpr int farEnough = 20;
    QDateTime latest = model.message(row).time;
    for (int before = row - 1; before >= 0 && before >= row - farEnough; --before) {
        latest = qMax(latest, model.message(before).time);
    }
    return latest;
}

/// Nobody knows what comes between the first message that is here and those that are not.
static void placeEvents(MessagePlace &place, const TimelineModel &model, int row)
{
    const RoomEvents &events = *model.events();
    const QDateTime time = model.message(row).time;
    const QDateTime before = row > 0 ? latestUpTo(model, row - 1) : model.isAtBeginning() ? QDateTime() : time;
    const QDateTime day = place.dayAbove ? time.toLocalTime().date().startOfDay() : before;
    if (place.dayAbove && before != time) {
        place.eventsBeforeDay = events.between(before, day);
    }
    place.eventsAbove = events.between(before.isNull() ? day : qMax(before, day), time);
    if (row + 1 == model.rowCount() && model.isAtEnd()) {
        place.eventsBelow = events.between(latestUpTo(model, row), {});
    }
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
    if (model.events()) {
        placeEvents(place, model, row);
    }
    place.startsGroup = !before || place.newAbove > 0 || !place.otherAbove.isEmpty() || place.missingAbove
        || place.hasEventsAbove() || !groups(*before, message);
    place.endsGroup = !after || !groups(message, *after)
        || (model.events() && !model.events()->between(latestUpTo(model, row), after->time).isEmpty());
    return place;
}

} // namespace natter
