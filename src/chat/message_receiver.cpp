// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/message_receiver.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "base/log.h"
#include "chat/incoming_message.h"
#include "protocol/xep/xep0500_slow_mode.h"

#include <QHash>

#include <algorithm>

namespace natter {

static constexpr qsizetype recordedAtOnce = 500; ///< messages: what everybody is told of in one go
static constexpr auto retryInterval = std::chrono::seconds(5);

MessageReceiver::MessageReceiver(const Jid &account, XmppProtocol &protocol, Conversations &conversations,
                                 StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
{
    m_record.setSingleShot(true);
    connect(&m_record, &QTimer::timeout, this, &MessageReceiver::record);
    connect(&protocol, &XmppProtocol::messageReceived, this, &MessageReceiver::receive);
    connect(&protocol, &XmppProtocol::messageBounced, this,
            [this](const Jid &peer, const QString &id, const StanzaError &error) {
                const bool isOccupant = m_rooms && m_rooms->isRoom(peer.bare());
                bounce({ m_account, isOccupant ? peer : peer.bare() }, id, error);
            });
    connect(&protocol.multiUserChat(), &MultiUserChat::messageReceived, this, &MessageReceiver::receive);
    connect(&protocol.multiUserChat(), &MultiUserChat::bounced, this,
            [this](const Jid &room, const QString &id, const StanzaError &error) {
                if (!meansOutside(error)) { // else it is said again, once we are in
                    bounce({ m_account, room }, id, error);
                }
            });
}

void MessageReceiver::follow(const KnownRooms &rooms) { m_rooms = &rooms; }

MessageReceiver::~MessageReceiver()
{
    if (!m_waiting.isEmpty()) {
        m_store.post([batch = m_waiting](Store &store) {
            if (const auto recorded = store.messages().record(batch); !recorded) {
                qCCritical(logStore) << batch.size() << "messages are lost:" << recorded.error().detail;
            }
        });
    }
}

bool MessageReceiver::isInvitation(const ReceivedMessage &received) const
{
    const auto call = MultiUserChat::callIn(received.message);
    return call && received.via != ReceivedMessage::Via::CarbonOfSent && m_protocol.multiUserChat().mayInvite(*call);
}

std::optional<ChatMessage> MessageReceiver::chatMessage(const ReceivedMessage &received) const
{
    if (isInvitation(received)
        && !m_protocol.multiUserChat().isMessageToo(*MultiUserChat::callIn(received.message), received.message)) {
        return std::nullopt; // it is told apart from what people say
    }
    return incomingMessage(received, { m_account, m_protocol.channel().clock().now(), m_rooms });
}

void MessageReceiver::receive(const ReceivedMessage &received)
{
    const auto chat = chatMessage(received);
    if (!chat) {
        return;
    }
    CrashPoints::pass(CrashPoint::IncomingRouted);
    if (m_held && m_waiting.isEmpty() && !m_recording) { // what is being recorded may come back
        m_beforeHeld = m_checkpoint;
    }
    m_waiting.append(*chat);
    if (!m_record.isActive() && !m_recording) {
        m_record.start(0);
    }
}

void MessageReceiver::hold()
{
    m_held = true;
    m_left.clear();
    m_caughtUp = CaughtUp::No;
    m_beforeHeld.reset();
}

void MessageReceiver::release(CaughtUp caughtUp)
{
    m_held = false;
    m_left.clear();
    m_caughtUp = caughtUp;
    m_beforeHeld.reset();
    record();
    settle();
}

/// Those of rooms are in the archives of those.
static bool isInOurArchive(const ChatMessage &message)
{
    return message.kind != ChatKind::Room && !message.archiveId.isEmpty();
}

QStringList MessageReceiver::heldArchiveIds() const
{
    QStringList ids = m_left;
    for (const ChatMessage &message : m_waiting) {
        if (isInOurArchive(message)) {
            ids.append(message.archiveId);
        }
    }
    return ids;
}

/// An archive may have a later message before an earlier one is written to it. What came live behind messages that the
/// page has, and is missing there, belongs behind the last of those, and waits no longer. Unless the page is the last,
/// what has an id that is not there is on a later one, with all that came behind it; if it is so still, it belongs in
/// front of what came live behind it. What no archive of ours has passes nothing of its conversation that goes on
/// waiting. Between one stream and the next anything may have been said: what an earlier one brought says nothing of
/// where a message of this one belongs.
QList<ChatMessage> MessageReceiver::takeWhatIsMissing(const QList<ChatMessage> &page, Behind rest)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < page.size(); ++i) {
        places.insert(page[i].archiveId, i);
    }
    places.remove(QString());
    const auto placeOf = [&places](const ChatMessage &message) {
        return isInOurArchive(message) ? places.value(message.archiveId, -1) : -1;
    };
    QHash<qsizetype, QList<ChatMessage>> missing; // by the place that they belong behind, or -1
    QList<ChatMessage> waiting;
    QSet<ConversationId> waits;
    qsizetype behind = -1;
    bool isLater = false;
    bool isOfThisStream = m_ofEarlierStreams.isEmpty();
    bool isPassedOver = rest == Behind::NothingStill
        && std::any_of(m_waiting.cbegin(), m_waiting.cend(),
                       [&](const auto &message) { return placeOf(message) >= 0; });
    for (const ChatMessage &message : std::as_const(m_waiting)) {
        const qsizetype place = placeOf(message);
        isPassedOver = isPassedOver && place < 0;
        if (!isOfThisStream && isInOurArchive(message) && !m_ofEarlierStreams.contains(message.archiveId)) {
            isOfThisStream = true;
            isLater = false;
            behind = -1;
        }
        isLater = isLater || (rest == Behind::More && behind >= 0 && place < 0 && isInOurArchive(message));
        behind = qMax(behind, place);
        const bool isNowhere = isLater || (behind < 0 && !isPassedOver);
        if (isNowhere || (place < 0 && waits.contains(message.conversation))) {
            waiting.append(message);
            waits.insert(message.conversation);
        } else if (place < 0) {
            missing[behind].append(message);
        }
    }
    m_waiting = waiting;
    QList<ChatMessage> merged = missing.take(-1);
    for (qsizetype i = 0; i < page.size(); ++i) {
        merged.append(page[i]);
        merged.append(missing.take(i));
    }
    return merged;
}

