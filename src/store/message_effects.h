// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"

namespace natter {

/// What corrections and retractions do to the messages that they are about (XEP-0308, XEP-0424). It is worked out from
/// all of them that are stored, so it does not matter in which order they come. Store thread only, and in the
/// transaction that stores them.
class MessageEffects
{
public:
    explicit MessageEffects(Database &database) : m_database(database) { }

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

    /// All that the message in that row has said, the first first: none but what it says if it was never corrected.
    Result<QList<MessageVersion>> versions(qint64 row);

private:
    struct Statement;
    struct Target;
    struct Outcome;

    struct Key ///< of a message, as others name it
    {
        qint64 chat;
        QString id;
        ChatMessage::Direction direction;
    };

    Result<QList<Statement>> statementsAbout(const Key &key);
    Result<std::optional<Target>> target(const Key &key);
    static Outcome outcomeOf(const Target &target, const QList<Statement> &statements);
    Result<bool> write(const Target &target, const Outcome &outcome);
    Result<> forgetVersions(const Key &key);
    Result<bool> wasDeleted(const Key &key);
    Result<Settled> place(const QList<Statement> &statements, qint64 standsAlone);

    Database &m_database;
};

} // namespace natter
