// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/endpoint_resolver.h"

#include "base/limits.h"
#include "base/log.h"

#include <QUrl>

namespace natter {

EndpointResolver::EndpointResolver(RandomId &random, QObject *parent) : QObject(parent), m_random(random)
{
    for (QDnsLookup &lookUp : m_lookUps) {
        lookUp.setType(QDnsLookup::SRV);
        connect(&lookUp, &QDnsLookup::finished, this, &EndpointResolver::lookUpFinished);
    }
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(limits::dnsDeadline);
    connect(&m_deadline, &QTimer::timeout, this, &EndpointResolver::answer);
}

void EndpointResolver::resolve(const QString &domain)
{
    cancel();
    m_domain = QString::fromLatin1(QUrl::toAce(domain));
    if (m_domain.isEmpty()) {
        m_domain = domain; // an IPv6 literal
    }
    m_waiting = true;
    m_deadline.start();
    m_lookUps[0].setName(u"_xmpps-client._tcp." + m_domain);
    m_lookUps[1].setName(u"_xmpp-client._tcp." + m_domain);
    for (QDnsLookup &lookUp : m_lookUps) {
        lookUp.lookup();
    }
}

void EndpointResolver::cancel()
{
    m_waiting = false;
    m_deadline.stop();
    for (QDnsLookup &lookUp : m_lookUps) {
        if (!lookUp.isFinished()) {
            lookUp.abort();
        }
    }
}

void EndpointResolver::lookUpFinished()
{
    if (m_waiting && m_lookUps[0].isFinished() && m_lookUps[1].isFinished()) {
        answer();
    }
}

void EndpointResolver::answer()
{
    QList<SrvRecord> records;
    bool refused = false;
    for (size_t i = 0; i < m_lookUps.size(); ++i) {
        const QDnsLookup &lookUp = m_lookUps[i];
        if (!lookUp.isFinished() || lookUp.error() != QDnsLookup::NoError) {
            continue;
        }
        const auto found = lookUp.serviceRecords();
        for (const QDnsServiceRecord &record : found) {
            refused = refused || record.target().isEmpty() || record.target() == u".";
            records.append({ { record.target(), record.port(), i == 0 ? TlsMode::Direct : TlsMode::StartTls },
                             record.priority(),
                             record.weight() });
        }
    }
    cancel();
    const QList<Endpoint> endpoints = srvOrder(records, m_random);
    if (!endpoints.isEmpty()) {
        Q_EMIT resolved(endpoints);
    } else if (refused) {
        Q_EMIT resolved(failure(Error::Kind::ServiceRefused, u"DNS says that there is no XMPP at " + m_domain));
    } else {
        Q_EMIT resolved(QList<Endpoint> { { m_domain, 5222, TlsMode::StartTls } });
    }
}

} // namespace natter
