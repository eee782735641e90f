// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/endpoint_resolver.h"

#include "base/future.h"

#include <QUrl>

#include <algorithm>

namespace natter {

QString asciiName(const QString &domain)
{
    const QByteArray ascii = QUrl::toAce(domain);
    return ascii.isEmpty() ? domain : QString::fromLatin1(ascii);
}

EndpointResolver::EndpointResolver(NameService &names, RandomId &random, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_random(random)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &EndpointResolver::answer);
}

void EndpointResolver::resolve(const QString &domain, std::chrono::milliseconds deadline)
{
    cancel();
    m_domain = asciiName(domain);
    m_records.clear();
    m_questions = std::make_unique<QObject>();
    m_deadline.start(deadline);
    m_open = 2;
    ask(u"_xmpps-client._tcp." + m_domain, TlsMode::Direct);
    ask(u"_xmpp-client._tcp." + m_domain, TlsMode::StartTls);
}

void EndpointResolver::ask(const QString &service, TlsMode tls)
{
    QObject *asked = m_questions.get();
    whenDone(m_names.services(service), asked, [this, asked, tls](const Result<QList<SrvRecord>> &records) {
        if (asked != m_questions.get()) {
            return; // cancelled
        }
        for (SrvRecord record : records.value_or(QList<SrvRecord>())) {
            record.endpoint.tls = tls;
            m_records.append(record);
        }
        if (--m_open == 0) {
            answer();
        }
    });
}

void EndpointResolver::cancel()
{
    m_deadline.stop();
    if (m_questions) {
        m_questions.release()->deleteLater(); // it may be the one that is calling us
    }
}

void EndpointResolver::answer()
{
    cancel();
    const EndpointGroups endpoints = srvOrder(m_records, m_random);
    const bool refused = std::any_of(m_records.cbegin(), m_records.cend(), [](const SrvRecord &record) {
        return record.endpoint.host.isEmpty() || record.endpoint.host == u".";
    });
    if (!endpoints.isEmpty()) {
        Q_EMIT resolved(endpoints);
    } else if (refused) {
        Q_EMIT resolved(failure(Error::Kind::ServiceRefused, u"DNS says that there is no XMPP at " + m_domain));
    } else {
        Q_EMIT resolved(EndpointGroups { { Endpoint { m_domain, 5222, TlsMode::StartTls } } });
    }
}

} // namespace natter
