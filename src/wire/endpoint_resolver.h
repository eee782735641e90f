// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random_id.h"
#include "base/result.h"
#include "wire/srv_order.h"

#include <QDnsLookup>
#include <QObject>
#include <QTimer>

#include <array>

namespace natter {

/// Finds where a domain's XMPP service is: asks DNS for _xmpps-client and _xmpp-client (RFC 6120, 3.2; XEP-0368),
/// and falls back to the domain itself on port 5222. Lives on the listener thread.
class EndpointResolver : public QObject
{
    Q_OBJECT

public:
    explicit EndpointResolver(RandomId &random, QObject *parent = nullptr);

    /// Answers once with resolved(), at the latest after limits::dnsDeadline.
    void resolve(const QString &domain);
    void cancel();

Q_SIGNALS:
    /// Endpoints in the order to try them. Error: ServiceRefused if the domain says that it has no such service.
    void resolved(const natter::Result<QList<natter::Endpoint>> &endpoints);

private:
    void lookUpFinished();
    void answer();

    RandomId &m_random;
    QString m_domain;
    std::array<QDnsLookup, 2> m_lookUps; ///< direct TLS, STARTTLS
    QTimer m_deadline;
    bool m_waiting = false;
};

} // namespace natter
