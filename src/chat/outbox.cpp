// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/outbox.h"

#include "base/crash_points.h"
#include "base/future.h"
#include "base/limits.h"
#include "stanza/xml_writer.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace natter {

using Delivery = ChatMessage::Delivery;
using Recorded = Result<QList<MessageChange>>;

static constexpr auto retryInterval = std::chrono::seconds(5);

Outbox::Outbox(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
    , m_check(account, protocol.archive())
{
}

QFuture<Result<ChatMessage>> Outbox::send(const Jid &peer, const QString &text)
{
    const QString body = withoutForbiddenCharacters(text);
    if (body.trimmed().isEmpty()) {
        return readyFuture<Result<ChatMessage>>(
            failure(Error::Kind::InvalidInput, QStringLiteral("the message has no text that can be sent")));
    }
    if (body.toUtf8().size() > limits::textNodeBytes) {
        return readyFuture<Result<ChatMessage>>(
            failure(Error::Kind::InvalidInput, QStringLiteral("the message is too long")));
    }
    ChatMessage message;
    message.conversation = { m_account, peer.bare() };
    message.direction = ChatMessage::Direction::Outgoing;
    message.delivery = Delivery::Pending;
    message.stanzaId = m_protocol.channel().random().next();
    message.body = body;
    message.time = m_protocol.channel().clock().now();

    CrashPoints::pass(CrashPoint::Accepted);
    auto promise = std::make_shared<QPromise<Result<ChatMessage>>>();
    promise->start();
    const auto recorded = m_store.call([message](Store &store) { return store.messages().record({ message }); });
    whenDone(recorded, this, [this, promise](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            promise->addResult(Result<ChatMessage>(tl::unexpected(changes.error())));
            promise->finish();
            return;
        }
        CrashPoints::pass(CrashPoint::Recorded);
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        promise->addResult(changes->first().message);
        promise->finish();
        transmit(changes->first().message);
    });
    return promise->future();
}

void Outbox::retry(const ChatMessage &message)
{
    const QList<qint64> rows { message.row };
    const auto reset = m_store.call(
        [rows](Store &s) { return s.messages().setDelivery(rows, Delivery::Pending, {}, Delivery::Failed); });
    whenDone(reset, this, [this](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            return;
        }
        m_conversations.apply(*changes);
        for (const MessageChange &change : *changes) {
            m_inFlight.remove(change.message.row); // what the server still answers is about the first time
            transmit(change.message);
        }
    });
}

void Outbox::transmit(const ChatMessage &chat)
{
    if (!m_online || m_inFlight.contains(chat.row)) {
        return; // sessionStarted() takes it from the store
    }
    if (m_careful && !m_inFlight.isEmpty()) {
        m_queue.append(chat);
        return;
    }
    Message message;
    message.type = Message::Type::Chat;
    message.to = chat.conversation.peer;
    message.id = chat.stanzaId;
    message.setBody(chat.body);
    CrashPoints::pass(CrashPoint::Prepared);
    if (!m_protocol.sendMessage(message)) {
        markFailed({ chat.row }, QStringLiteral("stanza-too-big")); // XEP-0205, 4: what the server would say
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

/// The server works through a stream in order: once it answers what we ask now, it has all that we wrote before.
void Outbox::confirm()
{
    m_confirmScheduled = false;
    if (m_managed) {
        m_written.clear(); // the stream itself tells
        return;
    }
    const QHash<qint64, int> written = std::exchange(m_written, {});
    if (written.isEmpty() || !m_online) {
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
        markSent(rows);
    });
}

/// Moves on only what is still pending: a bounce, or the server's word that came first, stays.
static Recorded settle(Store &store, const QList<qint64> &rows, Delivery delivery, const QString &reason = {})
{
    return store.messages().setDelivery(rows, delivery, reason, Delivery::Pending);
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
        markSent(rows);
    }
}

void Outbox::markSent(const QList<qint64> &rows)
{
    const auto set = m_store.call([rows](Store &store) { return settle(store, rows, Delivery::Sent); });
    whenDone(set, this, [this, rows](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            QTimer::singleShot(retryInterval, this, [this, rows] { markSent(rows); });
            return;
        }
        CrashPoints::pass(CrashPoint::Marked);
        for (const qint64 row : rows) {
            m_inFlight.remove(row);
        }
        m_conversations.reportStorageWorks();
        m_conversations.apply(*changes);
        sendNext();
    });
}

