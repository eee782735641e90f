// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "wire/srv_order.h"

#include <QAbstractSocket>
#include <QFuture>
#include <QHostAddress>
#include <QObject>

namespace natter {

/// Asks the system's DNS; tests give their own answers. It may never answer: who asks sets the deadline. Lives on the
/// listener thread.
class NameService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The SRV records of `name`, as "_xmpp-client._tcp.montague.lit". Errors: HostNotFound.
    virtual QFuture<Result<QList<SrvRecord>>> services(const QString &name);
    /// The IPv6 and IPv4 addresses of `host`, in the order of preference (RFC 6724), from all that the system knows,
    /// once it has both. Errors: HostNotFound.
    virtual QFuture<Result<QList<QHostAddress>>> addresses(const QString &host);
    /// Those of one family, from DNS alone. Errors: HostNotFound.
    virtual QFuture<Result<QList<QHostAddress>>> addresses(const QString &host,
                                                           QAbstractSocket::NetworkLayerProtocol family);
};

} // namespace natter
