// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

namespace natter {

/// Is `certificate` made for `domain` (RFC 9525; RFC 6120, 13.7.1.2)? Only its subject alternative names count, never
/// the common name: names and addresses of DNS, and that of the service _xmpp-client. A wildcard stands for one whole
/// leftmost label, with at least two labels behind it.
bool isMadeFor(const QSslCertificate &certificate, const QString &domain);

} // namespace natter
