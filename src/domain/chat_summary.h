// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "domain/disclosure.h"

#include <limits>

namespace natter {

/// What is written and not sent yet.
struct Draft
{
    QString text;
    QString replyTo {}; ///< the id of the message that it answers
    QString editOf {}; ///< the id of the message that is being edited,
    QString editText {}; ///< and what it is to say

    bool isEmpty() const { return text.trimmed().isEmpty() && replyTo.isEmpty() && editOf.isEmpty(); }
    friend bool operator==(const Draft &, const Draft &) = default;
};

/// Of which messages the person wants to be told (XEP-0492). The numbers are on disk.
enum class Notify { Never = 0, OnMention = 1, Always = 2 };

/// Who learns more of what is said in a room than those who are there.
struct RoomOpenness
{
    bool showsAddresses = false; ///< the real ones, to everybody
    bool keepsRecord = false; ///< of what is said

    friend bool operator==(const RoomOpenness &, const RoomOpenness &) = default;
};

/// How the person wants a conversation treated.
struct ChatTreatment
{
    bool isPinned = false; ///< above the others
    bool isArchived = false; ///< out of sight, until something is said in it
    bool isMarkedUnread = false; ///< though all of it was read
    QDateTime mutedUntil {}; ///< null: it is not
    Disclosure disclosure {};
    std::optional<Notify> notify {}; ///< if it was chosen
    std::optional<QString> language {}; ///< of what is written in it, if it was chosen; empty: spelling is not checked
    std::optional<RoomOpenness> openness {}; ///< of a room, as far as the person knows; null: it was not noted

    bool isMuted(const QDateTime &now) const { return mutedUntil.isValid() && now < mutedUntil; }
    friend bool operator==(const ChatTreatment &, const ChatTreatment &) = default;
};

/// One line of the chats list.
struct ChatSummary
{
    ConversationId id;
    ChatKind kind = ChatKind::Person;
    qint64 lastRow = 0;
    QString lastBody;
    ChatMessage::Direction lastDirection = ChatMessage::Direction::Incoming;
    ChatMessage::Delivery lastDelivery = ChatMessage::Delivery::None;
    QString lastNick; ///< of who said it in a room
    bool isLastRetracted = false;
    bool isLastHidden = false; ///< it is a spoiler (XEP-0382)
    QDateTime lastTime; ///< null: nothing was said yet
    int unread = 0;
    int mentions = 0; ///< unread messages in a room that mean us
    qint64 readRow = 0; ///< everything up to here was read
    qint64 displayedRow = std::numeric_limits<qint64>::min(); ///< the other side has seen what we said up to here
    Draft draft;
    ChatTreatment treatment;
    int keptDays = 0; ///< how long messages are kept here; 0: for ever
    int later = 0; ///< messages that are to be sent later

    bool isEmpty() const { return lastRow == 0 && draft.isEmpty() && later == 0; } ///< opened once, and left
    bool isUnread() const { return unread > 0 || treatment.isMarkedUnread; }

    friend bool operator==(const ChatSummary &, const ChatSummary &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ChatSummary)
