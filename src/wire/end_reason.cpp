// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/end_reason.h"

#include <algorithm>
#include <array>

namespace natter {

using Kind = Error::Kind;

Error::Kind socketErrorKind(QAbstractSocket::SocketError error, bool inHandshake)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return Kind::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return Kind::ConnectionRefused;
    case QAbstractSocket::SocketTimeoutError:
        return Kind::Timeout;
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::ProxyConnectionClosedError:
        // In the handshake this is what a server without TLS does, or one that is not XMPP
        return inHandshake ? Kind::TlsFailed : Kind::Disconnected;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Kind::TlsFailed;
    default:
        return Kind::NetworkUnreachable;
    }
}

Error violationError(const StreamViolation &violation, bool negotiating)
{
    const bool limit = violation.condition == u"policy-violation";
    const bool garbled = violation.condition == u"not-well-formed" || violation.condition == u"invalid-namespace";
    const bool notXmpp = negotiating && ((garbled && violation.offset < 1024) || (violation.isBeforeHeader && !limit));
    return { notXmpp ? Kind::NotXmpp : (limit ? Kind::LimitExceeded : Kind::Malformed),
             violation.detail,
             violation.condition,
             {} };
}

static constexpr QStringView otherDomain = u"other-domain";

Error otherDomainError(const QString &host, const QString &domain)
{
    return { Kind::TlsFailed, host + u" is not " + domain, otherDomain.toString(), {} };
}

LogCategory logOf(const Error &reason)
{
    static constexpr std::array kinds { Kind::CertificateRejected, Kind::NoTls, Kind::NoMechanism,
                                        Kind::ServerNotProven, Kind::WeakLogin };
    // A violation of the stream has a condition, and was said already
    const bool forged = reason.kind == Kind::Malformed && reason.condition.isEmpty();
    const bool known = std::find(kinds.begin(), kinds.end(), reason.kind) != kinds.end();
    return known || forged || reason.condition == otherDomain ? logSecurity : logWire;
}

Error::Kind proxyErrorKind(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
        return Kind::ProxyUnreachable;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return Kind::ProxyNotAuthorised;
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyProtocolError:
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::UnsupportedSocketOperationError:
        return Kind::ProxyRefused;
    default:
        return Kind::UnreachableThroughProxy;
    }
}

static bool brokeOnTheWay(Kind kind)
{
    static constexpr std::array kinds {
        Kind::HostNotFound,
        Kind::ConnectionRefused,
        Kind::NetworkUnreachable,
        Kind::Timeout,
        Kind::Disconnected,
        Kind::ProxyUnreachable,
        Kind::ProxyRefused,
        Kind::ProxyNotAuthorised,
        Kind::TlsFailed,
        Kind::NotXmpp,
        Kind::UnreachableThroughProxy,
    };
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool mayDoBetterElsewhere(const Error &reason)
{
    const bool proxy = reason.kind == Kind::ProxyUnreachable || reason.kind == Kind::ProxyNotAuthorised;
    return (brokeOnTheWay(reason.kind) && !proxy) || reason.kind == Kind::NoTls;
}

template <size_t count> static bool isOneOf(const std::array<const char16_t *, count> &conditions, const Error &reason)
{
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const char16_t *condition) { return reason.condition == QStringView(condition); });
}

bool mayOutlive(const Error &reason)
{
    static constexpr std::array conditions { u"system-shutdown", u"connection-timeout", u"reset", u"see-other-host" };
    if (reason.kind == Kind::StreamError) {
        return isOneOf(conditions, reason);
    }
    if (isUpgradeForgone(reason)) {
        return true;
    }
    // Nor does it end with whoever answers in the server's place, as in a network that wants to be signed up for
    return brokeOnTheWay(reason.kind) || reason.kind == Kind::CertificateRejected || reason.kind == Kind::NoTls;
}

bool isUpgradeForgone(const Error &reason)
{
    return reason.kind == Kind::WeakLogin && reason.condition == upgradeCondition;
}

bool blamesAStanza(const Error &reason)
{
    static constexpr std::array conditions { u"policy-violation", u"not-well-formed", u"invalid-xml",
                                             u"restricted-xml",   u"bad-format",      u"unsupported-stanza-type" };
    return reason.kind == Kind::StreamError && isOneOf(conditions, reason);
}

} // namespace natter
