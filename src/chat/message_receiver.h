// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "chat/known_rooms.h"
#include "protocol/xmpp_protocol.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <optional>

namespace natter {

/// The one door in: decides which conversation a message belongs to and records it. What arrives in one go is
/// one transaction, 500 messages at most. If the disk refuses, nothing is lost: it is tried again until it works.
class MessageReceiver : public QObject
{
    Q_OBJECT

public:
    MessageReceiver(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store);
    /// Hands what still waits to the store.
    ~MessageReceiver() override;

    /// From now on it is known which messages are of rooms; until then none is.
    void follow(const KnownRooms &rooms);
    /// What a room has said until now waits no longer for our own archive, which does not have it: it is stored before
    /// anything that the store is asked for from now on.
    void storeOfRoom(const Jid &room);
    /// Answers once everything that rooms have said until now is on disk.
    QFuture<bool> roomsRecorded();

    /// Once all that was received until now is on disk, says handledUpTo(number).
    void checkpoint(quint32 number);
    /// The stream that counted is over.
    void sessionEnded();

    /// What arrives live waits from now on, until release(): something older is still to come, through store().
    void hold();
    /// Unless all of that came, the position in the archive stays where it is, so that it can come later.
    enum class CaughtUp { No, Yes };
    void release(CaughtUp caughtUp);
    bool holdsMessages() const { return m_held && !m_waiting.isEmpty(); }
    /// What waits, or waited, and has a place in the archive: its ids there.
    QStringList heldArchiveIds() const;
    /// What the archive has behind a page. NothingStill: it was asked once more, and so what waits in front of a
    /// message of this page, and is not on it, was written in a place that had been read already.
    enum class Behind { More, Nothing, NothingStill };
    /// Stores messages out of the archive, together with the place there that is reached with them; answers once that
    /// is on disk. With nothing behind them, what waits and is not among them is not in the archive yet.
    QFuture<bool> store(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place, Behind behind);
    /// The same for a page that may not follow what is here: unless it does, `gap` is opened before it.
    QFuture<bool> storeBehindGap(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place,
                                 const ArchiveGap &gap, Behind behind);
    /// Where the archive of an account ends that is new here, with the message there if it does not arrive live as
    /// well.
    /// Unless it `hasLast`, that message is missing too.
    QFuture<bool> begin(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place, bool hasLast);
    /// Stores what is older than others that are here.
    QFuture<bool> fillIn(const QList<ReceivedMessage> &messages, const Store::Filling &filling);
    /// The stream goes on, and the server says again what was not acknowledged.
    void sessionResumed();

Q_SIGNALS:
    void handledUpTo(quint32 number);
    /// The archive has an invitation to a room, which came while nobody was there.
    void invitationFound(const natter::RoomCall &call);

private:
    void settle();
    void receive(const ReceivedMessage &received);
    std::optional<ChatMessage> chatMessage(const ReceivedMessage &received) const;
    QList<ChatMessage> takeWhatIsMissing(const QList<ChatMessage> &page, Behind rest);
    using StoreWork = std::function<Result<QList<MessageChange>>(Store &)>;
    enum class Counts { No, Yes }; ///< what the server waits for is not acknowledged before it is stored
    QFuture<bool> storeForSure(const StoreWork &work, Counts counts = Counts::Yes);
    void tryToStore(const StoreWork &work, Counts counts, const std::shared_ptr<QPromise<bool>> &promise);
    QList<ChatMessage> chatMessages(const QList<ReceivedMessage> &messages) const;
    bool isWaiting(const ChatMessage &message) const;
    void leaveToArchive(const QList<ChatMessage> &page);
    bool isInvitation(const ReceivedMessage &received) const;
    QList<ChatMessage> missedMessages(const QList<ReceivedMessage> &messages);
    bool waitsForRooms() const;
    void tellRecorded();
    void bounce(const ConversationId &conversation, const QString &id, const StanzaError &error);
    void record();

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    const KnownRooms *m_rooms = nullptr;
    QList<std::shared_ptr<QPromise<bool>>> m_awaited; ///< what rooms have said, to be on disk
    QList<ChatMessage> m_waiting;
    QSet<QString> m_ofEarlierStreams; ///< ids in the archive of what waited already when this stream began
    QStringList m_left; ///< ids in the archive of what waited, and is fetched from there instead
    QTimer m_record; ///< fires once the current batch of stanzas is through, or for another try
    bool m_held = false;
    CaughtUp m_caughtUp = CaughtUp::No;
    bool m_recording = false;
    bool m_settling = false; ///< how far the stream is handled is on its way to the disk
    int m_bouncing = 0; ///< bounces that are not on disk yet
    int m_merging = 0; ///< pages of the archive, with what came live among them, that are not on disk yet
    std::optional<quint32> m_checkpoint; ///< asked for while something was not on disk
    std::optional<quint32> m_beforeHeld; ///< the same, when the first message was held back
    int m_session = 0;
};

} // namespace natter
