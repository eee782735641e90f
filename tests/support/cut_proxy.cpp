// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"

#include <QPointer>

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
    auto *link = new ProxyLink(descriptor, m_serverPort, m_quality, this);
    connect(link, &ProxyLink::passing, this, &CutProxy::pass);
}

void CutProxy::cutAfter(qint64 bytes, Way way)
{
    m_arming = Arming::CutAfter;
    m_armedWay = way;
    m_budget = bytes;
}

void CutProxy::resetInRecord(Way way)
{
    m_arming = Arming::ResetInRecord;
    m_armedWay = way;
}

void CutProxy::setDeaf(bool deaf)
{
    if (m_deaf && !deaf) {
        endAll(ProxyLink::Ending::Reset);
    }
    m_deaf = deaf;
}

void CutProxy::swallow(const QList<Way> &ways, std::chrono::milliseconds patience)
{
    const auto open = links();
    for (ProxyLink *link : open) {
        for (const Way way : ways) {
            link->swallow(way);
        }
        QTimer::singleShot(patience, link, [link] { link->end(ProxyLink::Ending::Reset); });
    }
}

void CutProxy::pass(Way way, QByteArray &bytes)
{
    Q_EMIT passed();
    if (m_arming == Arming::Ending || (m_deaf && way == Way::ToClient)) {
        bytes.clear();
        return;
    }
    if (m_arming == Arming::None || way != m_armedWay) {
        return;
    }
    if (m_arming == Arming::ResetInRecord) {
        bytes.chop(1 + qMin<qsizetype>(bytes.size() / 3, 16)); // the end of what is sent is the end of a record
    } else {
        bytes.truncate(m_budget);
        m_budget -= bytes.size();
        if (m_budget > 0) {
            return;
        }
    }
    // What passed is still to be written, so the end comes behind it
    const auto ending = m_arming == Arming::ResetInRecord ? ProxyLink::Ending::Reset : ProxyLink::Ending::Closed;
    m_arming = Arming::Ending;
    QTimer::singleShot(0, this, [this, ending] {
        endAll(ending);
        Q_EMIT broken();
    });
}

void CutProxy::endAll(ProxyLink::Ending ending)
{
    m_arming = Arming::None;
    const auto open = links();
    for (ProxyLink *link : open) {
        link->end(ending);
    }
}

} // namespace natter
