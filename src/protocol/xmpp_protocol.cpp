// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/xmpp_protocol.h"

#include "base/limits.h"
#include "base/log.h"
#include "protocol/xep/xep0203_delayed_delivery.h"

#include <QElapsedTimer>

namespace natter {

XmppProtocol::XmppProtocol(const Clock &clock, RandomId &random) : m_channel(clock, random), m_extensions(m_channel)
{
    connect(&m_channel, &StanzaChannel::elementReady, this, &XmppProtocol::elementReady);
}

void XmppProtocol::startSession(const Jid &self, const Element &streamFeatures, const QStringList &switchedOn)
{
    m_channel.open(self, streamFeatures, switchedOn);
    for (Extension *extension : m_extensions.inOrder) {
        extension->sessionStarted();
    }
}

void XmppProtocol::resumeSession(const Element &streamFeatures)
{
    if (!streamFeatures.isNull()) { // else they are as before
        m_channel.resume(streamFeatures);
    }
    m_waiting.clear(); // it was not counted, so all of it comes again
    m_last = 0;
    for (Extension *extension : m_extensions.inOrder) {
        extension->sessionResumed();
    }
}

void XmppProtocol::endSession()
{
    if (!m_channel.isOpen()) {
        return;
    }
    while (!m_waiting.isEmpty()) { // what arrived before the end still counts
        route(m_waiting.dequeue());
    }
    m_last = 0; // the next stream counts anew
    m_channel.close();
    for (Extension *extension : m_extensions.inOrder) {
        extension->sessionEnded();
    }
}

void XmppProtocol::receive(const QList<Element> &elements, quint32 last)
{
    m_waiting.append(elements);
    m_last = last;
    if (!m_drainScheduled) {
        drain();
    }
}

void XmppProtocol::drain()
{
    m_drainScheduled = false;
    QElapsedTimer slice;
    slice.start();
    while (!m_waiting.isEmpty()) {
        if (std::chrono::milliseconds(slice.elapsed()) >= limits::guiSlice) {
            m_drainScheduled = true;
            QMetaObject::invokeMethod(this, &XmppProtocol::drain, Qt::QueuedConnection);
            break;
        }
        route(m_waiting.dequeue());
    }
    if (m_last != 0) { // the stream counts
        Q_EMIT routedUpTo(m_last - static_cast<quint32>(m_waiting.size()));
    }
}

void XmppProtocol::route(const Element &element)
{
    if (!m_channel.isOpen()) {
        return;
    }
    if (element.is(Message::name)) {
        routeMessage(element);
    } else if (element.is(Presence::name)) {
        routePresence(element);
    } else if (element.is(Iq::name)) {
        routeIq(element);
    } else {
        drop(element, "no stanza");
    }
}

void XmppProtocol::drop(const Element &element, const char *why)
{
    ++m_dropped;
    m_channel.refusals().note(forLog(element.localName()), element.attribute(u"from"), QString::fromLatin1(why));
}

void XmppProtocol::routeMessage(const Element &element)
{
    auto message = Message::read(element);
    if (!message) {
        drop(element, "malformed message");
        return;
    }
    ReceivedMessage received { std::move(*message), ReceivedMessage::Via::Live, {} };
    for (Extension *extension : m_extensions.inOrder) {
        const auto verdict = extension->incoming(received);
        if (verdict == Extension::Verdict::Drop) {
            drop(element, "refused");
        }
        if (verdict != Extension::Verdict::Continue) {
            return;
        }
    }
    if (!received.stamp.isValid()) {
        // Our server stamps what it kept while we were away; a contact's own stamp proves nothing (XEP-0203, 5)
        for (const Element &child : received.message.children()) {
            const auto delay = DelayedDelivery::read(child);
            if (delay && !delay->from.isNull() && m_channel.provenance().may(Claim::ServerAnswer, delay->from)) {
                received.stamp = delay->stamp;
                break;
            }
        }
    }
    if (received.message.type == Message::Type::Error) {
        Q_EMIT messageBounced(received.message.from, received.message.id,
                              received.message.error().value_or(StanzaError {
                                  StanzaError::Type::Cancel, QStringLiteral("undefined-condition"), {} }));
        return;
    }
    Q_EMIT messageReceived(received);
}

void XmppProtocol::routePresence(const Element &element)
{
    const auto presence = Presence::read(element);
    if (!presence) {
        drop(element, "malformed presence");
        return;
    }
    for (Extension *extension : m_extensions.inOrder) {
        const auto verdict = extension->incoming(*presence);
        if (verdict == Extension::Verdict::Drop) {
            drop(element, "refused");
        }
        if (verdict != Extension::Verdict::Continue) {
            return;
        }
    }
}

void XmppProtocol::routeIq(const Element &element)
{
    const auto iq = Iq::read(element);
    if (!iq) {
        drop(element, "malformed IQ");
        return;
    }
    if (!iq->isRequest()) {
        if (!m_channel.takeAnswer(*iq)) {
            ++m_dropped;
        }
        return;
    }
    // A stranger gets what the server would say if we were not here (RFC 6121, 8.5.3.2.3)
    const bool seesUs = m_extensions.roster.item(iq->from.bare()).seesUs();
    if (m_channel.provenance().may(Claim::PersonalQuery, iq->from, seesUs)) {
        for (Extension *extension : m_extensions.inOrder) {
            if (const auto answer = extension->answer(*iq)) {
                m_channel.send(*answer);
                return;
            }
        }
    } else if (iq->type == Iq::Type::Set) {
        drop(element, "not theirs to say");
    }
    m_channel.send(iq->errorFor(StanzaError::Type::Cancel, QStringLiteral("service-unavailable")));
}

Result<> XmppProtocol::sendMessage(Message message)
{
    for (Extension *extension : m_extensions.inOrder) {
        extension->outgoing(message);
    }
    return m_channel.send(message);
}

void XmppProtocol::sendPresence(Presence presence)
{
    for (Extension *extension : m_extensions.inOrder) {
        extension->outgoing(presence);
    }
    m_channel.send(presence);
}

} // namespace natter
