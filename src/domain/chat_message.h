// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"
#include "domain/link_card.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>

#include <optional>

namespace natter {

/// What some have answered a message with, without a word (XEP-0444).
struct Reaction
{
    QString emoji;
    int count = 0; ///< how many have
    bool isOurs = false; ///< we among them

    friend bool operator==(const Reaction &, const Reaction &) = default;
};

/// What one person has answered a message with, the last time (XEP-0444).
struct GivenReactions
{
    bool isOurs = false; ///< else those of the other side
    QStringList emoji;
    QDateTime time;
    QString nick {}; ///< of whom in a room

    friend bool operator==(const GivenReactions &, const GivenReactions &) = default;
};

/// Somebody in a room who has displayed a message (XEP-0333).
struct MessageReader
{
    QString nick; ///< what they were called then
    QDateTime time; ///< when they displayed it, or something after it

    friend bool operator==(const MessageReader &, const MessageReader &) = default;
};

/// What a message answers (XEP-0461).
struct Quote
{
    QString id; ///< of the message that is answered, as its sender named it
    QString said; ///< what of it came along
    qint64 row = 0; ///< of that message; 0: it is not here
    QString text {}; ///< what it says now, if it is here
    bool isOurs = false; ///< we said it, if it is here
    bool isRetracted = false;
    QString nick {}; ///< who in a room said it, if it is here

    friend bool operator==(const Quote &, const Quote &) = default;
};

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
        Displayed = 6, ///< the other side, or somebody in the room, has seen it (XEP-0333); not on disk, but worked out
        Failed = 3,
    };

    /// What it is for. The numbers are on disk.
    enum class Purpose {
        Saying = 0,
        Correction = 1, ///< says something else in the place of another of the same sender (XEP-0308)
        Retraction = 2, ///< takes back another of the same sender (XEP-0424)
        Reaction = 3, ///< answers another with emoji, instead of those of before (XEP-0444): the body, a line for each
        Displayed = 4, ///< everything up to another of the other side was displayed (XEP-0333); leaves no row
        Moderation = 5, ///< a room takes back another of anybody in it (XEP-0425): the one with that archive's id
    };

    qint64 row = 0; ///< the order in a conversation is that of the rows; 0: not stored yet
    ConversationId conversation;
    ChatKind kind = ChatKind::Person;
    QString nick; ///< what its sender was called in the room, us included; else empty
    /// Who that is: in one room, and in private with somebody there, the same text is the same person. Empty elsewhere,
    /// where the direction says it, for what the room says itself, and if it is not known, so that nobody may say
    /// anything about it.
    QString occupant;
    QString recipient {}; ///< as occupant: whom ours is for, in private with somebody in a room; empty: not known
    Direction direction = Direction::Incoming;
    QString stanzaId; ///< the sender's id for it
    QString archiveId; ///< our archive's, or the room's, if that server vouches for it; else empty
    QString body;
    QDateTime time; ///< UTC; text only, never the order
    Delivery delivery = Delivery::None;
    QString failure; ///< for Failed: a stanza error's condition, or a word of our own
    Purpose purpose = Purpose::Saying;
    QString about; ///< its sender's id of the message that this one is about
    QString firstBody; ///< what it said at first, if it says something else now and that is known; else null
    QDateTime edited; ///< when what it says now was said; null: it is what was said first
    QDateTime retracted; ///< when it was taken back: it says nothing since; null: it was not
    std::optional<Quote> quote {}; ///< of what it answers
    QList<Reaction> reactions {}; ///< to it
    QList<LinkCard> cards {}; ///< of links in it, or in what it said before; see cardsFor()
    std::optional<QString> spoiler {}; ///< it is to be shown only to who asks for that; the hint (XEP-0382)
    bool isMention = false; ///< somebody in a room means us
    bool isMarkable = false; ///< its sender wants to know when it was displayed (XEP-0333)
    bool isUnstyled = false; ///< its sender wants it shown as it is written (XEP-0393)
    bool isShown = true; ///< it has a place of its own in the conversation
    bool isChanging = false; ///< it was edited or retracted here, which the server does not know yet
    bool isUnattended = false; ///< on the way to the store: nobody looks as we say it, so what is unread stays so
    bool isIdUnique = false; ///< on the way to the store: the sender gives no other message this id (XEP-0359)

    /// It is to be sent, or may have been.
    bool isUnconfirmed() const { return delivery == Delivery::Queued || delivery == Delivery::Written; }
    bool isOutgoing() const { return direction == Direction::Outgoing; }
    /// In place of an id of the room's, an occupant that says only who had a nickname for how long begins with it.
    static constexpr QChar stayMark = u'\x01';
    /// With whom it is, in private with somebody in a room: others may have the nickname before and after. Empty where
    /// the room gives no ids, by which somebody who comes back is known.
    QString partner() const
    {
        const QString &id = isOutgoing() ? recipient : occupant;
        return id.startsWith(stayMark) ? QString() : id;
    }
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

} // namespace natter

Q_DECLARE_METATYPE(natter::ChatMessage)
