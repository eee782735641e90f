// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/limits.h"
#include "base/login_record.h"
#include "base/secret.h"
#include "stanza/jid.h"
#include "wire/fast_token.h"
#include "wire/liveness.h"

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

/// How long Dialler waits.
struct DialTimes
{
    std::chrono::milliseconds dns = limits::dnsDeadline; ///< for the candidates, and again for the addresses of each
    std::chrono::milliseconds connection = limits::connectDeadline;
    std::chrono::milliseconds proxy = limits::proxyDeadline;
    std::chrono::milliseconds stagger = limits::connectStagger;
    std::chrono::milliseconds detour = limits::detourDeadline;
};

/// How long XmppClient waits for each step between the connection and the session.
struct LoginTimes
{
    std::chrono::milliseconds tls = limits::tlsDeadline;
    std::chrono::milliseconds step = limits::stepDeadline;
    std::chrono::milliseconds derivation = limits::scramBudget;
};

/// What XmppClient needs to know to open a session.
struct ConnectSettings
{
    enum class Purpose { Login, Register };
    /// What all connections go through. Names are left to it: no DNS is asked.
    struct Proxy
    {
        enum class Kind { None, Socks5, Http };

        Kind kind = Kind::None;
        QString host;
        quint16 port = 0;
        QString user; ///< empty: it asks for none
        Secret password;
    };

    Purpose purpose = Purpose::Login;
    Jid account; ///< bare; for Register only its domain counts
    Secret password;
    QList<Endpoint> endpoints; ///< given by hand, in the order to try them; empty: DNS is asked
    Proxy proxy;
    QByteArray extraAuthority; ///< PEM of a certificate authority trusted for this account alone
    QByteArray pinnedCertificate; ///< SHA-256 of the one certificate that is accepted; empty: ordinary checking
    Secret clientCertificate; ///< the person's own, see clientCertificateOf(); empty: none
    bool allowPlain = false;
    bool mayUpgrade = true; ///< the server may ask for what a stronger mechanism needs (XEP-0480)
    LoginRecord strongest; ///< what the server must at least offer
    QList<QByteArray> vouchedCertificates; ///< DER of the server's with which a bound login worked before
    std::optional<FastToken> token; ///< taken instead of the password where the server takes it
    QString installation; ///< UUID of this installation for the account (XEP-0388, 2.3); empty: we have none
    bool inactive = false; ///< nobody looks: the session begins so (XEP-0352)
    bool wantsOffline = false; ///< what the server kept for us: Bind 2 would throw it away (XEP-0386, 3.2)
    QString resource; ///< empty: the server chooses
    LivenessTimes liveness;
    DialTimes dialling;
    LoginTimes login;
};

} // namespace natter
