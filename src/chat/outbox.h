// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/conversations.h"
#include "chat/delivery_check.h"
#include "protocol/xmpp_protocol.h"

#include <QObject>

namespace natter {

/// The one door out: a message is on disk before a byte of it is sent, and stays pending until the server has proved
/// that it took it. What is pending goes out again, in order, with the next session, unless the archive has it already.
class Outbox : public QObject
{
    Q_OBJECT

public:
    Outbox(const Jid &account, XmppProtocol &protocol, Conversations &conversations, StoreThread &store);

    /// Records the text and sends it as soon as there is a session. Characters that XML forbids are left out.
    /// Errors: InvalidInput (nothing to send, or longer than limits::textNodeBytes), Storage, StorageFull.
    QFuture<Result<ChatMessage>> send(const Jid &peer, const QString &text);
    /// Sends a failed message again.
    void retry(const ChatMessage &message);

    void sessionStarted();
    /// The server acknowledges each stanza in this session: there is no need to ask it.
    void managementEnabled() { m_managed = true; }
    /// Stanzas that the server has taken over.
    void acknowledged(const QList<Element> &stanzas);
    /// A server that closes the stream over what a message says gets the messages one by one next time, so that only
    /// the one it cannot take fails.
    void sessionEnded(const Error &reason = {});

private:
    void checkPending();
    void checkPending(const QList<ChatMessage> &pending);
    void sendPending();
    void transmit(const ChatMessage &message);
    void confirm();
    void markSent(const QList<qint64> &rows);
    void markFailed(const QList<qint64> &rows, const QString &condition);
    void sendNext();

    const Jid m_account;
    XmppProtocol &m_protocol;
    Conversations &m_conversations;
    StoreThread &m_store;
    QHash<qint64, int> m_written; ///< as m_inFlight, since the last question to the server
    QHash<qint64, int> m_inFlight; ///< written in this session, not confirmed: row to number of the writing
    int m_writings = 0;
    DeliveryCheck m_check;
    QSet<qint64> m_doubtful; ///< written in an earlier session, not confirmed
    bool m_fresh = true; ///< what is pending may have been written by an earlier run
    QList<ChatMessage> m_queue; ///< held back while m_careful
    bool m_careful = false; ///< one message at a time
    QHash<QString, qint64> m_rows; ///< of what is in flight, by stanza id
    bool m_managed = false;
    bool m_online = false;
    bool m_confirmScheduled = false;
    int m_session = 0;
};

} // namespace natter
