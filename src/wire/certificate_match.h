// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

namespace natter {

/// Is `certificate` made for `domain` (RFC 9525; RFC 6120, 13.7.1.2)? Only its subject alternative names count, never
/// the common name: names and addresses of DNS. A wildcard stands for one whole leftmost label, with at least two
/// labels behind it. Names of services (SRVName, RFC 4985) do not: what an authority may not vouch for is not checked
/// for those.
bool isMadeFor(const QSslCertificate &certificate, const QString &domain);

} // namespace natter
