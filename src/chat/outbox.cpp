// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/outbox.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "base/log.h"
#include "chat/outgoing_message.h"
#include "wire/end_reason.h"

#include <QTimer>

#include <algorithm>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Recorded = Result<QList<MessageChange>>;

static constexpr auto retryInterval = std::chrono::seconds(5);
static constexpr auto recently = std::chrono::minutes(2);
static constexpr qsizetype maxRecent = 200;
static constexpr QLatin1String notAccepted("not-accepted");
static const QList<Delivery> unconfirmed { Delivery::Queued, Delivery::Written };

/// The messages in those rows: others may have changed with them.
static QList<ChatMessage> theseOf(const QList<MessageChange> &changes, const QList<qint64> &rows)
{
    QList<ChatMessage> messages;
    for (const MessageChange &change : changes) {
        if (rows.contains(change.message.row)) {
            messages.append(change.message);
        }
    }
    return messages;
}

Outbox::Outbox(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
    , m_check(account, protocol.archive(), store)
    , m_rooms(account, protocol, conversations, store)
{
    connect(&m_check, &DeliveryCheck::found, this, &Outbox::markOnServer);
    connect(&conversations, &Conversations::removed, this,
            [this](const MessageRemoval &removal) { drop(removal.rows); });
}

/// Those are not there any more, and were not marked as written.
void Outbox::drop(const QList<qint64> &rows)
{
    const auto isGone = [&rows](const ChatMessage &message) { return rows.contains(message.row); };
    m_queue.removeIf(isGone);
    m_parked.removeIf(isGone);
    m_rooms.drop(rows);
}

bool Outbox::isOccupant(const Jid &peer) const
{
    return !peer.isBare() && m_knownRooms && m_knownRooms->isRoom(peer.bare());
}

/// A nickname may be somebody else's by the time that it goes out.
bool Outbox::isForSomebodyElse(const ChatMessage &message) const
{
    const Jid &peer = message.conversation.peer;
    const QString now = isOccupant(peer) ? m_knownRooms->occupantAt(peer) : QString();
    return !message.recipient.isEmpty() && !now.isEmpty() && now != message.recipient;
}

bool Outbox::mayGoAtOnce(const ChatMessage &message) const
{
    const Jid &peer = message.conversation.peer;
    if (message.kind == ChatKind::Room) {
        return m_rooms.isReady(peer);
    }
    return m_online && m_connected && m_queue.isEmpty() && !m_careful
        && (!isOccupant(peer) || m_knownRooms->isSurelyIn(peer.bare()));
}

QFuture<Result<ChatMessage>> Outbox::submit(const Result<ChatMessage> &wanted, const Recording &record)
{
    if (!wanted) {
        return readyFuture<Result<ChatMessage>>(tl::unexpected(wanted.error()));
    }
    ChatMessage message = *wanted;
    message.kind = m_conversations.summary(message.conversation).kind;
    message.nick =
        message.kind == ChatKind::Room && m_knownRooms ? m_knownRooms->ownNick(message.conversation.peer) : QString();
    if (message.recipient.isEmpty() && !message.isAbout() && isOccupant(message.conversation.peer)) {
        message.recipient = m_knownRooms->occupantAt(message.conversation.peer);
    }
    message.delivery = mayGoAtOnce(message) ? Delivery::Written : Delivery::Queued; // on disk before it is true
    message.stanzaId = m_protocol.channel().random().next();
    message.time = m_protocol.channel().clock().now();
    message.edited = message.purpose == ChatMessage::Purpose::Correction ? message.time : QDateTime();

    CrashPoints::pass(CrashPoint::Accepted);
    auto promise = std::make_shared<QPromise<Result<ChatMessage>>>();
    promise->start();
    const auto recorded = m_store.call(
        [message, record](Store &store) { return record ? record(store, message) : store.messages().say(message); });
    whenDone(recorded, this, [this, promise, session = m_session, id = message.stanzaId](const Recorded &changes) {
        if (!changes) {
            if (changes.error().kind != Error::Kind::InvalidInput) {
                m_conversations.reportStorageError(changes.error());
            }
            promise->addResult(Result<ChatMessage>(tl::unexpected(changes.error())));
            promise->finish();
            return;
        }
        CrashPoints::pass(CrashPoint::Recorded);
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        promise->addResult(changes->first().message);
        promise->finish();
        const ChatMessage &said = changes->first().message;
        said.stanzaId == id ? take(said, session) : reword(said);
    });
    return promise->future();
}

/// Neither is it on its way: that is as far as it was when it was looked at.
void Outbox::reword(const ChatMessage &message)
{
    natter::reword(m_queue, message);
    natter::reword(m_parked, message);
    m_rooms.reword(message);
}

QFuture<Result<ChatMessage>> Outbox::retract(const ChatMessage &original)
{
    if (original.delivery != Delivery::Queued) {
        return submit(retractionOf(original));
    }
    const auto promise = std::make_shared<QPromise<Result<ChatMessage>>>();
    promise->start();
    const auto answer = [promise](const Result<ChatMessage> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto withdrawn = m_store.call(
        [id = original.conversation, row = original.row](Store &store) { return store.removals().withdraw(id, row); });
    whenDone(withdrawn, this, [this, original, answer](const Result<MessageRemoval> &removal) {
        if (!removal) {
            m_conversations.reportStorageError(removal.error());
            answer(tl::unexpected(removal.error()));
        } else if (removal->rows.isEmpty()) { // it went out meanwhile
            whenDone(submit(retractionOf(original)), this, answer);
        } else {
            m_conversations.apply(*removal);
            ChatMessage gone = original;
            gone.row = 0;
            answer(gone);
        }
    });
    return promise->future();
}

void Outbox::retry(const ChatMessage &message)
{
    if (message.kind == ChatKind::Room) {
        queueAgain(message); // what a room has not passed on it does not have
        return;
    }
    if (message.failure == somebodyElse) {
        queueForWhoIsThere(message);
        return;
    }
    if (message.failure != notConfirmed && message.failure != notAccepted) {
        queueAgain(message); // the server, or the other side, has said no
        return;
    }
    m_wanted.insert(message.row);
    // As after a connection that broke: unconfirmed, until the archive has been asked
    const auto set = m_store.call([row = message.row](Store &store) {
        return store.messages().setDelivery({ row }, Delivery::Written, {}, { Delivery::Failed });
    });
    whenDone(set, this, [this, row = message.row](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            return;
        }
        m_conversations.apply(*changes);
        for (const ChatMessage &again : theseOf(*changes, { row })) {
            askAgain(again);
        }
    });
}

/// The person wants it sent: unless the archive has it, it is, also if there is none that could tell.
void Outbox::askAgain(const ChatMessage &message)
{
    if (!m_online) {
        return; // review() asks about everything that is unconfirmed
    }
    if (!m_connected) {
        m_unasked.append(message);
        return;
    }
    const auto answer = [this, message, session = m_session,
                         breaks = m_breaks](const Result<DeliveryCheck::Verdict> &verdict) {
        if (session != m_session || (verdict && verdict->archived.contains(message.row))) {
            return; // the next review asks; or found() has said it
        }
        if (!verdict && breaks != m_breaks) {
            askAgain(message); // nobody heard the question
        } else {
            queueAgain(message);
        }
    };
    whenDone(m_check.look({ message }), this, answer);
}

void Outbox::queueAgain(const ChatMessage &message)
{
    m_wanted.remove(message.row);
    const QList<qint64> rows { message.row };
    const auto reset = m_store.call([rows](Store &store) {
        return store.messages().setDelivery(rows, Delivery::Queued, {}, { Delivery::Failed, Delivery::Written });
    });
    whenDone(reset, this, [this, rows, session = m_session](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            return;
        }
        m_conversations.apply(*changes);
        for (const ChatMessage &again : theseOf(*changes, rows)) {
            m_inFlight.remove(again.row); // what the server still answers is about the first time
            take(again, session);
        }
    });
}

