// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/outbox.h"

#include "base/future.h"
#include "base/limits.h"
#include "stanza/xml_writer.h"

namespace natter {

using Delivery = ChatMessage::Delivery;
using Recorded = Result<QList<MessageChange>>;

Outbox::Outbox(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store)
    : m_account(account)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
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
    const auto reset = m_store.call([rows](Store &s) { return s.messages().setDelivery(rows, Delivery::Pending); });
    whenDone(reset, this, [this](const Recorded &changes) {
        if (!changes) {
            m_conversations.reportStorageError(changes.error());
            return;
        }
        m_conversations.apply(*changes);
        for (const MessageChange &change : *changes) {
            transmit(change.message);
        }
    });
}

void Outbox::transmit(const ChatMessage &chat)
{
    if (!m_online || m_inFlight.contains(chat.row)) {
        return; // sessionStarted() takes it from the store
    }
    Message message;
    message.type = Message::Type::Chat;
    message.to = chat.conversation.peer;
    message.id = chat.stanzaId;
    message.setBody(chat.body);
    m_inFlight.insert(chat.row);
    m_written.append(chat.row);
    m_protocol.sendMessage(message);
    if (!m_confirmScheduled) {
        m_confirmScheduled = true;
        QMetaObject::invokeMethod(this, &Outbox::confirm, Qt::QueuedConnection);
    }
}

/// The server works through a stream in order: once it answers what we ask now, it has all that we wrote before.
void Outbox::confirm()
{
    m_confirmScheduled = false;
    const QList<qint64> rows = std::exchange(m_written, {});
    if (rows.isEmpty() || !m_online) {
        return;
    }
    whenDone(m_protocol.ping().pingServer(), this, [this, rows, session = m_session](const Result<Iq> &answer) {
        const bool answered = answer || answer.error().kind == Error::Kind::Remote;
        if (answered && session == m_session) {
            setDelivery(rows, Delivery::Sent);
        }
    });
}

void Outbox::setDelivery(const QList<qint64> &rows, Delivery delivery)
{
    // A bounce that came in between stays: only what is still pending moves on
    const auto set = m_store.call([=](Store &store) -> Recorded {
        QList<qint64> pending;
        for (const qint64 row : rows) {
            const auto message = store.messages().message(row);
            if (message && message->delivery == Delivery::Pending) {
                pending.append(row);
            }
        }
        return store.messages().setDelivery(pending, delivery);
    });
    whenDone(set, this, [this, rows](const Recorded &changes) {
        for (const qint64 row : rows) {
            m_inFlight.remove(row);
        }
        if (changes) {
            m_conversations.apply(*changes);
        } else {
            m_conversations.reportStorageError(changes.error());
        }
    });
}

void Outbox::sessionStarted()
{
    ++m_session;
    const auto pending = m_store.call([account = m_account](Store &s) { return s.messages().pending(account); });
    whenDone(pending, this, [this, session = m_session](const Result<QList<ChatMessage>> &messages) {
        if (session != m_session) {
            return;
        }
        m_online = true; // only now: what is typed meanwhile must not overtake what waits
        if (!messages) {
            m_conversations.reportStorageError(messages.error());
            return;
        }
        for (const ChatMessage &message : *messages) {
            transmit(message);
        }
    });
}

void Outbox::sessionEnded()
{
    m_online = false;
    ++m_session;
    m_inFlight.clear();
    m_written.clear();
}

} // namespace natter
