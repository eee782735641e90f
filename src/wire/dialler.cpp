// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dialler.h"

#include "base/limits.h"
#include "base/log.h"
#include "wire/end_reason.h"

namespace natter {

Dialler::Dialler(QSslSocket &socket, RandomId &random, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_resolver(random)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        giveUp({ Error::Kind::Timeout, QStringLiteral("connecting"), {}, {} });
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Dialler::dialNext);
    connect(&m_resolver, &EndpointResolver::resolved, this, [this](const Result<QList<Endpoint>> &endpoints) {
        if (!endpoints) {
            Q_EMIT failed(endpoints.error());
            return;
        }
        m_endpoints = *endpoints;
        dialNext();
    });
    connect(&socket, &QAbstractSocket::connected, this, [this] {
        if (std::exchange(m_dialling, false)) {
            m_deadline.stop();
            Q_EMIT connected();
        }
    });
    connect(&socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (m_dialling) {
            giveUp({ socketErrorKind(error, false), m_socket.errorString(), {}, {} });
        }
    });
}

void Dialler::dial(const ConnectSettings &settings)
{
    stop();
    m_domain = settings.account.domain();
    m_endpoints = settings.endpoints;
    if (hasNext()) {
        dialNext();
    } else {
        m_resolver.resolve(m_domain);
    }
}

void Dialler::dialNext()
{
    m_endpoint = m_endpoints.takeFirst();
    QString host = m_endpoint.host;
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
    }
    m_socket.abort();
    m_dialling = true;
    m_deadline.start(limits::connectDeadline);
    m_socket.connectToHost(host, m_endpoint.port);
}

void Dialler::giveUp(const Error &reason)
{
    m_dialling = false;
    m_deadline.stop();
    if (hasNext()) {
        qCInfo(logWire).noquote() << m_endpoint.host << "did not answer:" << reason.detail;
        m_next.start(0);
    } else {
        Q_EMIT failed(reason);
    }
}

void Dialler::stop()
{
    m_dialling = false;
    m_deadline.stop();
    m_next.stop();
    m_resolver.cancel();
    m_endpoints.clear();
}

} // namespace natter
