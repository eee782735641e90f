// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dialler.h"

#include "base/limits.h"
#include "base/log.h"
#include "stanza/namespaces.h"
#include "wire/end_reason.h"
#include "wire/other_host.h"
#include "wire/socket_descriptor.h"

#include <QNetworkProxy>

#include <algorithm>

namespace natter {

Dialler::Dialler(QSslSocket &socket, NameService &names, RandomId &random, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_resolver(names, random)
    , m_addresses(names)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        giveUp({ m_proxyAsked ? Error::Kind::UnreachableThroughProxy : Error::Kind::Timeout,
                 QStringLiteral("connecting"),
                 {},
                 {} });
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
        if (m_proxyAsked) {
            rest();
            Q_EMIT connected();
        }
    });
    connect(&socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (m_proxyAsked) {
            giveUp({ proxyErrorKind(error), m_socket.errorString(), {}, {} });
        }
    });
    connect(&m_addresses, &AddressResolver::found, this, [this](const QList<QHostAddress> &addresses) {
        m_deadline.start(allowed(m_settings.dialling.connection));
        m_race.join(addresses);
    });
    connect(&m_addresses, &AddressResolver::ended, &m_race, &AddressRace::close);
    connect(&m_race, &AddressRace::won, this, &Dialler::takeOver);
    connect(&m_race, &AddressRace::lost, this, &Dialler::giveUp);
}

void Dialler::dial(const ConnectSettings &settings, const QString &location)
{
    stop();
    const bool known = settings.account == m_settings.account;
    m_settings = settings;
    m_endpoints = settings.endpoints;
    m_unasked = m_endpoints.isEmpty();
    if (!m_unasked || !known) {
        m_detour.reset();
    }
    if (!m_detour) {
        m_detours = 0;
        m_detour = m_unasked && !location.isEmpty() ? otherHost(location, m_endpoint.tls) : std::nullopt;
        m_isOffer = m_detour.has_value();
    }
    dialNext();
}

void Dialler::noteError(const Element &streamError)
{
    const Element condition = streamError.child({ ns::streamErrors, u"see-other-host" });
    if (!condition || !m_settings.endpoints.isEmpty() || m_detours == limits::detours) {
        return;
    }
    if (const auto other = otherHost(condition.text(), m_endpoint.tls)) {
        ++m_detours;
        m_detour = other;
        m_isOffer = false;
    }
}

bool Dialler::mayGoOn(const Error &reason) const
{
    const bool elsewhere = reason.kind == Error::Kind::StreamError && (m_detour || m_onDetour);
    return hasNext() && (elsewhere || mayDoBetterElsewhere(reason));
}

void Dialler::forgetOthers()
{
    m_detour.reset();
    m_unasked = false;
    m_endpoints.clear();
}

void Dialler::dialNext()
{
    m_onDetour = m_detour.has_value();
    if (m_onDetour) {
        m_endpoint = *std::exchange(m_detour, {});
        m_detourEnd.setRemainingTime(m_settings.dialling.detour);
    } else if (std::exchange(m_unasked, false)) {
        if (usesProxy()) {
            const QString domain = asciiName(m_settings.account.domain());
            m_endpoints = { { domain, 5222, TlsMode::StartTls }, { domain, 5223, TlsMode::Direct } };
            dialNext();
            return;
        }
        m_resolver.resolve(m_settings.account.domain(), m_settings.dialling.dns);
        return;
    } else {
        m_endpoint = m_endpoints.takeFirst();
    }
    m_socket.abort();
    QString host = m_endpoint.host;
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
    }
    if (usesProxy()) {
        askProxy(host);
    } else if (const QHostAddress address(host); !address.isNull()) {
        m_deadline.start(allowed(m_settings.dialling.connection));
        m_race.start({ address }, m_endpoint.port, m_settings.dialling.stagger);
    } else {
        m_race.open(m_endpoint.port, m_settings.dialling.stagger);
        m_addresses.resolve(host, allowed(m_settings.dialling.dns));
    }
}

void Dialler::askProxy(const QString &host)
{
    const ConnectSettings::Proxy &proxy = m_settings.proxy;
    const bool http = proxy.kind == ConnectSettings::Proxy::Kind::Http;
    m_socket.setProxy(QNetworkProxy(http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, proxy.host,
                                    proxy.port, proxy.user, proxy.password.reveal()));
    m_proxyAsked = true;
    m_deadline.start(allowed(m_settings.dialling.proxy));
    m_socket.connectToHost(host, m_endpoint.port);
}

std::chrono::milliseconds Dialler::allowance(std::chrono::milliseconds time) const
{
    const std::chrono::milliseconds left(m_detourEnd.remainingTime());
    return m_onDetour && m_isOffer ? std::min(time, left) : time;
}

/// How long a step until there is a connection may take: on a detour no longer than what is left for all of it, unless
/// we were sent there and a proxy makes the way long.
std::chrono::milliseconds Dialler::allowed(std::chrono::milliseconds time) const
{
    const std::chrono::milliseconds left(m_detourEnd.remainingTime());
    return m_onDetour && (m_isOffer || !usesProxy()) ? std::min(time, left) : time;
}

void Dialler::takeOver(qintptr descriptor)
{
    rest();
    // Qt makes a socket that was used before fit for another connection in connectToHost() only
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.connectToHost(QString(), 0);
    m_socket.abort();
    if (m_socket.setSocketDescriptor(descriptor)) {
        Q_EMIT connected();
    } else {
        closeSocket(descriptor);
        giveUp({ Error::Kind::NetworkUnreachable, m_socket.errorString(), {}, {} });
    }
}

void Dialler::giveUp(const Error &reason)
{
    rest();
    if (mayGoOn(reason)) {
        qCInfo(logWire).noquote() << m_endpoint.host << "did not answer:" << reason.detail;
        m_next.start(0);
    } else {
        Q_EMIT failed(reason);
    }
}

/// Nothing is under way any more.
void Dialler::rest()
{
    m_deadline.stop();
    m_addresses.cancel();
    m_race.stop();
    m_proxyAsked = false;
}

void Dialler::stop()
{
    rest();
    m_next.stop();
    m_resolver.cancel();
    m_unasked = false;
    m_endpoints.clear();
}

} // namespace natter
