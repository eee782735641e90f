// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

namespace natter {

/// A port where a connection is neither made nor refused, as behind a broken way: its queue is full, and stays so.
class DeadPort
{
public:
    explicit DeadPort(const QHostAddress &address, quint16 port = 0)
    {
        m_server.setListenBacklogSize(0);
        if (!m_server.listen(address, port)) {
            qFatal("no free port");
        }
        m_server.pauseAccepting();
        for (int i = 0; i < 8 && !isFull(); ++i) {
            m_queue.push_back(std::make_unique<QTcpSocket>());
            m_queue.back()->connectToHost(address, m_server.serverPort());
            (void)QTest::qWaitFor([this] { return m_queue.back()->state() == QAbstractSocket::ConnectedState; }, 500);
        }
        if (!isFull()) {
            qFatal("the queue of a port does not fill");
        }
    }

    quint16 port() const { return m_server.serverPort(); }

private:
    bool isFull() const { return !m_queue.empty() && m_queue.back()->state() == QAbstractSocket::ConnectingState; }

    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_queue;
};

} // namespace natter
