// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>

namespace natter {

/// Is `certificate` made for `domain` (RFC 9525)? Only its subject alternative names count, never the common name; a
/// wildcard stands for one whole leftmost label, with at least two labels behind it.
bool isMadeFor(const QSslCertificate &certificate, const QString &domain);

} // namespace natter
