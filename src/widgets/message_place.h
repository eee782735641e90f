// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline_model.h"

namespace natter {

/// How a message stands among its neighbours.
struct MessagePlace
{
    std::optional<TimelineModel::MissingPart> missingAbove; ///< of the archive
    std::optional<TimelineModel::MissingPart> missingBelow;
    bool dayAbove = false; ///< the first of its day
    QStringList eventsBeforeDay; ///< what happened in the room before that, as RoomEvents::between(),
    QStringList eventsAbove; ///< from then on,
    QStringList eventsBelow; ///< and since, if it is the last
    QString otherAbove; ///< the nickname that from here on somebody else in the room has; empty: none
    int newAbove = 0; ///< it is the first unread one, of so many; 0: it is not
    bool startsGroup = true;
    bool endsGroup = true;

    static MessagePlace of(const TimelineModel &model, int row);
    bool hasEventsAbove() const { return !eventsBeforeDay.isEmpty() || !eventsAbove.isEmpty(); }

    friend bool operator==(const MessagePlace &, const MessagePlace &) = default;
};

} // namespace natter
