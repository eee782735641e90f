// XEP-0085: Chat State Notifications, version 2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xep/xep0085_chat_states.h"

#include <array>

namespace natter {

static constexpr std::array stateNames { u"active", u"composing", u"paused", u"inactive", u"gone" };

std::optional<ChatState> ChatState::of(const Message &message)
{
    for (const Element &child : message.children()) {
        if (const auto state = read(child)) {
            return state;
        }
    }
    return std::nullopt;
}

std::optional<ChatState> ChatState::read(const Element &element)
{
    for (size_t i = 0; i < stateNames.size(); ++i) {
        if (element.is({ ns, stateNames[i] })) {
            return ChatState { static_cast<State>(i) };
        }
    }
    return std::nullopt;
}

Element ChatState::write() const { return ElementBuilder({ ns, stateNames[static_cast<size_t>(state)] }).build(); }

} // namespace natter
