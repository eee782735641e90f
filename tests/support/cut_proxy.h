// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace natter {

/// A way to a server on this machine that can break: passes bytes on, until it is told to cut.
class CutProxy : public QTcpServer
{
    Q_OBJECT

public:
    explicit CutProxy(quint16 serverPort);

    /// Where the next connections lead.
    void setServerPort(quint16 port) { m_serverPort = port; }
    /// Both sides of every connection are gone at once, with whatever was on its way.
    void cut();
    /// The next `bytes` from the client pass, then the connection is cut.
    void cutAfter(qint64 bytes) { m_budget = bytes; }
    /// From now on nothing that the server says gets through, or again all of what it says then.
    void setDeaf(bool deaf) { m_deaf = deaf; }
    int connections() const { return m_connections; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    quint16 m_serverPort;
    qint64 m_budget = -1; ///< negative: no end
    int m_connections = 0;
    bool m_deaf = false;
};

} // namespace natter
