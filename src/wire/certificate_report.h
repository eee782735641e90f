// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QSslCertificate>
#include <QSslError>

namespace natter {

/// Why a server's certificate was not accepted, with the certificate.
struct CertificateReport
{
    enum class Problem {
        Untrusted, ///< no authority we trust signed it
        SelfSigned,
        Expired,
        NotYetValid,
        HostMismatch, ///< not made for the account's domain
        Revoked,
        Changed, ///< not the one that was pinned for the account
        Unusable, ///< broken, weak or not meant for servers
    };

    QString domain; ///< what the certificate should have been for
    QList<Problem> problems;
    QSslCertificate certificate;

    /// What to store to accept exactly this certificate from now on.
    QByteArray pin() const { return certificate.digest(QCryptographicHash::Sha256); }
    /// A revoked certificate is never accepted.
    bool canBePinned() const { return !certificate.isNull() && !problems.contains(Problem::Revoked); }

    static CertificateReport of(const QString &domain, const QSslCertificate &certificate,
                                const QList<QSslError> &errors);
};

} // namespace natter

Q_DECLARE_METATYPE(natter::CertificateReport)
