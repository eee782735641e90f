// XEP-0184: Message Delivery Receipts, version 1.4.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0184_delivery_receipts.h"

#include "protocol/xep/xep0045_room_user.h"

namespace natter {

std::optional<ReceiptRequest> ReceiptRequest::read(const Element &element)
{
    return element.is(name) ? std::optional(ReceiptRequest()) : std::nullopt;
}

Element ReceiptRequest::write() const { return ElementBuilder(name).build(); }

std::optional<Receipt> Receipt::read(const Element &element)
{
    const QString id = element.is(name) ? element.attribute(u"id") : QString();
    return id.isEmpty() ? std::nullopt : std::optional(Receipt { id });
}

Element Receipt::write() const { return ElementBuilder(name).attribute(u"id", id).build(); }

/// Not for rooms (5.3), and never for a receipt.
void DeliveryReceipts::outgoing(Message &message)
{
    const bool says = message.type == Message::Type::Chat && !message.id.isEmpty() && !message.body().isEmpty();
    const bool isInsideRoom = message.has<RoomUser>();
    if (says && !isInsideRoom && !message.payload<ReceiptRequest>()) {
        message.add(ReceiptRequest {});
    }
}

} // namespace natter
