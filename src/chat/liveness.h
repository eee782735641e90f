// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xmpp_protocol.h"

#include <QObject>
#include <QTimer>

namespace natter {

/// Notices that a connection has died without a word: after limits::silenceBeforeProbe of silence it asks the server,
/// and says lost() if nothing comes within limits::probeDeadline.
class Liveness : public QObject
{
    Q_OBJECT

public:
    explicit Liveness(XmppProtocol &protocol);

    void start();
    void stop();
    /// Asks now: the machine woke up, or the person is about to rely on the connection.
    void probe();

Q_SIGNALS:
    void lost();

private:
    XmppProtocol &m_protocol;
    QTimer m_silence;
    QTimer m_deadline;
};

} // namespace natter