/// The person knows who that is.
void Outbox::queueForWhoIsThere(const ChatMessage &message)
{
    const QString recipient = m_knownRooms ? m_knownRooms->occupantAt(message.conversation.peer) : QString();
    const auto meant = m_store.call(
        [row = message.row, recipient](Store &store) { return store.messages().setRecipient(row, recipient); });
    whenDone(meant, this, [this, message](const Result<> &set) {
        set ? queueAgain(message) : m_conversations.reportStorageError(set.error());
    });
}

/// A message that the store has just recorded; before there is a queue, fillQueue() finds it there.
void Outbox::take(ChatMessage message, int session)
{
    if (message.kind == ChatKind::Room) {
        m_rooms.take(message);
        return;
    }
    if (!m_online) {
        return;
    }
    if (message.delivery == Delivery::Written && !m_connected && session == m_session) {
        // It was to be written at once, but the connection broke
        const auto requeued = m_store.call([rows = QList<qint64> { message.row }](Store &store) {
            return store.messages().setDelivery(rows, Delivery::Queued, {}, { Delivery::Written });
        });
        whenDone(requeued, this, [this](const Recorded &changes) {
            changes ? m_conversations.apply(*changes) : m_conversations.reportStorageError(changes.error());
        });
        message.delivery = Delivery::Queued;
    }
    m_queue.append(message);
    pump();
}

