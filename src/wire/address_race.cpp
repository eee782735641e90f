// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/address_race.h"

#include "base/limits.h"
#include "wire/end_reason.h"
#include "wire/socket_descriptor.h"

#include <QNetworkProxy>

namespace natter {

QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> families[2]; // IPv6, IPv4
    for (const QHostAddress &address : addresses) {
        QList<QHostAddress> &family = families[address.protocol() == QAbstractSocket::IPv6Protocol ? 0 : 1];
        if (!address.isNull() && !family.contains(address)) {
            family.append(address);
        }
    }
    QList<QHostAddress> order;
    for (qsizetype i = 0; i < qMax(families[0].size(), families[1].size()); ++i) {
        for (const QList<QHostAddress> &family : families) {
            if (i < family.size() && order.size() < limits::addresses) {
                order.append(family[i]);
            }
        }
    }
    return order;
}

AddressRace::AddressRace(QObject *parent) : QObject(parent)
{
    m_stagger.setSingleShot(true);
    connect(&m_stagger, &QTimer::timeout, this, [this] {
        if (m_waiting.isEmpty()) {
            Q_EMIT delayed();
        } else {
            startNext();
        }
    });
}

void AddressRace::start(const QList<QHostAddress> &addresses, quint16 port, std::chrono::milliseconds stagger)
{
    open(port, stagger);
    join(addresses);
    close({ Error::Kind::HostNotFound, QStringLiteral("there is no address"), {}, {} });
}

void AddressRace::open(quint16 port, std::chrono::milliseconds stagger)
{
    stop();
    m_started.clear();
    m_reason.reset();
    m_isOpen = true;
    m_port = port;
    m_stagger.start(stagger);
}

void AddressRace::join(const QList<QHostAddress> &addresses)
{
    m_waiting += addresses;
    m_waiting.removeIf([this](const QHostAddress &address) { return m_started.contains(address); });
    m_waiting = interleaved(m_waiting).mid(0, limits::addresses - m_started.size());
    if (m_running.isEmpty() || !m_stagger.isActive()) {
        startNext();
    }
}

void AddressRace::close(const Error &reason)
{
    if (std::exchange(m_isOpen, false)) {
        m_reason = m_reason.value_or(reason);
        loseIfOver();
    }
}

void AddressRace::startNext()
{
    if (m_waiting.isEmpty()) {
        return;
    }
    const QHostAddress address = m_waiting.takeFirst();
    m_started.append(address);
    auto *runner = new QTcpSocket(this);
    m_running.append(runner);
    runner->setProxy(QNetworkProxy::NoProxy);
    connect(runner, &QAbstractSocket::connected, this, [this, runner] { finish(runner); });
    // Queued: an address without a route fails before connectToHost() returns
    connect(
        runner, &QAbstractSocket::errorOccurred, this,
        [this, runner](QAbstractSocket::SocketError error) { handleError(runner, error); }, Qt::QueuedConnection);
    m_stagger.start();
    runner->connectToHost(address, m_port);
}

void AddressRace::finish(QTcpSocket *winner)
{
    const qintptr descriptor = duplicateOf(winner->socketDescriptor());
    stop(); // and the winner's own descriptor, before it reads anything
    if (descriptor == -1) {
        Q_EMIT lost({ Error::Kind::NetworkUnreachable, QStringLiteral("too many open sockets"), {}, {} });
    } else {
        Q_EMIT won(descriptor);
    }
}

void AddressRace::handleError(QTcpSocket *runner, QAbstractSocket::SocketError error)
{
    if (!m_running.removeOne(runner)) {
        return; // stopped meanwhile
    }
    m_reason = Error { socketErrorKind(error, false), runner->errorString(), {}, {} };
    runner->deleteLater();
    startNext();
    loseIfOver();
}

void AddressRace::loseIfOver()
{
    if (!m_isOpen && m_waiting.isEmpty() && m_running.isEmpty()) {
        Q_EMIT lost(*m_reason);
    }
}

void AddressRace::stop()
{
    m_isOpen = false;
    m_waiting.clear();
    m_stagger.stop();
    for (QTcpSocket *runner : std::exchange(m_running, {})) {
        runner->disconnect(this);
        runner->abort();
        runner->deleteLater();
    }
}

} // namespace natter
