// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/address_resolver.h"

#include "base/future.h"

namespace natter {

using namespace std::chrono_literals;

/// Resolution Delay (RFC 8305, 8).
static constexpr auto resolutionDelay = 50ms;

/// What only the system knows is not for DNS, whose servers may even invent an answer (RFC 6762, 3; RFC 7686, 2).
static bool isForDns(const QString &host)
{
    const QString name = host.endsWith(u'.') ? host.chopped(1) : host;
    return name.contains(u'.') && !name.endsWith(u".local", Qt::CaseInsensitive)
        && !name.endsWith(u".localhost", Qt::CaseInsensitive) && !name.endsWith(u".onion", Qt::CaseInsensitive);
}

AddressResolver::AddressResolver(NameService &names, QObject *parent) : QObject(parent), m_names(names)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(resolutionDelay);
    connect(&m_wait, &QTimer::timeout, this, &AddressResolver::tell);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        end({ Error::Kind::Timeout, QStringLiteral("DNS"), {}, {} });
    });
}

void AddressResolver::resolve(const QString &host, std::chrono::milliseconds deadline)
{
    cancel();
    m_addresses.clear();
    m_reason.reset();
    m_waits = true;
    m_open = 0;
    m_questions = std::make_unique<QObject>();
    m_deadline.start(deadline);
    ask(m_names.addresses(host), [this](const Answer &addresses) { takeSystems(addresses); });
    if (isForDns(host)) {
        // Only so many questions are under way at a time: the one that is more often swallowed comes last
        for (const auto family : { QAbstractSocket::IPv4Protocol, QAbstractSocket::IPv6Protocol }) {
            ask(m_names.addresses(host, family), [this](const Answer &addresses) { takeRecords(addresses); });
        }
    }
}

template <typename Use> void AddressResolver::ask(const QFuture<Answer> &question, Use use)
{
    ++m_open;
    QObject *asked = m_questions.get();
    whenDone(question, asked, [this, asked, use](const Answer &addresses) {
        if (asked != m_questions.get()) {
            return; // cancelled
        }
        --m_open;
        if (!addresses && !m_reason) {
            m_reason = addresses.error();
        }
        use(addresses);
        if (asked == m_questions.get() && m_open == 0) {
            end(m_reason.value_or(Error { Error::Kind::HostNotFound, QStringLiteral("there is no address"), {}, {} }));
        }
    });
}

void AddressResolver::takeSystems(const Answer &addresses)
{
    if (addresses && !addresses->isEmpty()) {
        m_open = 0; // what DNS may still say is in it
        m_addresses = *addresses;
    } else if (!addresses) {
        m_reason = addresses.error();
    }
    tell();
}

void AddressResolver::takeRecords(const Answer &addresses)
{
    m_addresses += addresses.value_or(QList<QHostAddress>());
    if (!m_waits) {
        tell();
    } else if (!m_addresses.isEmpty() && !m_wait.isActive()) {
        m_wait.start();
    }
}

void AddressResolver::tell()
{
    m_wait.stop();
    m_waits = false;
    if (!m_addresses.isEmpty()) {
        Q_EMIT found(std::exchange(m_addresses, {}));
    }
}

void AddressResolver::cancel()
{
    m_wait.stop();
    m_deadline.stop();
    if (m_questions) {
        m_questions.release()->deleteLater(); // it may be the one that is calling us
    }
}

void AddressResolver::end(const Error &reason)
{
    tell();
    cancel();
    Q_EMIT ended(reason);
}

} // namespace natter
