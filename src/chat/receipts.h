// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "chat/conversations.h"
#include "chat/disclosure_rule.h"
#include "protocol/xep/xep0184_delivery_receipts.h"

#include <QObject>

namespace natter {

/// Knows which of our messages arrived (XEP-0184), and tells those who may see our presence that theirs did, once they
/// are on disk.
class Receipts : public QObject
{
    Q_OBJECT

public:
    Receipts(const ContactList &contacts, XmppProtocol &protocol, Conversations &conversations, StoreThread &store,
             const DisclosureRule &rule);

private:
    using Key = std::pair<Jid, QString>; ///< who said it, and under which id

    void note(const ReceivedMessage &received);
    void noteDelivered(const Jid &peer, const QString &id);
    void tell(const ChatMessage &stored);

    const ContactList &m_contacts;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    const DisclosureRule &m_rule;
    QHash<Key, Jid> m_owed; ///< to which device
};

} // namespace natter
