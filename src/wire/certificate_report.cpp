// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/certificate_report.h"

namespace natter {

static CertificateReport::Problem problemOf(QSslError::SslError error)
{
    using Problem = CertificateReport::Problem;
    switch (error) {
    case QSslError::SelfSignedCertificate:
        return Problem::SelfSigned;
    case QSslError::SelfSignedCertificateInChain: // the authority's own
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateRejected:
        return Problem::Untrusted;
    case QSslError::CertificateExpired:
        return Problem::Expired;
    case QSslError::CertificateNotYetValid:
        return Problem::NotYetValid;
    case QSslError::HostNameMismatch:
        return Problem::HostMismatch;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return Problem::Revoked;
    default:
        return Problem::Unusable;
    }
}

CertificateReport CertificateReport::of(const QString &domain, const QSslCertificate &certificate,
                                        const QList<QSslError> &errors)
{
    CertificateReport report { domain, {}, certificate };
    for (const QSslError &error : errors) {
        const Problem problem = problemOf(error.error());
        if (!report.problems.contains(problem)) {
            report.problems.append(problem);
        }
    }
    return report;
}

} // namespace natter
