// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/future.h"
#include "wire/name_service.h"

#include <QHash>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace natter {

/// DNS as a test says that it is. What it does not know does not exist.
struct Zone
{
    QHash<QString, QList<SrvRecord>> services; ///< "_xmpp-client._tcp.montague.lit"
    QHash<QString, QList<QHostAddress>> addresses;
    QSet<QString> silent; ///< names that nobody ever gets an answer about
    /// The family whose addresses nobody ever gets an answer about; so the system answers about none at all.
    std::optional<QAbstractSocket::NetworkLayerProtocol> swallowed;
    std::shared_ptr<std::atomic<int>> questions = std::make_shared<std::atomic<int>>(0);

    void addStartTls(const QString &host, quint16 port, quint16 priority = 0)
    {
        services[QStringLiteral("_xmpp-client._tcp.montague.lit")].append(
            { { host, port, TlsMode::StartTls }, priority, 0 });
    }
};

/// Answers from a Zone.
class ScriptedNames final : public NameService
{
public:
    explicit ScriptedNames(const Zone &zone) : m_zone(zone) { }

    /// For WatchedClient.
    static std::function<std::unique_ptr<NameService>()> of(const Zone &zone)
    {
        return [zone] { return std::make_unique<ScriptedNames>(zone); };
    }

    QFuture<Result<QList<SrvRecord>>> services(const QString &name) override
    {
        ++*m_zone.questions;
        return m_zone.silent.contains(name) ? silence<QList<SrvRecord>>() : answer(m_zone.services, name);
    }
    QFuture<Result<QList<QHostAddress>>> addresses(const QString &host) override
    {
        ++*m_zone.questions;
        return m_zone.silent.contains(host) || m_zone.swallowed ? silence<QList<QHostAddress>>()
                                                                : answer(m_zone.addresses, host);
    }
    QFuture<Result<QList<QHostAddress>>> addresses(const QString &host,
                                                   QAbstractSocket::NetworkLayerProtocol family) override
    {
        ++*m_zone.questions;
        if (m_zone.silent.contains(host) || m_zone.swallowed == family) {
            return silence<QList<QHostAddress>>();
        }
        QHash<QString, QList<QHostAddress>> known = m_zone.addresses;
        if (known.contains(host)) {
            known[host].removeIf([family](const QHostAddress &address) { return address.protocol() != family; });
        }
        return answer(known, host);
    }

private:
    template <typename T> QFuture<Result<T>> answer(const QHash<QString, T> &known, const QString &name)
    {
        const auto found = known.constFind(name);
        return readyFuture(found == known.cend() ? Result<T>(failure(Error::Kind::HostNotFound, name))
                                                 : Result<T>(*found));
    }
    template <typename T> QFuture<Result<T>> silence()
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        m_unanswered.push_back(promise);
        return promise->future();
    }

    const Zone m_zone;
    std::vector<std::shared_ptr<void>> m_unanswered;
};

} // namespace natter
