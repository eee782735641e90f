// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "chat/delivery_check.h"
#include "chat/known_rooms.h"
#include "chat/outgoing_message.h"
#include "chat/room_sending.h"
#include "protocol/xmpp_protocol.h"

#include <QObject>

#include <functional>

namespace natter {

/// The one door out: a message is on disk before a byte of it is sent, and stays unconfirmed until the server has
/// proved that it took it. What is unconfirmed goes out again, in order, with the next session, unless the server turns
/// out to have it: by the count of the stream, or by its archive. What is said in rooms waits for those (RoomSending),
/// and what is said to somebody there until we are in.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// A failure: somebody in a room has the nickname of whom it was for.
    static constexpr QLatin1String somebodyElse { "somebody-else" };

    Outbox(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store);

    /// From now on it is known which addresses are of rooms; until then none is.
    void follow(const KnownRooms &rooms)
    {
        m_knownRooms = &rooms;
        m_rooms.follow(rooms);
    }
    RoomSending &rooms() { return m_rooms; }
    /// What was said to people there is sent.
    void roomEntered(const Jid &room);

    /// Records the text and sends it as soon as there is a session. Characters that XML forbids are left out.
    /// Errors: InvalidInput (nothing to send, or longer than limits::textNodeBytes), Storage, StorageFull.
    QFuture<Result<ChatMessage>> send(const Jid &peer, const QString &text)
    {
        return submit(saying({ m_account, isOccupant(peer) ? peer : peer.bare() }, text));
    }
    /// The same in answer to a message, ours or theirs (XEP-0461).
    QFuture<Result<ChatMessage>> reply(const ChatMessage &original, const QString &text)
    {
        return submit(replyTo(original, text));
    }
    /// Answers a message with these emoji, instead of those of before (XEP-0444). Errors: Storage, StorageFull, and
    /// InvalidInput if it cannot be answered.
    QFuture<Result<ChatMessage>> react(const ChatMessage &original, const QStringList &emoji)
    {
        return submit(reactionTo(original, emoji));
    }
    /// How a message gets on disk, on the store's thread: what MessageStore::say() does, in a transaction with more.
    using Recording = std::function<Result<QList<MessageChange>>(Store &, const ChatMessage &)>;
    /// Sends any of the messages of chat/outgoing_message.h. Errors: those that made it, as send(), and of `record`.
    QFuture<Result<ChatMessage>> submit(const Result<ChatMessage> &wanted, const Recording &record = {});
    /// Sends another text in the place of a message of ours (XEP-0308). One that has not gone out yet says it at once:
    /// the answer is that message then. Errors: as send(); InvalidInput too if it is not ours, did not arrive, or was
    /// retracted.
    QFuture<Result<ChatMessage>> correct(const ChatMessage &original, const QString &text)
    {
        return submit(correctionOf(original, text));
    }
    /// Takes a message of ours back, as far as the other side heeds that (XEP-0424). One that has not gone out yet
    /// never does: the answer is that message then, without a row. Errors: as correct().
    QFuture<Result<ChatMessage>> retract(const ChatMessage &original);
    /// Sends a failed message again, unless the archive has it. Where there is none, or it cannot tell, the person has.
    void retry(const ChatMessage &message);

    /// Which messages an earlier run wrote as which stanzas of its stream, by row.
    void restoreNumbers(const QHash<qint64, quint32> &numbers) { m_numbersOfBefore = numbers; }
    /// Of that stream the server had taken over so many stanzas; a session follows.
    void streamCounted(quint32 number) { m_counted = number; }
    void sessionStarted();
    /// The stream of an earlier run goes on: what streamCounted() did not count never arrived.
    void sessionRestored();
    /// The connection broke, but the session may go on over another: what is typed meanwhile waits.
    void connectionLost();
    void sessionResumed();
    /// Connection after connection breaks without the server taking anything: what is sent may be why.
    bool isStuck() const { return m_fruitless >= fruitlessConnections; }
    /// A server that closes the stream over what a message says gets the messages one by one next time, so that only
    /// the one it cannot take fails; unless its archive then turns out to have even that.
    void sessionEnded(const Error &reason = {});

