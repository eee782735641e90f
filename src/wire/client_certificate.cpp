// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/client_certificate.h"

#include <QBuffer>
#include <QSslCertificate>
#include <QSslKey>

namespace natter {

static QSslKey keyIn(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : { QSsl::Rsa, QSsl::Ec, QSsl::Dsa }) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull()) {
            return key;
        }
    }
    return {};
}

/// PEM is ASCII.
static Secret secretOf(const QByteArray &certificates, const QSslKey &key)
{
    return Secret(QString::fromLatin1(certificates + key.toPem()));
}

static Result<Secret> readPem(const QByteArray &file, const QByteArray &passphrase)
{
    const auto certificates = QSslCertificate::fromData(file, QSsl::Pem);
    if (certificates.isEmpty() || !file.contains("PRIVATE KEY-----")) {
        return failure(Error::Kind::InvalidInput, QStringLiteral("no certificate, or no key, in PEM"));
    }
    const QSslKey key = keyIn(file, passphrase);
    if (key.isNull()) {
        return failure(file.contains("ENCRYPTED") ? Error::Kind::NoPassword : Error::Kind::InvalidInput,
                       QStringLiteral("the key cannot be read"));
    }
    QByteArray pem;
    for (const QSslCertificate &certificate : certificates) {
        pem += certificate.toPem();
    }
    return secretOf(pem, key);
}

Result<Secret> clientCertificateOf(const QByteArray &file, const Secret &passphrase)
{
    const QByteArray secret = passphrase.reveal().toUtf8();
    if (file.contains("-----BEGIN")) {
        return readPem(file, secret);
    }
    if (!file.startsWith('\x30')) { // no ASN.1 sequence
        return failure(Error::Kind::InvalidInput, QStringLiteral("neither PEM nor PKCS #12"));
    }
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QSslKey key;
    QSslCertificate certificate;
    QList<QSslCertificate> chain;
    if (!QSslCertificate::importPkcs12(&buffer, &key, &certificate, &chain, secret)) {
        return failure(Error::Kind::NoPassword, QStringLiteral("the PKCS #12 file does not open"));
    }
    QByteArray pem = certificate.toPem();
    for (const QSslCertificate &issuer : std::as_const(chain)) {
        pem += issuer.toPem();
    }
    return secretOf(pem, key);
}

bool namesSeveralAddresses(const Secret &certificate)
{
    static const QByteArray idOnXmppAddr = QByteArrayLiteral("\x06\x08\x2b\x06\x01\x05\x05\x07\x08\x05");
    const auto certificates = QSslCertificate::fromData(withoutKey(certificate), QSsl::Pem);
    return !certificates.isEmpty() && certificates.first().toDer().count(idOnXmppAddr) > 1;
}

QByteArray withoutKey(const Secret &certificate)
{
    static const QByteArray begin = QByteArrayLiteral("-----BEGIN CERTIFICATE-----");
    static const QByteArray end = QByteArrayLiteral("-----END CERTIFICATE-----");
    const QByteArray pem = certificate.reveal().toLatin1();
    QByteArray certificates;
    for (qsizetype from = pem.indexOf(begin); from >= 0; from = pem.indexOf(begin, from + 1)) {
        const qsizetype to = pem.indexOf(end, from);
        certificates += to < 0 ? QByteArray() : pem.mid(from, to + end.size() - from) + '\n';
    }
    return certificates;
}

void useClientCertificate(QSslConfiguration &configuration, const Secret &certificate)
{
    const QByteArray pem = certificate.reveal().toLatin1();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(pem, QSsl::Pem));
    configuration.setPrivateKey(keyIn(pem, {}));
}

} // namespace natter
