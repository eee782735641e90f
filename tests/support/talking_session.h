// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/chat_session.h"

#include "chat/message_receiver.h"
#include "chat/outbox.h"

namespace natter {

/// A session in which messages come in and go out.
struct TalkingSession : ChatSession
{
    MessageReceiver receiver { account, protocol, conversations, store };
    Outbox outbox { account, protocol, conversations, store };

    TalkingSession()
    {
        start();
        outbox.sessionStarted();
        outbox.managementEnabled();
        waitForStore();
        take();
    }
    void hear(const QByteArray &children, const QByteArray &id = "m2",
              const QByteArray &from = "juliet@capulet.lit/balcony", const QByteArray &type = "chat")
    {
        receive("<message type='" + type + "' from='" + from + "' id='" + id + "'>" + children + "</message>");
        waitForStore();
    }
    ChatMessage say(const QString &text)
    {
        const auto message = awaited(outbox.send(chat.peer, text));
        waitForStore();
        return *message;
    }
    /// What is stored of the message with that id of its sender; without a row if nothing is.
    ChatMessage of(const QString &id)
    {
        waitForStore();
        const auto messages = stored();
        for (const ChatMessage &message : messages) {
            if (message.stanzaId == id) {
                return message;
            }
        }
        return {};
    }
    /// The last message that went out.
    Message last()
    {
        waitForStore();
        const auto elements = take();
        return elements.isEmpty() ? Message() : Message::read(elements.last()).value_or(Message());
    }
};

} // namespace natter
