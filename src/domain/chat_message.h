// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>

namespace natter {

/// One message as it is stored and shown.
struct ChatMessage
{
    enum class Direction { Incoming, Outgoing };
    /// How far an outgoing message got. Incoming ones have None. The numbers are on disk.
    enum class Delivery {
        None = 0,
        Queued = 1, ///< not a byte of it is on the wire
        Written = 4, ///< handed to the connection: the server may have it
        OnServer = 2, ///< the server has it
        Delivered = 5, ///< a device of the other side has it (XEP-0184)
        Failed = 3,
    };

    /// What it is for. The numbers are on disk.
    enum class Purpose {
        Saying = 0,
        Correction = 1, ///< says something else in the place of another of the same sender (XEP-0308)
        Retraction = 2, ///< takes back another of the same sender (XEP-0424)
    };

    qint64 row = 0; ///< the order in a conversation is that of the rows; 0: not stored yet
    ConversationId conversation;
    Direction direction = Direction::Incoming;
    QString stanzaId; ///< the sender's id for it
    QString archiveId; ///< our archive's, if the server vouches for it; else empty
    QString body;
    QDateTime time; ///< UTC; text only, never the order
    Delivery delivery = Delivery::None;
    QString failure; ///< for Failed: a stanza error's condition, or a word of our own
    Purpose purpose = Purpose::Saying;
    QString about; ///< the sender's id of the message that is corrected or retracted
    QString firstBody; ///< what it said at first, if it says something else now and that is known; else null
    QDateTime edited; ///< when what it says now was said; null: it is what was said first
    QDateTime retracted; ///< when it was taken back: it says nothing since; null: it was not
    bool isUnstyled = false; ///< its sender wants it shown as it is written (XEP-0393)
    bool isShown = true; ///< it has a place of its own in the conversation
    bool isChanging = false; ///< it was edited or retracted here, which the server does not know yet
    bool isIdUnique = false; ///< on the way to the store: the sender gives no other message this id (XEP-0359)

    /// It is to be sent, or may have been.
    bool isUnconfirmed() const { return delivery == Delivery::Queued || delivery == Delivery::Written; }
    bool isOutgoing() const { return direction == Direction::Outgoing; }
    /// It says nothing of its own.
    bool isAbout() const { return purpose != Purpose::Saying; }
    /// What its sender sent under its id.
    QString sentBody() const { return firstBody.isNull() ? body : firstBody; }
    bool isRetracted() const { return retracted.isValid(); }
    friend bool operator==(const ChatMessage &, const ChatMessage &) = default;
};

/// What a message said at some time.
struct MessageVersion
{
    QString body;
    QDateTime time; ///< since when

    friend bool operator==(const MessageVersion &, const MessageVersion &) = default;
};

/// Which message is meant, also on another device of the account.
struct MessageReference
{
    ConversationId conversation;
    QString archiveId; ///< if our archive has given it one
    QString stanzaId; ///< the sender's

    friend bool operator==(const MessageReference &, const MessageReference &) = default;
};

/// One line of the chats list.
struct ChatSummary
{
    ConversationId id;
    qint64 lastRow = 0;
    QString lastBody;
    ChatMessage::Direction lastDirection = ChatMessage::Direction::Incoming;
    ChatMessage::Delivery lastDelivery = ChatMessage::Delivery::None;
    bool isLastRetracted = false;
    QDateTime lastTime; ///< null: nothing was said yet
    int unread = 0;
    qint64 readRow = 0; ///< everything up to here was read
    QString draft;
    int keptDays = 0; ///< how long messages are kept here; 0: for ever

    bool isEmpty() const { return lastRow == 0 && draft.trimmed().isEmpty(); } ///< opened once, and left

    friend bool operator==(const ChatSummary &, const ChatSummary &) = default;
};

/// What became different in the store, after it is on disk.
struct MessageChange
{
    enum class Kind {
        Added,
        Updated,
        FilledIn, ///< below others that were here before
        Noted, ///< has no place in the conversation: what comes of it is told of the message that it is about
        Hidden, ///< had a place, and has none any more
    };

    Kind kind = Kind::Added;
    ChatMessage message;
    ChatSummary chat; ///< of its conversation, now
};

/// What is not stored any more, after it is off the disk.
struct MessageRemoval
{
    ChatSummary chat; ///< of its conversation, now
    QList<qint64> rows; ///< from the lowest to the greatest

    friend bool operator==(const MessageRemoval &, const MessageRemoval &) = default;
};

} // namespace natter

Q_DECLARE_METATYPE(natter::ChatMessage)
Q_DECLARE_METATYPE(natter::ChatSummary)
Q_DECLARE_METATYPE(natter::MessageChange)
Q_DECLARE_METATYPE(natter::MessageRemoval)
