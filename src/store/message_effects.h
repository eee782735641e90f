// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "store/database.h"
#include "store/message_names.h"
#include "store/message_reactions.h"

#include <QHash>
#include <QMap>

namespace natter {

/// What corrections, retractions and reactions do to the messages that they are about (XEP-0308, 0424, 0444), and what
/// a room takes back (XEP-0425). It is worked out from all of them that are stored, so it does not matter in which
/// order they come. Store thread only, and in the transaction that stores them.
class MessageEffects
{
public:
    explicit MessageEffects(Database &database) : m_database(database), m_names(database), m_reactions(database) { }

    /// Rows that are not as they were.
    struct Settled
    {
        QList<qint64> changed; ///< they say something else
        QList<qint64> hidden; ///< they had a place in the conversation, and have none any more
        QList<qint64> shown; ///< they have one now
        bool hasMentions = false; ///< some of them mean us now, or do not any more

        bool isEmpty() const { return changed.isEmpty() && hidden.isEmpty() && shown.isEmpty(); }
        Settled &operator+=(const Settled &other);
    };
    /// Brings up to date the message that this one is about, or this one if others are about it. `message` was just
    /// stored in the chat with that row, or got further.
    Result<Settled> settle(qint64 chat, const ChatMessage &message);

    /// While that is so, what reactions come to is worked out by settleGathered(), once for many to one message. By
    /// chats.
    void gatherReactions(bool gathers);
    Result<QHash<qint64, Settled>> settleGathered();

    /// Whether the message that this one is about can be changed: it was neither retracted nor deleted.
    Result<bool> isOpen(qint64 chat, const ChatMessage &message);

    /// What a correction of ours is about says that instead, if it has not gone out yet: nobody has to see how it was.
    /// The row of that; 0 if the correction has to be said.
    Result<qint64> reword(qint64 chat, const ChatMessage &correction);

    /// What the message in that row said at first, and the last fifty of what it said since; nothing if it was
    /// retracted.
    Result<QList<MessageVersion>> versions(qint64 row);
    /// As MessageReactions::given().
    Result<QList<GivenReactions>> reactionsTo(qint64 row) { return m_reactions.given(row); }

private:
    struct Statement;
    struct Target;
    struct Outcome;

    Result<Settled> settleStatements(qint64 chat, const ChatMessage &message);
    Result<Settled> withdraw(qint64 chat, const ChatMessage &message);
    Result<QString> bodyOf(qint64 row);
    Result<> noteForSearch(qint64 row);
    Result<QList<Statement>> statementsAbout(const MeantMessage &meant);
    Result<std::optional<Target>> target(const MeantMessage &meant);
    Result<Outcome> outcomeOf(const Target &target, const QList<Statement> &statements);
    Result<bool> write(const Target &target, const Outcome &outcome);
    Result<> forgetTraces(qint64 row);
    Result<> forgetVersions(const MeantMessage &meant, const ChatMessage &message);
    Result<bool> wasDeleted(const MeantMessage &meant);
    Result<Settled> place(const QList<Statement> &statements, qint64 standsAlone);

    Database &m_database;
    MessageNames m_names;
    MessageReactions m_reactions;
    bool m_gathers = false;
    QMap<std::pair<qint64, QString>, ChatKind> m_gathered; ///< by chats and what the reactions are about
};

} // namespace natter
