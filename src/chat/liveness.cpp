// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/liveness.h"

#include "base/limits.h"

namespace natter {

Liveness::Liveness(XmppProtocol &protocol) : m_protocol(protocol)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(limits::silenceBeforeProbe);
    m_silence.setTimerType(Qt::VeryCoarseTimer);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(limits::probeDeadline);
    connect(&m_silence, &QTimer::timeout, this, &Liveness::probe);
    connect(&m_deadline, &QTimer::timeout, this, &Liveness::lost);
    connect(&protocol, &XmppProtocol::stanzaSeen, this, [this] {
        if (m_silence.isActive() || m_deadline.isActive()) {
            m_deadline.stop();
            m_silence.start();
        }
    });
}

void Liveness::start()
{
    m_deadline.stop();
    m_silence.start();
}

void Liveness::stop()
{
    m_silence.stop();
    m_deadline.stop();
}

void Liveness::probe()
{
    if (m_protocol.channel().isOpen() && !m_deadline.isActive()) {
        m_silence.stop();
        m_deadline.start();
        m_protocol.ping().pingServer(); // any stanza that comes back will do
    }
}

} // namespace natter
