// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"
#include "store/message_names.h"

namespace natter {

/// What becomes of reactions (XEP-0444): of everybody the last counts, and the message that is meant says what all of
/// them come to. Store thread only, and in the transaction that stores them.
class MessageReactions
{
public:
    explicit MessageReactions(Database &database) : m_database(database), m_names(database) { }

    /// Brings up to date the message that this one is a reaction to, or this one if there are reactions to it; the rows
    /// of those that it changed.
    Result<QList<qint64>> settle(qint64 chat, const ChatMessage &message);
    /// What counts of what the message in that row was answered with, the newest first; nothing if it was retracted.
    Result<QList<GivenReactions>> given(qint64 row);
    /// Whether what this one is a reaction to is here, and not retracted.
    Result<bool> isOpen(qint64 chat, const ChatMessage &reaction);

private:
    struct Said ///< the last reactions of somebody
    {
        qint64 row = 0;
        QString occupant;
        GivenReactions given;
    };
    struct Target;

    Result<QList<qint64>> targetsOf(qint64 chat, const ChatMessage &message);
    Result<bool> settleTarget(const Target &target);
    Result<std::optional<Target>> target(qint64 row);
    Result<QStringList> namesOf(const Target &target);
    Result<QList<Said>> all(const Target &target);
    Result<QList<Said>> lastOfSides(qint64 chat, const QString &id);
    Result<Said> lastOf(qint64 chat, const QString &id, ChatMessage::Direction direction);
    Result<QList<Said>> lastOfOccupants(qint64 chat, const QString &id);

    Database &m_database;
    MessageNames m_names;
};

} // namespace natter
