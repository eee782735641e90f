// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "base/result.h"
#include "wire/name_service.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace natter {

/// A domain as DNS and proxies want it; an IPv6 literal stays as it is.
QString asciiName(const QString &domain);

/// Finds where a domain's XMPP service is: asks DNS for _xmpps-client and _xmpp-client (RFC 6120, 3.2; XEP-0368),
/// and falls back to the domain itself on port 5222. Lives on the listener thread.
class EndpointResolver : public QObject
{
    Q_OBJECT

public:
    EndpointResolver(NameService &names, RandomId &random, QObject *parent = nullptr);

    /// Answers once with resolved(), at the latest after `deadline`.
    void resolve(const QString &domain, std::chrono::milliseconds deadline);
    void cancel();

Q_SIGNALS:
    /// Endpoints in the order to try them. Error: ServiceRefused if the domain says that it has no such service.
    void resolved(const natter::Result<natter::EndpointGroups> &endpoints);

private:
    void ask(const QString &service, TlsMode tls);
    void answer();

    NameService &m_names;
    RandomId &m_random;
    QString m_domain;
    QList<SrvRecord> m_records; ///< answered so far
    int m_open = 0; ///< questions not answered yet
    std::unique_ptr<QObject> m_questions; ///< context of those
    QTimer m_deadline;
};

} // namespace natter
