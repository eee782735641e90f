// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/typing.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr auto believedFor = 60s;
static constexpr auto pauseAfter = 5s;
static constexpr int maxPeers = 1000;

Typing::Typing(const ContactList &contacts, XmppProtocol &protocol, const DisclosureRule &rule)
    : m_contacts(contacts)
    , m_protocol(protocol)
    , m_rule(rule)
{
    m_expiry.setInterval(5s);
    connect(&m_expiry, &QTimer::timeout, this, &Typing::expire);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseAfter);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (!m_announced.isNull()) {
            announce(std::exchange(m_announced, {}), ChatState::State::Paused);
        }
    });
    connect(&protocol, &XmppProtocol::messageReceived, this, &Typing::note);
    connect(&protocol.presence(), &PresenceDirectory::changed, this, [this](const Jid &bare) {
        if (m_protocol.presence().resources(bare).isEmpty()) {
            stopped(bare);
        }
    });
}

void Typing::reconsider()
{
    if (!m_announced.isNull() && !m_rule.tellsTyping(m_announced)) {
        announce(std::exchange(m_announced, {}), ChatState::State::Active);
    }
}

void Typing::note(const ReceivedMessage &received)
{
    if (received.via != ReceivedMessage::Via::Live || received.message.type == Message::Type::Groupchat
        || received.stamp.isValid() || m_protocol.multiUserChat().isPrivate(received.message)) {
        return;
    }
    const Jid peer = received.message.from.bare();
    const auto state = ChatState::of(received.message);
    const bool composing = state && state->state == ChatState::State::Composing && received.message.body().isEmpty();
    if (!composing) {
        if (state || !received.message.body().isEmpty()) {
            stopped(peer);
        }
        return;
    }
    if (m_until.size() < maxPeers || m_until.contains(peer)) {
        const bool news = !m_until.contains(peer);
        m_until[peer] = m_protocol.channel().clock().monotonic() + believedFor;
        if (!m_expiry.isActive()) {
            m_expiry.start();
        }
        if (news) {
            Q_EMIT changed(peer);
        }
    }
}

void Typing::stopped(const Jid &peer)
{
    if (m_until.remove(peer) > 0) {
        Q_EMIT changed(peer);
    }
}

void Typing::expire()
{
    const auto now = m_protocol.channel().clock().monotonic();
    const auto peers = m_until.keys();
    for (const Jid &peer : peers) {
        if (m_until.value(peer) <= now) {
            stopped(peer);
        }
    }
    if (m_until.isEmpty()) {
        m_expiry.stop();
    }
}

void Typing::textEdited(const Jid &peer, const QString &text)
{
    if (text.isEmpty()) {
        m_pause.stop();
        if (m_announced == peer) {
            announce(std::exchange(m_announced, {}), ChatState::State::Active);
        }
        return;
    }
    if (m_announced != peer) {
        if (!m_announced.isNull()) {
            announce(std::exchange(m_announced, {}), ChatState::State::Active);
        }
        if (isNear(peer) && m_rule.tellsTyping(peer)) {
            m_announced = peer;
            announce(peer, ChatState::State::Composing);
        }
    }
    m_pause.start();
}

/// Only those who may see our presence anyway (XEP-0085, 9).
bool Typing::isNear(const Jid &peer) const
{
    return m_protocol.channel().isOpen() && m_contacts.item(peer).seesUs()
        && !m_protocol.presence().resources(peer).isEmpty();
}

void Typing::announce(const Jid &peer, ChatState::State state)
{
    if (!isNear(peer)) {
        return;
    }
    Message message;
    message.type = Message::Type::Chat;
    message.to = peer;
    message.id = m_protocol.channel().random().next();
    message.add(ChatState { state });
    m_protocol.sendMessage(message);
}

void Typing::sessionEnded()
{
    const auto peers = m_until.keys();
    for (const Jid &peer : peers) {
        stopped(peer);
    }
    m_announced = {};
    m_pause.stop();
}

} // namespace natter
