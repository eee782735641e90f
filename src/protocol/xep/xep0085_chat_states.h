// XEP-0085: Chat State Notifications, version 2.1
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/extension.h"

namespace natter {

/// What the other side is doing with the conversation.
struct ChatState
{
    enum class State { Active, Composing, Paused, Inactive, Gone };

    static constexpr QStringView ns = u"http://jabber.org/protocol/chatstates";

    State state = State::Active;

    /// The state in a message, if it has one.
    static std::optional<ChatState> of(const Message &message);
    static std::optional<ChatState> read(const Element &element);
    Element write() const;

    friend bool operator==(const ChatState &, const ChatState &) = default;
};

/// Announces chat states; who may know them is the sender's decision (chat/typing.h).
class ChatStates : public Extension
{
public:
    QStringList features() const override { return { ChatState::ns.toString() }; }
};

} // namespace natter
