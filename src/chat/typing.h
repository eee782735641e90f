// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/contact_list.h"
#include "chat/disclosure_rule.h"
#include "domain/conversation_id.h"
#include "protocol/xep/xep0085_chat_states.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// Who is writing to us, and telling those who may know that we are writing to them.
class Typing : public QObject
{
    Q_OBJECT

public:
    Typing(const ContactList &contacts, XmppProtocol &protocol, const DisclosureRule &rule);

    bool isTyping(const Jid &peer) const { return m_until.contains(peer); }

    /// The person changed the text for `peer`; an empty text means that writing has ended.
    void textEdited(const Jid &peer, const QString &text);
    /// Who may know may be another now: what was said is taken back from who may not.
    void reconsider();
    void sessionEnded();

Q_SIGNALS:
    void changed(const natter::Jid &peer);

private:
    void note(const ReceivedMessage &received);
    void expire();
    bool isNear(const Jid &peer) const;
    void announce(const Jid &peer, ChatState::State state);
    void stopped(const Jid &peer);

    const ContactList &m_contacts;
    XmppProtocol &m_protocol;
    const DisclosureRule &m_rule;
    QHash<Jid, std::chrono::milliseconds> m_until; ///< by peer: when to stop believing it
    QTimer m_expiry;
    Jid m_announced; ///< whom we told that we are composing
    QTimer m_pause;
};

} // namespace natter
