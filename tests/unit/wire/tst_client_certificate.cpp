// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/test_authority.h"
#include "wire/client_certificate.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

using namespace natter;

template <typename T> using Owned = std::unique_ptr<T, void (*)(T *)>;

static QByteArray pkcs12(const Identity &own, const QByteArray &passphrase)
{
    const auto memory = [](const QByteArray &bytes) {
        return Owned<BIO>(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())), BIO_free_all);
    };
    const QByteArray certificatePem = own.certificate.toPem();
    const QByteArray keyPem = own.key.toPem();
    const Owned<X509> certificate(PEM_read_bio_X509(memory(certificatePem).get(), nullptr, nullptr, nullptr),
                                  X509_free);
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(memory(keyPem).get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    const Owned<PKCS12> file(
        PKCS12_create(passphrase.constData(), "own", key.get(), certificate.get(), nullptr, 0, 0, 0, 0, 0),
        PKCS12_free);
    unsigned char *bytes = nullptr;
    const int size = i2d_PKCS12(file.get(), &bytes);
    const QByteArray result(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return result;
}

/// Which files hold a certificate of one's own, and what is kept of them.
class TestClientCertificate : public QObject
{
    Q_OBJECT

    Identity m_own;

private Q_SLOTS:
    void initTestCase() { m_own = TestAuthority::selfSigned({ QStringLiteral("Romeo"), {}, -1, 30, "clientAuth" }); }

    void filesThatServe_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("passphrase");
        const QByteArray certificate = m_own.certificate.toPem();
        QTest::newRow("PEM") << certificate + m_own.key.toPem() << QString();
        QTest::newRow("PEM, the key first") << m_own.key.toPem() + certificate << QString();
        QTest::newRow("PEM with a passphrase")
            << certificate + m_own.key.toPem("rosemary") << QStringLiteral("rosemary");
        QTest::newRow("PKCS #12") << pkcs12(m_own, "rosemary") << QStringLiteral("rosemary");
        QTest::newRow("PKCS #12 without a passphrase") << pkcs12(m_own, "") << QString();
    }
    void filesThatServe()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, passphrase);
        const auto kept = clientCertificateOf(file, Secret(passphrase));
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().detail));
        QSslConfiguration configuration;
        useClientCertificate(configuration, *kept);
        QCOMPARE(configuration.localCertificate(), m_own.certificate);
        QCOMPARE(configuration.privateKey(), m_own.key);
    }

    void nothingOfTheKeyIsInWhatEverybodyMaySee()
    {
        const QByteArray certificate = m_own.certificate.toPem();
        const QByteArray key = m_own.key.toPem();
        for (const QByteArray &pem : { certificate + key, key + certificate, certificate }) {
            QCOMPARE(withoutKey(Secret(QString::fromLatin1(pem))), certificate);
        }
        QCOMPARE(withoutKey(Secret(QString::fromLatin1(certificate + key + certificate))), certificate + certificate);
        for (const QByteArray &pem : { QByteArray(), key, certificate.chopped(40), QByteArray("rubbish") }) {
            QCOMPARE(withoutKey(Secret(QString::fromLatin1(pem))), QByteArray());
        }
    }

    void passphraseIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("PEM") << m_own.certificate.toPem() + m_own.key.toPem("rosemary");
        QTest::newRow("PKCS #12") << pkcs12(m_own, "rosemary");
    }
    void passphraseIsAskedFor()
    {
        QFETCH(QByteArray, file);
        for (const QString &wrong : { QString(), QStringLiteral("rue") }) {
            const auto kept = clientCertificateOf(file, Secret(wrong));
            QVERIFY(!kept);
            QCOMPARE(kept.error().kind, Error::Kind::NoPassword);
        }
    }

    void otherFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("O Romeo, Romeo");
        QTest::newRow("no key") << m_own.certificate.toPem();
        QTest::newRow("no certificate") << m_own.key.toPem();
        QTest::newRow("broken key") << m_own.certificate.toPem()
                + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    }
    void otherFilesAreRefused()
    {
        QFETCH(QByteArray, file);
        const auto kept = clientCertificateOf(file, {});
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, Error::Kind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestClientCertificate)
#include "tst_client_certificate.moc"