/// A room sends back what is said to somebody there by who is not in it.
void Outbox::park()
{
    m_queue.removeIf([this](const ChatMessage &message) {
        const Jid &peer = message.conversation.peer;
        const bool waits = isOccupant(peer) && !m_knownRooms->isSurelyIn(peer.bare());
        if (waits) {
            m_parked.append(message);
        }
        return waits;
    });
}

void Outbox::roomEntered(const Jid &room)
{
    m_parked.removeIf([this, &room](const ChatMessage &message) {
        const bool goes = message.conversation.peer.bare() == room;
        if (goes) {
            m_queue.append(message);
        }
        return goes;
    });
    pump();
}

/// Writes what may be written now. What is queued is marked first, on disk, as what is found queued later is sent again
/// without a question.
void Outbox::pump()
{
    park();
    while (m_online && m_connected && !m_marking && !m_queue.isEmpty() && !(m_careful && !m_inFlight.isEmpty())) {
        if (m_queue.first().delivery == Delivery::Written) {
            transmit(m_queue.takeFirst());
            continue;
        }
        QList<qint64> rows;
        for (const ChatMessage &message : std::as_const(m_queue)) {
            if (message.delivery == Delivery::Queued && !(m_careful && !rows.isEmpty())) {
                rows.append(message.row);
            }
        }
        markWritten(rows);
        return;
    }
    if (m_online && m_queue.isEmpty() && m_inFlight.isEmpty()) {
        m_careful = false;
    }
}

void Outbox::markWritten(const QList<qint64> &rows)
{
    m_marking = true;
    const auto marked = m_store.call(
        [rows](Store &s) { return s.messages().setDelivery(rows, Delivery::Written, {}, { Delivery::Queued }); });
    whenDone(marked, this, [this, rows](const Recorded &changes) {
        m_marking = false;
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            QTimer::singleShot(retryInterval, this, &Outbox::pump);
            return;
        }
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        for (ChatMessage &message : m_queue) {
            if (rows.contains(message.row)) {
                message.delivery = Delivery::Written;
            }
        }
        pump();
    });
}

