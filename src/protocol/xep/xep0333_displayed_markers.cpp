// XEP-0333: Displayed Markers, version 1.0.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0333_displayed_markers.h"

#include "protocol/xep/xep0045_room_user.h"

namespace natter {

std::optional<Markable> Markable::read(const Element &element)
{
    return element.is(name) ? std::optional(Markable()) : std::nullopt;
}

Element Markable::write() const { return ElementBuilder(name).build(); }

std::optional<DisplayedMarker> DisplayedMarker::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(DisplayedMarker { id });
}

Element DisplayedMarker::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

void DisplayedMarkers::outgoing(Message &message)
{
    const bool says = message.type == Message::Type::Chat && !message.id.isEmpty() && !message.body().isEmpty();
    const bool isInsideRoom = message.has<RoomUser>();
    if (says && !isInsideRoom && !message.payload<Markable>()) {
        message.add(Markable {});
    }
}

} // namespace natter
