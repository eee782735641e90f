// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/certificate_objection.h"

#include "wire/certificate_match.h"

namespace natter {

using Problem = CertificateReport::Problem;

std::optional<CertificateReport> objectionTo(const QSslCertificate &certificate, const QList<QSslError> &errors,
                                             const ConnectSettings &settings)
{
    const QString domain = settings.account.domain();
    // Whose it is, we decide: Qt still takes a common name for an answer, and knows no domain that is an IPv6 address
    const bool ours = isMadeFor(certificate, domain);
    QList<QSslError> others = errors;
    others.removeIf([](const QSslError &error) { return error.error() == QSslError::HostNameMismatch; });
    auto report = CertificateReport::of(domain, certificate, ours ? others : errors);
    if (settings.pinnedCertificate.isEmpty()) {
        if (ours && others.isEmpty()) {
            return std::nullopt;
        }
        if (errors.isEmpty()) {
            report.problems = { Problem::HostMismatch };
        }
        return report;
    }
    if (report.pin() == settings.pinnedCertificate && (errors.isEmpty() || report.canBePinned())) {
        return std::nullopt;
    }
    report.problems.prepend(Problem::Changed);
    return report;
}

} // namespace natter