void Outbox::transmit(const ChatMessage &chat)
{
    if (m_inFlight.contains(chat.row)) {
        return;
    }
    if (isForSomebodyElse(chat)) {
        markFailed({ chat.row }, somebodyElse, unconfirmed);
        return;
    }
    const Message message = stanzaOf(chat);
    CrashPoints::pass(CrashPoint::Prepared);
    if (!m_protocol.sendMessage(message)) {
        // XEP-0205, 4: what the server would say
        markFailed({ chat.row }, QStringLiteral("stanza-too-big"), unconfirmed);
        return;
    }
    m_inFlight.insert(chat.row, ++m_writings);
    m_written.insert(chat.row, m_writings);
    m_rows.insert(chat.stanzaId, chat.row);
    if (!m_confirmScheduled) {
        m_confirmScheduled = true;
        QMetaObject::invokeMethod(this, &Outbox::confirm, Qt::QueuedConnection);
    }
}

void Outbox::numbered(const QString &id, quint32 number)
{
    const auto row = m_rows.constFind(id);
    if (row == m_rows.constEnd()) {
        return;
    }
    if (m_numbers.isEmpty()) {
        QMetaObject::invokeMethod(this, &Outbox::storeNumbers, Qt::QueuedConnection);
    }
    m_numbers.insert(*row, number);
}

void Outbox::storeNumbers()
{
    if (m_numbers.isEmpty()) {
        return; // of a stream that is over
    }
    m_store.post([numbers = std::exchange(m_numbers, {})](Store &store) {
        if (const auto stored = store.streams().setNumbers(numbers); !stored) {
            qCWarning(logStore).noquote() << "numbers not stored:" << forLog(stored.error().detail);
        }
    });
}

/// The server works through a stream in order: once it answers what we ask now, it has all that we wrote before.
void Outbox::confirm()
{
    m_confirmScheduled = false;
    const QHash<qint64, int> written = std::exchange(m_written, {});
    if (m_managed || written.isEmpty() || !m_online) { // a stream that is managed tells by itself
        return;
    }
    whenDone(m_protocol.ping().pingServer(), this, [this, written, session = m_session](const Result<Iq> &answer) {
        if (!answer && answer.error().kind != Error::Kind::Remote) {
            if (session == m_session) { // the session lives, so the question can be put again
                for (auto row = written.cbegin(); row != written.cend(); ++row) {
                    m_written.insert(row.key(), qMax(row.value(), m_written.value(row.key())));
                }
                confirm();
            }
            return;
        }
        QList<qint64> rows; // an answer behind which the session ended proves as much
        for (auto row = written.cbegin(); row != written.cend(); ++row) {
            if (session != m_session || m_inFlight.value(row.key()) == row.value()) {
                rows.append(row.key());
            }
        }
        std::sort(rows.begin(), rows.end());
        markOnServer(rows);
    });
}

void Outbox::acknowledged(const QList<Element> &stanzas)
{
    QList<qint64> rows;
    for (const Element &stanza : stanzas) {
        const auto row = stanza.is(Message::name) ? m_rows.constFind(stanza.attribute(u"id")) : m_rows.constEnd();
        if (row != m_rows.constEnd()) {
            rows.append(*row);
            m_rows.erase(row);
        }
    }
    if (!rows.isEmpty()) {
        markOnServer(rows);
    }
}

/// Moves on only what is still unconfirmed: a bounce, or the server's word that came first, stays.
void Outbox::markOnServer(const QList<qint64> &rows)
{
    m_fruitless = 0;
    m_confirming += QSet<qint64>(rows.cbegin(), rows.cend());
    const auto set = m_store.call(
        [rows](Store &store) { return store.messages().setDelivery(rows, Delivery::OnServer, {}, unconfirmed); });
    whenDone(set, this, [this, rows](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            QTimer::singleShot(retryInterval, this, [this, rows] { markOnServer(rows); });
            return;
        }
        CrashPoints::pass(CrashPoint::Marked);
        for (const qint64 row : rows) {
            m_inFlight.remove(row);
            m_confirming.remove(row);
            m_wanted.remove(row);
        }
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        remember(theseOf(*changes, rows));
        pump();
    });
}

