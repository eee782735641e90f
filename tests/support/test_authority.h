// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <memory>

struct evp_pkey_st;
struct x509_st;

namespace natter {

/// A certificate and its key, for a server to show.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
    QList<QSslCertificate> chain = {}; ///< of authorities in between
};

/// What a certificate shall say.
struct CertificateWish
{
    QString commonName;
    QStringList names; ///< subjectAltName as OpenSSL writes it: "DNS:a.lit", "IP:127.0.0.1", "otherName:…"
    int fromDays = -1; ///< from now
    int toDays = 30;
    QString usage = QStringLiteral("serverAuth"); ///< extendedKeyUsage
    QByteArray rawName = {}; ///< one more name of DNS, of any bytes
    QByteArray digest = QByteArrayLiteral("SHA256"); ///< that is signed, as OpenSSL names it
};

/// A certificate authority that lives as long as one test program. Nobody else trusts it.
class TestAuthority
{
public:
    enum class Key { EllipticCurve, Rsa };

    explicit TestAuthority(Key key = Key::EllipticCurve);
    ~TestAuthority();
    Q_DISABLE_COPY_MOVE(TestAuthority)

    QByteArray pem() const;
    Identity issue(const CertificateWish &wish) const;
    /// An authority that this one vouches for, or that only says so; `constraints` as OpenSSL writes them:
    /// "excluded;DNS:a.lit".
    std::unique_ptr<TestAuthority> between(bool mayIssue, const QByteArray &constraints = {}) const;
    static Identity selfSigned(const CertificateWish &wish);

private:
    std::shared_ptr<evp_pkey_st> m_key;
    std::shared_ptr<x509_st> m_certificate;
    QList<QSslCertificate> m_chain;
};

} // namespace natter