QList<ChatMessage> MessageReceiver::chatMessages(const QList<ReceivedMessage> &messages) const
{
    QList<ChatMessage> chats;
    for (const ReceivedMessage &received : messages) {
        if (const auto chat = chatMessage(received)) {
            chats.append(*chat);
        }
    }
    return chats;
}

/// Those of the archive that may be news, rather than history.
QList<ChatMessage> MessageReceiver::missedMessages(const QList<ReceivedMessage> &messages)
{
    for (const ReceivedMessage &received : messages) {
        if (isInvitation(received)) {
            Q_EMIT invitationFound(*m_protocol.multiUserChat().callIn(received));
        }
    }
    return chatMessages(messages);
}

QFuture<bool> MessageReceiver::store(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place,
                                     Behind behind)
{
    return storeForSure([account = m_account, batch = takeWhatIsMissing(missedMessages(messages), behind),
                         place](Store &store) { return store.recordReceived(account, batch, std::nullopt, place); });
}

QFuture<bool> MessageReceiver::storeBehindGap(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place,
                                              const ArchiveGap &gap, Behind behind)
{
    const QList<ChatMessage> page = missedMessages(messages);
    if (!gap.isGone && !gap.older.isEmpty()) { // it is fetched for certain
        leaveToArchive(page);
    }
    return storeForSure([batch = takeWhatIsMissing(page, behind), place, gap](Store &store) {
        return store.recordBehindGap(batch, place, gap);
    });
}

/// A server may hand over all that was missed as well. What came before any message of this page stands in the gap, and
/// comes from there.
void MessageReceiver::leaveToArchive(const QList<ChatMessage> &page)
{
    const auto isOnPage = [&page](const ChatMessage &waiting) {
        return std::any_of(page.cbegin(), page.cend(), [&waiting](const ChatMessage &message) {
            return isInOurArchive(waiting) && message.archiveId == waiting.archiveId;
        });
    };
    const auto first = std::find_if(m_waiting.cbegin(), m_waiting.cend(), isOnPage);
    if (first == m_waiting.cend()) {
        return; // nothing says where they stand
    }
    QList<ChatMessage> waiting;
    for (auto message = m_waiting.cbegin(); message != m_waiting.cend(); ++message) {
        if (message >= first || !isInOurArchive(*message)) {
            waiting.append(*message);
        } else {
            m_left.append(message->archiveId);
        }
    }
    m_waiting = waiting;
}

bool MessageReceiver::isWaiting(const ChatMessage &message) const
{
    return std::any_of(m_waiting.cbegin(), m_waiting.cend(), [&message](const ChatMessage &waiting) {
        const bool sameId = waiting.archiveId.isEmpty()
            ? !waiting.stanzaId.isEmpty() && waiting.stanzaId == message.stanzaId && waiting.body == message.body
            : waiting.archiveId == message.archiveId;
        return sameId && waiting.conversation == message.conversation;
    });
}

