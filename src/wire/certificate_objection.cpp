// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/certificate_objection.h"

#include "wire/certificate_match.h"

namespace natter {

using Problem = CertificateReport::Problem;

std::optional<CertificateReport> objectionTo(const QSslCertificate &certificate, const QList<QSslError> &errors,
                                             const ConnectSettings &settings)
{
    const QString domain = settings.account.domain();
    auto report = CertificateReport::of(domain, certificate, errors);
    if (settings.pinnedCertificate.isEmpty()) {
        if (errors.isEmpty() && isMadeFor(certificate, domain)) {
            return std::nullopt;
        }
        if (errors.isEmpty()) {
            report.problems = { Problem::HostMismatch }; // Qt still takes a common name for an answer
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
