// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"

#include <QTcpSocket>

namespace natter {

CutProxy::CutProxy(quint16 serverPort) : m_serverPort(serverPort)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no proxy: %s", qPrintable(errorString()));
    }
}

void CutProxy::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    auto *client = new QTcpSocket(this);
    auto *server = new QTcpSocket(client);
    client->setSocketDescriptor(descriptor);
    connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
        QByteArray bytes = client->readAll();
        if (m_budget >= 0) {
            bytes.truncate(m_budget);
            m_budget -= bytes.size();
        }
        server->write(bytes);
        if (m_budget == 0) {
            m_budget = -1;
            server->flush();
            cut();
        }
    });
    connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
        const QByteArray bytes = server->readAll();
        if (!m_deaf) {
            client->write(bytes);
        }
    });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    server->connectToHost(QHostAddress::LocalHost, m_serverPort);
}

void CutProxy::cut()
{
    const auto clients = findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    for (QTcpSocket *client : clients) {
        client->disconnect(); // nobody passes on what was on its way
        client->findChild<QTcpSocket *>()->disconnect();
        client->findChild<QTcpSocket *>()->abort();
        client->abort();
        client->deleteLater();
    }
}

} // namespace natter