/// What a server took over just before it crashed may be lost: the next session asks its archive.
void Outbox::remember(const QList<ChatMessage> &confirmed)
{
    const auto now = m_protocol.channel().clock().monotonic();
    for (const ChatMessage &message : confirmed) {
        m_recent.append({ now, message });
    }
    while (!m_recent.isEmpty() && (m_recent.first().first + recently < now || m_recent.size() > maxRecent)) {
        m_recent.removeFirst();
    }
}

void Outbox::markFailed(const QList<qint64> &rows, const QString &why, const QList<Delivery> &from)
{
    const auto failed = m_store.call(
        [rows, why, from](Store &store) { return store.messages().setDelivery(rows, Delivery::Failed, why, from); });
    whenDone(failed, this, [this](const Recorded &changes) {
        changes ? m_conversations.apply(*changes) : m_conversations.reportStorageError(changes.error());
        pump();
    });
}

void Outbox::sessionStarted()
{
    ++m_session;
    m_connected = true;
    m_unanswered = 0;
    m_asked.clear();
    review();
}

void Outbox::sessionRestored()
{
    m_managed = true;
    m_restored = true;
    sessionStarted();
}

void Outbox::fillQueue()
{
    const auto pending = m_store.call([account = m_account](Store &s) { return s.messages().pending(account); });
    whenDone(pending, this, [this, session = m_session](const Result<QList<ChatMessage>> &messages) {
        if (session != m_session) {
            return;
        }
        if (!messages) {
            m_conversations.reportStorageError(messages.error());
            again(retryInterval, &Outbox::fillQueue);
            return;
        }
        m_conversations.reportStorageWorks();
        const auto isUnasked = [this](const ChatMessage &message) {
            return message.delivery == Delivery::Written && !m_asked.contains(message.row)
                && !m_confirming.contains(message.row);
        };
        if (std::any_of(messages->cbegin(), messages->cend(), isUnasked)) {
            review(); // the person wants something sent again since
            return;
        }
        for (const ChatMessage &message : *messages) {
            m_wanted.remove(message.row);
        }
        m_online = true; // only now: what is typed meanwhile must not overtake what waits
        m_queue = *messages;
        m_queue.removeIf([this](const ChatMessage &message) { return m_confirming.contains(message.row); });
        pump();
    });
}

/// Tries once more in a while, if the session is still the same then.
void Outbox::again(std::chrono::milliseconds delay, void (Outbox::*step)())
{
    QTimer::singleShot(delay, this, [this, step, session = m_session] {
        if (session == m_session) {
            (this->*step)();
        }
    });
}

void Outbox::connectionLost()
{
    ++m_breaks;
    m_rooms.connectionLost();
    if (std::exchange(m_connected, false) && !m_inFlight.isEmpty()) {
        ++m_fruitless;
    }
}

void Outbox::sessionResumed()
{
    m_connected = true;
    m_rooms.connectionBack();
    for (const ChatMessage &message : std::exchange(m_unasked, {})) {
        askAgain(message);
    }
    pump();
}

void Outbox::sessionEnded(const Error &reason)
{
    if (reason.kind != Error::Kind::Cancelled) {
        connectionLost();
    }
    m_connected = false;
    const bool blamed = blamesAStanza(reason);
    const bool hopeless = m_careful && m_fruitless >= 2 * fruitlessConnections;
    if (m_inFlight.size() == 1 && (blamed || hopeless)) {
        m_blamed.insert(m_inFlight.cbegin().key(), blamed ? reason.condition : notAccepted);
        m_fruitless = 0;
    } else if (!m_inFlight.isEmpty() && (blamed || isStuck())) {
        m_careful = true;
    }
    if (reason.kind == Error::Kind::Cancelled) {
        m_recent.clear(); // it was in good order to the end
    }
    m_queue.clear();
    m_parked.clear();
    m_rooms.sessionEnded();
    m_unasked.clear();
    m_online = false;
    ++m_session;
    m_inFlight.clear();
    m_written.clear();
    m_rows.clear();
    m_numbers.clear();
    m_managed = false;
}

} // namespace natter