    /// The server acknowledges each stanza in this session: there is no need to ask it.
    void managementEnabled() { m_managed = true; }
    /// The message with that id has this number in the stream.
    void numbered(const QString &id, quint32 number);
    /// Stanzas that the server has taken over.
    void acknowledged(const QList<Element> &stanzas);

    static constexpr int fruitlessConnections = 5;

private:
    static constexpr QLatin1String notConfirmed { "not-confirmed" }; ///< nobody could say whether it arrived

    /// Rows that turned out to have failed, if they are still in one of the states `from`.
    struct Failure
    {
        QList<qint64> rows;
        QString why;
        QList<ChatMessage::Delivery> from;
    };

    void review();
    void review(const QList<ChatMessage> &pending);
    void conclude(const Result<DeliveryCheck::Verdict> &verdict, const QList<qint64> &doubtful, bool wasHeard);
    QList<Failure> failuresOf(const DeliveryCheck::Verdict &verdict) const;
    void markFailed(const QList<Failure> &failures);
    void finishReview();
    void askAgain(const ChatMessage &message);
    void queueAgain(const ChatMessage &message);
    void queueForWhoIsThere(const ChatMessage &message);
    void fillQueue();
    bool isForSomebodyElse(const ChatMessage &message) const;
    bool isOccupant(const Jid &peer) const;
    bool mayGoAtOnce(const ChatMessage &message) const;
    void park();
    void drop(const QList<qint64> &rows);
    void take(ChatMessage message, int session);
    void reword(const ChatMessage &message);
    void pump();
    void markWritten(const QList<qint64> &rows);
    void transmit(const ChatMessage &message);
    void confirm();
    void storeNumbers();
    void markOnServer(const QList<qint64> &rows);
    void markFailed(const QList<qint64> &rows, const QString &why, const QList<ChatMessage::Delivery> &from);
    void remember(const QList<ChatMessage> &confirmed);
    void again(std::chrono::milliseconds delay, void (Outbox::*step)());

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    DeliveryCheck m_check;
    RoomSending m_rooms;
    const KnownRooms *m_knownRooms = nullptr;
    QList<ChatMessage> m_queue; ///< to be written, in this order
    QList<ChatMessage> m_parked; ///< to people in rooms that we are not in
    QHash<qint64, int> m_written; ///< as m_inFlight, since the last question to the server
    QHash<qint64, int> m_inFlight; ///< written in this session, not confirmed: row to number of the writing
    int m_writings = 0;
    QHash<QString, qint64> m_rows; ///< of what is in flight, by stanza id
    QHash<qint64, quint32> m_numbers; ///< that are not on their way to the disk yet
    QSet<qint64> m_confirming; ///< confirmed, which is not on disk yet
    QList<std::pair<std::chrono::milliseconds, ChatMessage>> m_recent; ///< confirmed a moment ago, and when
    QHash<qint64, QString> m_blamed; ///< rows over which a stream may have ended, and how
    int m_unanswered = 0; ///< questions to the archive, in this session
    QSet<qint64> m_asked; ///< rows found unconfirmed when the session began
    QSet<qint64> m_wanted; ///< rows that the person wants sent again, whatever the archive cannot tell
    QList<ChatMessage> m_reviewedRecent; ///< those of m_recent among them: it may lose them meanwhile
    QList<qint64> m_reviewed; ///< rows that the archive was asked about, the last time
    QList<qint64> m_unknown; ///< rows about which it could not, the last time
    QList<ChatMessage> m_unasked; ///< wanted sent again while the connection was broken
    int m_breaks = 0; ///< of connections
    QHash<qint64, quint32> m_numbersOfBefore; ///< in the stream of an earlier run, by row
    std::optional<quint32> m_counted; ///< in that stream, until it was made use of
    bool m_restored = false;
    bool m_careful = false; ///< one message at a time
    bool m_managed = false;
    bool m_online = false; ///< m_queue has all that was unconfirmed when the session began
    bool m_connected = false;
    bool m_marking = false; ///< the head of m_queue is being marked as written
    bool m_confirmScheduled = false;
    int m_fruitless = 0;
    int m_session = 0;
};

} // namespace natter
