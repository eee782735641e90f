// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "chat/accounts.h"
#include "domain/later_message.h"

#include <QTimer>

#include <functional>

namespace natter {

/// What was written to be sent later. At its time it goes out through the outbox of its account, once it is online:
/// from then on it is a message like any other. What is late goes out as soon as it can, but for what is so late that
/// the person has to say whether it still makes sense.
class LaterMessages : public QObject
{
    Q_OBJECT

public:
    /// Where an account's messages go out.
    struct Way
    {
        Outbox *outbox = nullptr; ///< null: there is no such account
        bool isOpen = false; ///< it is online, and knows all that was said before
    };
    using FindWay = std::function<Way(const Jid &account)>;

    LaterMessages(const FindWay &findWay, Conversations &conversations, const Clock &clock, StoreThread &store);
    LaterMessages(Accounts &accounts, Conversations &conversations, const Clock &clock, StoreThread &store);

    /// Of all conversations, by their times.
    const QList<LaterMessage> &all() const { return m_all; }
    QList<LaterMessage> of(const ConversationId &id) const;
    /// Whether its time is there, and it waits for a connection.
    bool isDelayed(const LaterMessage &message) const;
    /// How many do not go out by themselves any more.
    int missed() const;

    /// Keeps the message until its time; the answer has its row. Errors: as Outbox::send(), and InvalidInput with the
    /// condition "past" if that time is past.
    QFuture<Result<LaterMessage>> add(const LaterMessage &wanted);
    /// Gives it another time. Errors: as add(), and InvalidInput with the condition "gone" if it is out, or was
    /// removed; so too for the others.
    QFuture<Result<LaterMessage>> setDue(qint64 row, const QDateTime &due);
    QFuture<Result<LaterMessage>> remove(qint64 row);
    /// Sends it at once, or with the next connection.
    QFuture<Result<ChatMessage>> sendNow(qint64 row);
    /// What it says stands in front of the draft of its conversation instead, written like that; empty: as it is.
    QFuture<Result<LaterMessage>> takeBack(qint64 row, const QString &written = {});

    /// What went out late, since the person was told the last time.
    struct Lateness
    {
        QDateTime due; ///< of the last
        QDateTime sent;
        int count = 0;
    };
    std::optional<Lateness> lateness(const ConversationId &id) const;
    void forgetLateness(const ConversationId &id);

    /// Sends what is due. To be called when time may have jumped.
    void look();

    /// What is later than that waits for the person.
    static constexpr std::chrono::hours patience { 24 };
    /// By which a message is late enough to say so.
    static constexpr std::chrono::minutes worthSaying { 2 };

Q_SIGNALS:
    /// Something in all(), or a lateness().
    void changed();

private:
    using Change = Result<LaterStore::Change>;
    enum class Fate { Stays, Goes };
    enum class Occasion { Due, Person };

    void load();
    void take(const LaterStore::Change &change, Fate fate);
    QFuture<Result<LaterMessage>> follow(const QFuture<Change> &future, Fate fate);
    std::optional<LaterMessage> find(qint64 row) const;
    void setState(const LaterMessage &message, LaterMessage::State state);
    QFuture<Result<ChatMessage>> send(const LaterMessage &later, Occasion occasion);
    void noteSent(const LaterMessage &later, const ChatMessage &sent, Occasion occasion);

    const FindWay m_findWay;
    Conversations &m_conversations;
    const Clock &m_clock;
    StoreThread &m_store;
    QList<LaterMessage> m_all;
    QSet<qint64> m_busy; ///< rows about which the store has not answered
    QHash<ConversationId, Lateness> m_late;
    QTimer m_timer;
};

} // namespace natter
