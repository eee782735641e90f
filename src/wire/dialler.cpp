// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dialler.h"

#include "base/limits.h"
#include "base/log.h"
#include "stanza/namespaces.h"
#include "wire/end_reason.h"
#include "wire/network_proxy.h"
#include "wire/other_host.h"
#include "wire/socket_descriptor.h"

#include <QNetworkProxy>

#include <algorithm>

namespace natter {

Dialler::Dialler(QSslSocket &socket, NameService &names, RandomId &random, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_resolver(names, random)
    , m_race(names)
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
    connect(&m_resolver, &EndpointResolver::resolved, this, [this](const Result<EndpointGroups> &endpoints) {
        if (!endpoints) {
            Q_EMIT failed(endpoints.error());
            return;
        }
        m_groups = *endpoints;
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
    connect(&m_race, &EndpointRace::won, this, &Dialler::takeOver);
    connect(&m_race, &EndpointRace::lost, this, [this](const Endpoint &endpoint, const Error &reason) {
        m_endpoint = endpoint;
        giveUp(reason);
    });
}

void Dialler::dial(const ConnectSettings &settings, const QString &location)
{
    stop();
    const bool known = settings.account == m_settings.account;
    m_settings = settings;
    for (const Endpoint &endpoint : settings.endpoints) {
        m_groups.append({ endpoint });
    }
    m_unasked = m_groups.isEmpty();
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
    m_groups.clear();
}

void Dialler::dialNext()
{
    QList<Endpoint> group;
    m_onDetour = m_detour.has_value();
    if (m_onDetour) {
        group = { *std::exchange(m_detour, {}) };
        m_detourEnd.setRemainingTime(m_settings.dialling.detour);
    } else if (std::exchange(m_unasked, false)) {
        if (usesProxy()) {
            const QString domain = asciiName(m_settings.account.domain());
            m_groups = { { { domain, 5222, TlsMode::StartTls } }, { { domain, 5223, TlsMode::Direct } } };
            dialNext();
            return;
        }
        m_resolver.resolve(m_settings.account.domain(), m_settings.dialling.dns);
        return;
    } else {
        group = m_groups.takeFirst();
    }
    m_endpoint = group.first();
    m_socket.abort();
    if (usesProxy()) {
        askProxy();
    } else {
        if (m_onDetour) {
            m_deadline.start(m_settings.dialling.detour);
        }
        m_race.start(group, m_settings.dialling);
    }
}

void Dialler::askProxy()
{
    m_socket.setProxy(networkProxyOf(m_settings.proxy));
    m_proxyAsked = true;
    m_deadline.start(allowance(m_settings.dialling.proxy));
    m_socket.connectToHost(bareHost(m_endpoint), m_endpoint.port);
}

std::chrono::milliseconds Dialler::allowance(std::chrono::milliseconds time) const
{
    const std::chrono::milliseconds left(m_detourEnd.remainingTime());
    return m_onDetour && m_isOffer ? std::min(time, left) : time;
}

void Dialler::takeOver(qintptr descriptor, const Endpoint &endpoint, const QList<Endpoint> &others)
{
    rest();
    m_endpoint = endpoint;
    if (!others.isEmpty()) {
        m_groups.prepend(others);
    }
    // Qt makes a socket that was used before fit for another connection in connectToHost() only
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.connectToHost(QString(), 0);
    m_socket.abort();
    if (m_socket.setSocketDescriptor(descriptor)) {
        // Else a stanza waits for the word that the one before has arrived, which the other side delays by up to 40 ms
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
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
    m_race.stop();
    m_proxyAsked = false;
}

void Dialler::stop()
{
    rest();
    m_next.stop();
    m_resolver.cancel();
    m_unasked = false;
    m_groups.clear();
}

} // namespace natter
