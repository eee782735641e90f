// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/endpoint_attempt.h"

namespace natter {

QString bareHost(const Endpoint &endpoint)
{
    const QString &host = endpoint.host;
    return host.startsWith(u'[') && host.endsWith(u']') ? host.mid(1, host.size() - 2) : host;
}

EndpointAttempt::EndpointAttempt(NameService &names, const Endpoint &endpoint, const DialTimes &times, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_times(times)
    , m_resolver(names)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(times.connection);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        stop();
        Q_EMIT lost({ Error::Kind::Timeout, QStringLiteral("connecting"), {}, {} });
    });
    connect(&m_resolver, &AddressResolver::found, this, [this](const QList<QHostAddress> &addresses) {
        m_deadline.start();
        m_race.join(addresses);
    });
    connect(&m_resolver, &AddressResolver::ended, &m_race, &AddressRace::close);
    connect(&m_race, &AddressRace::won, this, [this](qintptr descriptor) {
        stop();
        Q_EMIT won(descriptor);
    });
    connect(&m_race, &AddressRace::lost, this, [this](const Error &reason) {
        stop();
        Q_EMIT lost(reason);
    });
    connect(&m_race, &AddressRace::delayed, this, &EndpointAttempt::delayed);
}

void EndpointAttempt::start()
{
    const QString host = bareHost(m_endpoint);
    if (const QHostAddress address(host); !address.isNull()) {
        m_deadline.start();
        m_race.start({ address }, m_endpoint.port, m_times.stagger);
    } else {
        m_race.open(m_endpoint.port, m_times.stagger);
        m_resolver.resolve(host, m_times.dns);
    }
}

void EndpointAttempt::stop()
{
    m_deadline.stop();
    m_resolver.cancel();
    m_race.stop();
}

} // namespace natter
