// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/certificate_report.h"
#include "wire/connect_settings.h"

#include <optional>

namespace natter {

/// What speaks against the server's certificate, given what Qt found; null if it is accepted: because it is good, or
/// because it is the one that the person chose.
std::optional<CertificateReport> objectionTo(const QSslCertificate &certificate, const QList<QSslError> &errors,
                                             const ConnectSettings &settings);

} // namespace natter
