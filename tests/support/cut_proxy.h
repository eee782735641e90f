// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/proxy_link.h"

#include <QTcpServer>

namespace natter {

/// A way to a server on this machine that can break: passes bytes on, until it is told to cut.
class CutProxy : public QTcpServer
{
    Q_OBJECT

public:
    using Way = ProxyLink::Way;

    explicit CutProxy(quint16 serverPort);

    /// Where the next connections lead.
    void setServerPort(quint16 port) { m_serverPort = port; }
    /// Both sides of every connection are gone at once, with whatever was on its way.
    void cut() { endAll(ProxyLink::Ending::Closed); }
    /// The next `bytes` in that direction pass, then the connection is cut.
    void cutAfter(qint64 bytes, Way way = Way::ToServer);
    /// The next TLS record in that direction is torn in its middle by a RST.
    void resetInRecord(Way way);
    /// From now on nothing that the server says gets through, until it is told otherwise. The connections of the time
    /// between are reset then, as bytes are missing in them.
    void setDeaf(bool deaf);
    /// The connections that are there are half-open from now on: what is said in that direction gets nowhere. New ones
    /// work. After `patience` somebody on the way notices, and resets them.
    void swallow(const QList<Way> &ways, std::chrono::milliseconds patience);
    /// Of the connections that are made from now on.
    void setQuality(const LineQuality &quality) { m_quality = quality; }
    int connections() const { return m_connections; }
    bool isIdle() const { return links().isEmpty(); }

Q_SIGNALS:
    /// Bytes were passed on, or should have been.
    void passed();
    /// What cutAfter() or resetInRecord() asked for has happened.
    void broken();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    enum class Arming { None, CutAfter, ResetInRecord, Ending };

    QList<ProxyLink *> links() const { return findChildren<ProxyLink *>(Qt::FindDirectChildrenOnly); }
    void endAll(ProxyLink::Ending ending);
    void pass(Way way, QByteArray &bytes);

    quint16 m_serverPort;
    LineQuality m_quality;
    Arming m_arming = Arming::None;
    Way m_armedWay = Way::ToServer;
    qint64 m_budget = 0;
    int m_connections = 0;
    bool m_deaf = false;
};

} // namespace natter
