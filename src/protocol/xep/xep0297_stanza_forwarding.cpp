// XEP-0297: Stanza Forwarding, version 1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0297_stanza_forwarding.h"

#include "protocol/xep/xep0203_delayed_delivery.h"

namespace natter {

std::optional<ForwardedStanza> ForwardedStanza::read(const Element &element)
{
    std::optional<ForwardedStanza> result;
    if (!element.is(name)) {
        return result;
    }
    for (const Element &child : element.children()) {
        if (child.namespaceUri() != ns::client) {
            continue;
        }
        auto message = Message::read(child);
        if (!message || result) {
            return std::nullopt;
        }
        const auto delay = DelayedDelivery::read(element.child(DelayedDelivery::name));
        result = ForwardedStanza { std::move(*message), delay ? delay->stamp : QDateTime() };
    }
    return result;
}

Element ForwardedStanza::write() const
{
    ElementBuilder builder(name);
    if (stamp.isValid()) {
        builder.child(DelayedDelivery { stamp, {} }.write());
    }
    return builder.child(message.write()).build();
}

} // namespace natter
