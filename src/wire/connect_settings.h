// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "stanza/jid.h"

#include <QByteArray>
#include <QList>

namespace natter {

/// There is no clear-text mode.
enum class TlsMode { Direct, StartTls };

/// One place to try: a host and port, and how TLS starts there.
struct Endpoint
{
    QString host;
    quint16 port = 0;
    TlsMode tls = TlsMode::StartTls;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// What XmppClient needs to know to open a session.
struct ConnectSettings
{
    enum class Purpose { Login, Register };

    Purpose purpose = Purpose::Login;
    Jid account; ///< bare; for Register only its domain counts
    Secret password;
    QList<Endpoint> endpoints; ///< given by hand, in the order to try them; empty: DNS is asked
    QByteArray extraAuthority; ///< PEM of a certificate authority trusted for this account alone
    QByteArray pinnedCertificate; ///< SHA-256 of the one certificate that is accepted; empty: ordinary checking
    bool allowPlain = false;
    QString resource; ///< empty: the server chooses
};

} // namespace natter
