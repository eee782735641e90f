// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace natter {

/// How good a line is; the default is a perfect one.
struct LineQuality
{
    std::chrono::milliseconds delay { 0 }; ///< each way
    int bytesPerSecond = 0; ///< each way; 0: as fast as it goes
    bool byteByByte = false; ///< each byte is a segment of its own
};

/// One connection through a CutProxy: a client, the server, and the bytes between them.
class ProxyLink : public QObject
{
    Q_OBJECT

public:
    enum class Way { ToServer, ToClient };

    ProxyLink(qintptr client, quint16 serverPort, const LineQuality &quality, QObject *parent);

    /// Both sides are gone at once, with whatever was on its way; by a RST, or as if the peer had closed.
    enum class Ending { Closed, Reset };
    void end(Ending ending);
    /// What is said from now on in that direction gets nowhere, and both sides believe that it does.
    void swallow(Way way) { flow(way).swallowing = true; }
    bool isSwallowing() const { return m_toServer.swallowing || m_toClient.swallowing; }

Q_SIGNALS:
    /// These bytes are about to be passed on; who listens may shorten them, and end the link.
    void passing(natter::ProxyLink::Way way, QByteArray &bytes);

private:
    struct Held
    {
        qint64 due; ///< milliseconds of m_clock
        QByteArray bytes;
    };
    struct Flow
    {
        QTcpSocket from;
        QTcpSocket *to = nullptr;
        QList<Held> held;
        QTimer next;
        qint64 free = 0; ///< when the line has taken all that it was given
        bool swallowing = false;
        bool ended = false;
    };

    Flow &flow(Way way) { return way == Way::ToServer ? m_toServer : m_toClient; }
    void setUp(Way way);
    void take(Way way);
    void release(Way way);
    void write(Way way, QByteArray bytes);
    void closeIfDone(Way way);

    const LineQuality m_quality;
    QElapsedTimer m_clock;
    Flow m_toServer; ///< reads from the client
    Flow m_toClient; ///< reads from the server
};

} // namespace natter
