// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/log.h"
#include "wire/stream_violation.h"

#include <QAbstractSocket>

namespace natter {

/// What a socket's error means; one during the TLS handshake is another than the same one later.
Error::Kind socketErrorKind(QAbstractSocket::SocketError error, bool inHandshake);

/// What a stream that broke the rules means; at its very beginning it is another than later.
Error violationError(const StreamViolation &violation, bool negotiating);
/// Of a host that the server sent us to, and that has no certificate for the domain.
Error otherDomainError(const QString &host, const QString &domain);
/// What an error means while a proxy makes the connection.
Error::Kind proxyErrorKind(QAbstractSocket::SocketError error);

/// The category of the line that says it: logSecurity if somebody between us and the server could have done this.
using LogCategory = const QLoggingCategory &(*)();
LogCategory logOf(const Error &reason);

/// Whether another address of the same service may do better than one that ended like this before the login.
bool mayDoBetterElsewhere(const Error &reason);

/// Whether the server may still keep a session whose connection ended like this: it broke, and nobody ended it.
bool mayOutlive(const Error &reason);

/// The condition of a WeakLogin that can be made without the upgrade that the server was asked for (XEP-0480).
inline constexpr QStringView upgradeCondition = u"upgrade";
/// Whether it is that: the server has proven itself, and only asked for more than it gets.
bool isUpgradeForgone(const Error &reason);

/// Whether one stanza's content may have made the server end the stream (RFC 6120, 4.9.3).
bool blamesAStanza(const Error &reason);

} // namespace natter
