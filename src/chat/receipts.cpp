// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/receipts.h"

#include "base/future.h"

namespace natter {

static constexpr int mostOwed = 1000; ///< of what is not on disk yet: more is not worth the memory

Receipts::Receipts(const ContactList &contacts, XmppProtocol &protocol, Conversations &conversations,
                   StoreThread &store, const DisclosureRule &rule)
    : m_contacts(contacts)
    , m_protocol(protocol)
    , m_conversations(conversations)
    , m_store(store)
    , m_rule(rule)
{
    connect(&protocol, &XmppProtocol::messageReceived, this, &Receipts::note);
    connect(&conversations, &Conversations::messageChanged, this, [this](const MessageChange &change) {
        if (change.kind == MessageChange::Kind::Added || change.kind == MessageChange::Kind::Noted) {
            tell(change.message);
        }
    });
}

void Receipts::note(const ReceivedMessage &received)
{
    using Via = ReceivedMessage::Via;
    const Message &message = received.message;
    if (message.type == Message::Type::Groupchat || message.type == Message::Type::Error
        || received.via == Via::CarbonOfSent || m_protocol.multiUserChat().isPrivate(message)
        || message.from.bare() == m_contacts.account()) {
        return; // whoever is in a room has no say about what we say outside, and we need not tell ourselves
    }
    const Jid peer = message.from.bare();
    if (const auto receipt = message.payload<Receipt>(); receipt && !peer.isNull()) {
        noteDelivered(peer, receipt->id); // a copy tells of what another of our devices sent
    } else if (received.via == Via::Live && message.payload<ReceiptRequest>() && !message.id.isEmpty()
               && !message.body().isEmpty()) {
        if (m_owed.size() >= mostOwed) { // most likely they were known already, and nothing is said of those
            m_owed.clear();
        }
        m_owed.insert({ peer, message.id }, message.from);
    }
}

/// Only of what we said to them: their word is about nothing else.
void Receipts::noteDelivered(const Jid &peer, const QString &id)
{
    const ConversationId chat { m_contacts.account(), peer };
    const auto marked = m_store.call([chat, id](Store &store) { return store.messages().setDelivered(chat, id); });
    whenDone(marked, this, [this](const Result<QList<MessageChange>> &changes) {
        if (changes) {
            m_conversations.apply(*changes);
        } else {
            m_conversations.reportStorageError(changes.error());
        }
    });
}

/// What is stored has arrived, whatever happens to us now.
void Receipts::tell(const ChatMessage &stored)
{
    if (stored.isOutgoing() || stored.conversation.account != m_contacts.account()) {
        return;
    }
    const Jid device = m_owed.take({ stored.conversation.peer, stored.stanzaId });
    if (device.isNull() || !m_rule.tellsReceipts(stored.conversation.peer) || !m_protocol.channel().isOpen()
        || !m_contacts.item(stored.conversation.peer).seesUs()) {
        return;
    }
    Message message;
    message.type = Message::Type::Chat;
    message.to = device;
    message.id = m_protocol.channel().random().next();
    message.add(Receipt { stored.stanzaId });
    m_protocol.sendMessage(message);
}

} // namespace natter
