// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"
#include "store/message_reactions.h"

namespace natter {

/// What corrections, retractions and reactions do to the messages that they are about (XEP-0308, 0424, 0444). It is
/// worked out from all of them that are stored, so it does not matter in which order they come. Store thread only, and
/// in the transaction that stores them.
class MessageEffects
{
public:
    explicit MessageEffects(Database &database) : m_database(database), m_reactions(database) { }

    /// Rows that are not as they were.
    struct Settled
    {
        QList<qint64> changed; ///< they say something else
        QList<qint64> hidden; ///< they had a place in the conversation, and have none any more
        QList<qint64> shown; ///< they have one now

        bool isEmpty() const { return changed.isEmpty() && hidden.isEmpty() && shown.isEmpty(); }
        Settled &operator+=(const Settled &other);
    };
    /// Brings up to date the message that this one is about, or this one if others are about it. `message` was just
    /// stored in the chat with that row, or got further.
    Result<Settled> settle(qint64 chat, const ChatMessage &message);

    /// Whether the message that this one is about can be changed: it was neither retracted nor deleted.
    Result<bool> isOpen(qint64 chat, const ChatMessage &message);

    /// What the message in that row said at first, and the last fifty of what it said since; nothing if it was
    /// retracted.
    Result<QList<MessageVersion>> versions(qint64 row);
    /// As MessageReactions::given().
    Result<QList<GivenReactions>> reactionsTo(qint64 row) { return m_reactions.given(row); }

private:
    struct Statement;
    struct Target;
    struct Outcome;

    struct Key ///< of a message, as others name it
    {
        qint64 chat;
        QString id;
        ChatMessage::Direction direction;
        qint64 target; ///< its row; 0: it is not here
        qint64 from; ///< rows between which others mean this message by that id
        qint64 to;
    };

    Result<Settled> settleStatements(qint64 chat, const ChatMessage &message);
    Result<Key> keyOf(qint64 chat, const ChatMessage &message);
    Result<QString> bodyOf(qint64 row);
    Result<> noteForSearch(qint64 row);
    Result<QList<Statement>> statementsAbout(const Key &key);
    Result<std::optional<Target>> target(const Key &key);
    Result<Outcome> outcomeOf(const Target &target, const QList<Statement> &statements);
    Result<bool> write(const Target &target, const Outcome &outcome);
    Result<> forgetTraces(qint64 row);
    Result<> forgetVersions(const Key &key);
    Result<bool> wasDeleted(const Key &key);
    Result<Settled> place(const QList<Statement> &statements, qint64 standsAlone);

    Database &m_database;
    MessageReactions m_reactions;
};

} // namespace natter