void Outbox::markFailed(const QList<qint64> &rows, const QString &condition)
{
    const auto failed =
        m_store.call([rows, condition](Store &store) { return settle(store, rows, Delivery::Failed, condition); });
    whenDone(failed, this, [this](const Recorded &changes) {
        if (changes) {
            m_conversations.apply(*changes);
        } else {
            m_conversations.reportStorageError(changes.error());
        }
        sendNext();
    });
}

void Outbox::sendNext()
{
    if (!m_online || !m_inFlight.isEmpty()) {
        return;
    }
    if (!m_queue.isEmpty()) {
        transmit(m_queue.takeFirst());
    } else {
        m_careful = false;
    }
}

void Outbox::sessionStarted()
{
    ++m_session;
    checkPending();
}

/// The server may have taken over messages whose acknowledgement was lost with the connection: its archive knows.
void Outbox::checkPending()
{
    if (!m_fresh && m_doubtful.isEmpty()) {
        sendPending();
        return;
    }
    const auto pending = m_store.call([account = m_account](Store &s) { return s.messages().pending(account); });
    whenDone(pending, this, [this, session = m_session](const Result<QList<ChatMessage>> &messages) {
        if (session == m_session && messages) {
            checkPending(*messages);
        } else if (session == m_session) {
            sendPending(); // which tells, and tries again
        }
    });
}

void Outbox::checkPending(const QList<ChatMessage> &pending)
{
    QList<ChatMessage> doubtful;
    std::copy_if(pending.cbegin(), pending.cend(), std::back_inserter(doubtful),
                 [this](const ChatMessage &message) { return m_fresh || m_doubtful.contains(message.row); });
    whenDone(m_check.archived(doubtful), this, [this, session = m_session](const Result<QList<qint64>> &rows) {
        if (session != m_session) {
            return;
        }
        if (!rows) {
            checkPending(); // no answer; if the connection is dead, the session ends
            return;
        }
        m_fresh = false;
        m_doubtful.clear();
        if (!rows->isEmpty()) {
            markSent(*rows);
        }
        sendPending();
    });
}

void Outbox::sendPending()
{
    const auto pending = m_store.call([account = m_account](Store &s) { return s.messages().pending(account); });
    whenDone(pending, this, [this, session = m_session](const Result<QList<ChatMessage>> &messages) {
        if (session != m_session) {
            return;
        }
        if (!messages) {
            m_conversations.reportStorageError(messages.error());
            QTimer::singleShot(retryInterval, this, [this, session] {
                if (session == m_session) {
                    sendPending();
                }
            });
            return;
        }
        m_conversations.reportStorageWorks();
        m_online = true; // only now: what is typed meanwhile must not overtake what waits
        for (const ChatMessage &message : *messages) {
            transmit(message);
        }
    });
}

/// The stream errors that one stanza's content can bring about (RFC 6120, 4.9.3).
static bool blamesAStanza(const Error &reason)
{
    static constexpr std::array conditions { u"policy-violation", u"not-well-formed", u"invalid-xml",
                                             u"restricted-xml",   u"bad-format",      u"unsupported-stanza-type" };
    return reason.kind == Error::Kind::StreamError
        && std::any_of(conditions.begin(), conditions.end(),
                       [&](const char16_t *condition) { return reason.condition == QStringView(condition); });
}

void Outbox::sessionEnded(const Error &reason)
{
    if (blamesAStanza(reason) && m_inFlight.size() == 1) {
        markFailed(m_inFlight.keys(), reason.condition);
    } else if (blamesAStanza(reason) && m_inFlight.size() > 1) {
        m_careful = true;
    }
    for (auto row = m_inFlight.cbegin(); row != m_inFlight.cend(); ++row) {
        m_doubtful.insert(row.key());
    }
    m_queue.clear();
    m_online = false;
    ++m_session;
    m_inFlight.clear();
    m_written.clear();
    m_rows.clear();
    m_managed = false;
}

} // namespace natter