QFuture<bool> MessageReceiver::begin(const QList<ReceivedMessage> &messages, const ArchiveStore::Place &place,
                                     bool hasLast)
{
    QList<ChatMessage> batch = chatMessages(messages);
    batch.removeIf([this](const ChatMessage &message) { return isWaiting(message); }); // that one is unread
    if (!batch.isEmpty() && !m_waiting.isEmpty()) { // the server is handing over what it had kept, in order
        batch.clear(); // else this would stand before them; it comes behind them, or with the history
        hasLast = false;
    }
    return storeForSure([account = m_account, batch, place, hasLast](Store &store) {
        return store.beginArchive(account, batch, place, hasLast);
    });
}

/// From what waits on, a room's archive has what is here already, or on its way.
QFuture<bool> MessageReceiver::fillIn(const QList<ReceivedMessage> &messages, const Store::Filling &filling)
{
    QList<ChatMessage> batch = chatMessages(messages);
    QSet<QString> waiting;
    for (const ChatMessage &message : std::as_const(m_waiting)) {
        if (message.kind == ChatKind::Room && !message.archiveId.isEmpty()) {
            waiting.insert(message.conversation.peer.toString() + u' ' + message.archiveId);
        }
    }
    const auto isWaiting = [&waiting](const ChatMessage &message) {
        return waiting.contains(message.conversation.peer.toString() + u' ' + message.archiveId);
    };
    batch.erase(std::find_if(batch.cbegin(), batch.cend(), isWaiting), batch.cend());
    return storeForSure([batch, filling](Store &store) { return store.fillIn(batch, filling); }, Counts::No);
}

QFuture<bool> MessageReceiver::storeForSure(const StoreWork &work, Counts counts)
{
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    m_merging += counts == Counts::Yes ? 1 : 0;
    tryToStore(work, counts, promise);
    return promise->future();
}

void MessageReceiver::tryToStore(const StoreWork &work, Counts counts, const std::shared_ptr<QPromise<bool>> &promise)
{
    whenDone(m_store.call(work), this, [this, work, counts, promise](const Result<QList<MessageChange>> &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            QTimer::singleShot(retryInterval, this, [=, this] { tryToStore(work, counts, promise); });
            return;
        }
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        m_merging -= counts == Counts::Yes ? 1 : 0;
        tellRecorded();
        settle();
        promise->addResult(true);
        promise->finish();
    });
}

/// Where in the archive the last of them stands that was not known and has a place there: what a stream brings again
/// stands before where we are.
static std::optional<ArchiveStore::Place> lastNewPlace(const QList<MessageChange> &changes)
{
    const auto last = std::find_if(changes.crbegin(), changes.crend(), [](const MessageChange &change) {
        const bool isNew = change.kind == MessageChange::Kind::Added || change.kind == MessageChange::Kind::Noted;
        return isNew && isInOurArchive(change.message);
    });
    return last == changes.crend() ? std::nullopt
                                   : std::optional(ArchiveStore::Place { last->message.archiveId, last->message.time });
}

void MessageReceiver::record()
{
    if (m_waiting.isEmpty() || m_recording || m_held) {
        return;
    }
    m_recording = true;
    const QList<ChatMessage> batch = m_waiting.mid(0, recordedAtOnce);
    m_waiting.remove(0, batch.size());
    // All up to the checkpoint is in this batch or before it, but for what is not stored yet
    const bool isAll = m_waiting.isEmpty() && m_bouncing == 0 && m_merging == 0;
    const auto handled = isAll ? std::exchange(m_checkpoint, std::nullopt) : std::nullopt;
    const bool moves = m_caughtUp == CaughtUp::Yes;
    const auto recorded = m_store.call([account = m_account, batch, handled, moves](Store &store) {
        return store.atOnce([&]() -> Result<QList<MessageChange>> {
            auto changes = store.recordReceived(account, batch, handled, std::nullopt);
            const auto place = changes && moves ? lastNewPlace(*changes) : std::nullopt;
            const Result<> moved = place ? store.archive().setPosition(account, *place) : Result<>();
            return moved ? std::move(changes) : tl::unexpected(moved.error());
        });
    });
    whenDone(recorded, this, [this, batch, handled, session = m_session](const Result<QList<MessageChange>> &changes) {
        m_recording = false;
        if (!changes) {
            m_waiting = batch + m_waiting;
            if (!m_checkpoint && session == m_session) {
                m_checkpoint = handled;
            }
            m_conversations.reportStorageError(changes.error());
            m_record.start(retryInterval);
            return;
        }
        CrashPoints::pass(CrashPoint::IncomingRecorded);
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        if (handled && session == m_session) {
            Q_EMIT handledUpTo(*handled);
        }
        if (!m_waiting.isEmpty()) {
            m_record.start(0);
        }
        tellRecorded();
        settle();
    });
}

