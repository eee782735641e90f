// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/stream_management.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// The talk about who has received what (XEP-0198, 4) while a session lives: asks the server by count and by time,
/// answers its questions, and tells what it has taken over. Lives on the listener thread with its XmppClient.
class StreamLedger : public QObject
{
    Q_OBJECT

public:
    explicit StreamLedger(StreamManagement &management);

    /// The session lives: what was sent so far may be asked about.
    void start();
    /// Nothing is written any more.
    void stop();

    /// A stanza is about to be written. A message is asked about at once; others once there are
    /// limits::stanzasBeforeRequest of them, or after limits::requestDelay.
    void noteSent(const Element &stanza);
    /// See StreamManagement::noteHandled().
    void noteHandled(quint32 number);
    /// An element of the stream's own talk, but resumption.
    void handle(const Element &element, const Jid &bound);
    /// The bytes that one read brought are through, or some of ours were taken: however often the server asked
    /// meanwhile, one answer does. While it does not read, and `backlog` bytes wait for it, it gets none.
    void answer(qint64 backlog);
    static constexpr qint64 fullBacklog = 64 * 1024;
    /// An element arrived that is neither a stanza nor about the stream.
    void noteUnknown();

Q_SIGNALS:
    void write(const natter::Element &element);
    void enabled(const natter::StreamState &stream);
    void acknowledged(const QList<natter::Element> &stanzas);
    /// The message with that id has this number in the stream.
    void numbered(const QString &id, quint32 number);
    /// The server's numbers are wrong, or it floods us; `condition` is of RFC 6120, 4.9.3.
    void violated(const QString &condition, const QString &detail);
    /// The server was asked how far it is, and has said so; whether that takes too long is Liveness' business.
    void asked();
    void answered();

private:
    void schedule();
    void ask();

    StreamManagement &m_management;
    QTimer m_request;
    bool m_running = false;
    bool m_urgent = false; ///< something that was sent is to be asked about at once
    bool m_answerDue = false;
    int m_unknown = 0;
};

} // namespace natter
