// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/proxy_link.h"

#include <QHostAddress>
#include <QPointer>

#include <sys/socket.h>

namespace natter {

ProxyLink::ProxyLink(qintptr client, quint16 serverPort, const LineQuality &quality, QObject *parent)
    : QObject(parent)
    , m_quality(quality)
{
    m_clock.start();
    m_toServer.to = &m_toClient.from;
    m_toClient.to = &m_toServer.from;
    setUp(Way::ToServer);
    setUp(Way::ToClient);
    m_toServer.from.setSocketDescriptor(client);
    m_toClient.from.connectToHost(QHostAddress::LocalHost, serverPort);
    for (Flow *each : { &m_toServer, &m_toClient }) {
        each->from.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
}

void ProxyLink::setUp(Way way)
{
    Flow &each = flow(way);
    each.next.setSingleShot(true);
    each.next.setTimerType(Qt::PreciseTimer);
    connect(&each.next, &QTimer::timeout, this, [this, way] { release(way); });
    connect(&each.from, &QTcpSocket::readyRead, this, [this, way] { take(way); });
    connect(&each.from, &QTcpSocket::disconnected, this, [this, way] {
        const QPointer<ProxyLink> alive(this);
        take(way);
        if (alive) {
            flow(way).ended = true;
            closeIfDone(way);
        }
    });
    connect(&each.from, &QTcpSocket::errorOccurred, this, [this, way] {
        if (flow(way).from.state() == QAbstractSocket::UnconnectedState && !flow(way).ended) {
            flow(way).ended = true; // never connected, or broken
            closeIfDone(way);
        }
    });
}

void ProxyLink::take(Way way)
{
    Flow &each = flow(way);
    const QByteArray bytes = each.from.isOpen() ? each.from.readAll() : QByteArray();
    if (bytes.isEmpty() || each.swallowing) {
        return;
    }
    if (m_quality.delay.count() == 0 && m_quality.bytesPerSecond == 0) {
        write(way, bytes);
        return;
    }
    const qint64 now = m_clock.elapsed();
    const int slice = m_quality.bytesPerSecond > 0 ? qMax(1, m_quality.bytesPerSecond / 20) : int(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); i += slice) {
        const QByteArray part = bytes.mid(i, slice);
        each.free = qMax(each.free, now);
        if (m_quality.bytesPerSecond > 0) {
            each.free += part.size() * 1000 / m_quality.bytesPerSecond;
        }
        each.held.append({ each.free + m_quality.delay.count(), part });
    }
    if (!each.next.isActive()) {
        each.next.start(static_cast<int>(qMax<qint64>(0, each.held.first().due - now)));
    }
}

void ProxyLink::release(Way way)
{
    const QPointer<ProxyLink> alive(this);
    while (alive && !flow(way).held.isEmpty() && flow(way).held.first().due <= m_clock.elapsed()) {
        write(way, flow(way).held.takeFirst().bytes);
    }
    if (!alive) {
        return;
    }
    if (!flow(way).held.isEmpty()) {
        flow(way).next.start(static_cast<int>(qMax<qint64>(0, flow(way).held.first().due - m_clock.elapsed())));
    } else {
        closeIfDone(way);
    }
}

void ProxyLink::write(Way way, QByteArray bytes)
{
    const QPointer<ProxyLink> alive(this);
    if (flow(way).swallowing) {
        return;
    }
    Q_EMIT passing(way, bytes);
    if (!alive) {
        return;
    }
    QTcpSocket *to = flow(way).to;
    if (!to->isOpen()) {
        return; // nobody is there to hear it
    }
    if (to->state() != QAbstractSocket::ConnectedState) {
        to->write(bytes); // kept until it is
    } else if (m_quality.byteByByte) {
        for (qsizetype i = 0; i < bytes.size() && alive && to->isOpen(); ++i) {
            to->write(bytes.constData() + i, 1);
            to->flush();
        }
    } else {
        to->write(bytes);
        to->flush();
    }
}

void ProxyLink::closeIfDone(Way way)
{
    Flow &each = flow(way);
    if (!each.ended || !each.held.isEmpty()) {
        return;
    }
    if (each.to->state() == QAbstractSocket::UnconnectedState) {
        deleteLater();
    } else {
        each.to->disconnectFromHost(); // once all is written
    }
}

void ProxyLink::end(Ending ending)
{
    for (Flow *each : { &m_toServer, &m_toClient }) {
        each->from.disconnect(this); // nobody passes on what was on its way
        each->next.stop();
        if (ending == Ending::Reset && each->from.socketDescriptor() != -1) {
            const linger hard { 1, 0 };
            ::setsockopt(static_cast<int>(each->from.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
        each->from.abort();
    }
    setParent(nullptr);
    deleteLater();
}

} // namespace natter