void MessageReceiver::storeOfRoom(const Jid &room)
{
    const auto isOfRoom = [&room](const ChatMessage &message) {
        return message.kind == ChatKind::Room && message.conversation.peer == room;
    };
    QList<ChatMessage> batch;
    std::copy_if(m_waiting.cbegin(), m_waiting.cend(), std::back_inserter(batch), isOfRoom);
    if (!batch.isEmpty()) {
        m_waiting.removeIf(isOfRoom);
        storeForSure([account = m_account, batch](Store &store) {
            return store.recordReceived(account, batch, std::nullopt, std::nullopt);
        });
    }
}

bool MessageReceiver::waitsForRooms() const
{
    return m_recording || m_merging > 0
        || std::any_of(m_waiting.cbegin(), m_waiting.cend(),
                       [](const ChatMessage &message) { return message.kind == ChatKind::Room; });
}

QFuture<bool> MessageReceiver::roomsRecorded()
{
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    m_awaited.append(promise);
    tellRecorded();
    return promise->future();
}

void MessageReceiver::tellRecorded()
{
    if (waitsForRooms()) {
        return;
    }
    for (const auto &promise : std::exchange(m_awaited, {})) {
        promise->addResult(true);
        promise->finish();
    }
}

void MessageReceiver::checkpoint(quint32 number)
{
    m_checkpoint = number;
    settle();
}

void MessageReceiver::settle()
{
    // What was routed before a message that is held back need not wait with it
    std::optional<quint32> &due = holdsMessages() ? m_beforeHeld : m_checkpoint;
    if (!due || m_recording || m_settling || m_bouncing > 0 || m_merging > 0 || (!m_held && !m_waiting.isEmpty())) {
        return;
    }
    // What others posted before, contacts for example, is through once the store gets to this
    m_settling = true;
    const quint32 number = *std::exchange(due, std::nullopt);
    const auto noted = m_store.call(
        [account = m_account, number](Store &store) { return store.streams().setHandled(account, number); });
    whenDone(noted, this, [this, number, session = m_session](const Result<> &result) {
        m_settling = false;
        if (result) {
            m_conversations.reportStorageWorks();
        }
        if (session == m_session && result) {
            Q_EMIT handledUpTo(number);
        } else if (session == m_session) {
            m_conversations.reportStorageError(result.error());
            if (!m_checkpoint) {
                m_checkpoint = number;
            }
            QTimer::singleShot(retryInterval, this, &MessageReceiver::settle);
            return;
        }
        settle();
    });
}

/// What comes again brings its count along, and is known if it has an id.
void MessageReceiver::sessionResumed()
{
    sessionEnded();
    m_ofEarlierStreams.clear();
    m_waiting.removeIf(
        [](const ChatMessage &message) { return message.stanzaId.isEmpty() && message.archiveId.isEmpty(); });
}

void MessageReceiver::sessionEnded()
{
    ++m_session;
    m_ofEarlierStreams.clear();
    for (const ChatMessage &message : std::as_const(m_waiting)) {
        if (isInOurArchive(message)) {
            m_ofEarlierStreams.insert(message.archiveId);
        }
    }
    m_checkpoint.reset();
    m_beforeHeld.reset();
}

void MessageReceiver::bounce(const ConversationId &conversation, const QString &id, const StanzaError &error)
{
    ++m_bouncing;
    const bool isRoom = m_rooms && m_rooms->isRoom(conversation.peer);
    const QString reason = isRoom && isTooSoon(error) ? QStringLiteral("too-soon") : error.condition;
    const auto failed = m_store.call([=](Store &store) { return store.messages().fail(conversation, id, reason); });
    whenDone(failed, this, [this, conversation, id, error](const Result<QList<MessageChange>> &changes) {
        if (changes) {
            --m_bouncing;
            m_conversations.reportStorageWorks();
            m_conversations.apply(*changes);
            settle();
        } else {
            m_conversations.reportStorageError(changes.error());
            QTimer::singleShot(retryInterval, this, [this, conversation, id, error] {
                --m_bouncing;
                bounce(conversation, id, error);
            });
        }
    });
}

} // namespace natter
