// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_authority.h"

#include <QRandomGenerator>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace natter {

using PrivateKey = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

static PrivateKey newKey() { return PrivateKey(EVP_EC_gen("P-256"), EVP_PKEY_free); }

template <typename Write> static QByteArray pemOf(Write write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    write(out.get());
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return QByteArray(bytes, size);
}

static QByteArray pemOf(const Certificate &certificate)
{
    return pemOf([&](BIO *out) { PEM_write_bio_X509(out, certificate.get()); });
}

static void addExtension(X509 *certificate, X509 *issuer, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value.constData()), X509_EXTENSION_free);
    if (!extension) {
        qFatal("no such extension: %s", value.constData());
    }
    X509_add_ext(certificate, extension.get(), -1);
}

/// A certificate for `key`, without extensions and signature.
static Certificate draft(const CertificateWish &wish, const PrivateKey &key)
{
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), QRandomGenerator::global()->generate64() >> 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.fromDays * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.toDays * 86400L);
    X509_set_pubkey(certificate.get(), key.get());
    const QByteArray name = wish.commonName.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), static_cast<int>(name.size()),
                               -1, 0);
    return certificate;
}

/// Names as OpenSSL reads them, and one that it would not.
static void addNames(X509 *certificate, X509 *issuer, const CertificateWish &wish)
{
    if (!wish.names.isEmpty()) {
        addExtension(certificate, issuer, NID_subject_alt_name, wish.names.join(u',').toUtf8());
        return;
    }
    if (wish.rawName.isEmpty()) {
        return;
    }
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(GENERAL_NAMES_new(), GENERAL_NAMES_free);
    GENERAL_NAME *name = GENERAL_NAME_new();
    ASN1_IA5STRING *text = ASN1_IA5STRING_new();
    ASN1_STRING_set(text, wish.rawName.constData(), static_cast<int>(wish.rawName.size()));
    GENERAL_NAME_set0_value(name, GEN_DNS, text);
    sk_GENERAL_NAME_push(names.get(), name);
    X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT);
}

static Identity signedIdentity(const CertificateWish &wish, X509 *issuer, EVP_PKEY *issuerKey)
{
    const PrivateKey key = newKey();
    const Certificate certificate = draft(wish, key);
    X509 *own = certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(issuer ? issuer : own));
    addExtension(own, issuer ? issuer : own, NID_basic_constraints, "critical,CA:FALSE");
    addExtension(own, issuer ? issuer : own, NID_ext_key_usage, wish.usage.toUtf8());
    addNames(own, issuer ? issuer : own, wish);
    if (X509_sign(own, issuerKey ? issuerKey : key.get(), EVP_get_digestbyname(wish.digest.constData())) == 0) {
        qFatal("this key does not sign %s", wish.digest.constData());
    }
    const QByteArray keyPem = pemOf(
        [&](BIO *out) { PEM_write_bio_PrivateKey_traditional(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return { QSslCertificate(pemOf(certificate)), QSslKey(keyPem, QSsl::Ec) };
}

TestAuthority::TestAuthority(Key key)
    : m_key(key == Key::Rsa ? PrivateKey(EVP_RSA_gen(2048), EVP_PKEY_free) : newKey())
    , m_certificate(draft({ QStringLiteral("Authority for tests"), {}, -1, 30, {} }, m_key))
{
    X509 *own = m_certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    addExtension(own, own, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(own, m_key.get(), EVP_sha256());
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::pem() const { return pemOf(m_certificate); }

Identity TestAuthority::issue(const CertificateWish &wish) const
{
    Identity identity = signedIdentity(wish, m_certificate.get(), m_key.get());
    identity.chain = m_chain;
    return identity;
}

std::unique_ptr<TestAuthority> TestAuthority::between(bool mayIssue, const QByteArray &constraints) const
{
    auto other = std::make_unique<TestAuthority>();
    other->m_certificate = draft({ QStringLiteral("Authority in between"), {}, -1, 30, {} }, other->m_key);
    X509 *own = other->m_certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(m_certificate.get()));
    addExtension(own, m_certificate.get(), NID_basic_constraints, mayIssue ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(own, m_certificate.get(), NID_key_usage,
                 mayIssue ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
    if (!constraints.isEmpty()) {
        addExtension(own, m_certificate.get(), NID_name_constraints, "critical," + constraints);
    }
    X509_sign(own, m_key.get(), EVP_sha256());
    other->m_chain = { QSslCertificate(other->pem()) };
    return other;
}

Identity TestAuthority::selfSigned(const CertificateWish &wish) { return signedIdentity(wish, nullptr, nullptr); }

} // namespace natter
