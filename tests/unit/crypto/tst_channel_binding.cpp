// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/channel_binding.h"
#include "crypto/hashed_token.h"
#include "support/test_authority.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

using namespace natter;

/// What a login is tied to: the server's certificate, and the token of an earlier login.
class TestChannelBinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endPointIsTheHashOfTheCertificate()
    {
        const TestAuthority authority;
        const QByteArray certificate = authority.issue({ QStringLiteral("a.lit"), {} }).certificate.toDer();
        QCOMPARE(tlsServerEndPoint(certificate), QCryptographicHash::hash(certificate, QCryptographicHash::Sha256));
    }

    void nothingComesOfWhatIsNoCertificate()
    {
        QVERIFY(tlsServerEndPoint({}).isEmpty());
        QVERIFY(tlsServerEndPoint("not a certificate").isEmpty());
        const TestAuthority authority;
        QVERIFY(tlsServerEndPoint(authority.issue({ QStringLiteral("a.lit"), {} }).certificate.toDer().left(100))
                    .isEmpty());
    }

    void tokenIsProvenBothWays()
    {
        const Secret token(QStringLiteral("token"));
        const Secret other(QStringLiteral("other"));
        const auto hmac = [](const QByteArray &message) {
            return QMessageAuthenticationCode::hash(message, "token", QCryptographicHash::Sha256);
        };
        QCOMPARE(hashedTokenProof(token, "cb"), hmac("Initiatorcb"));
        QVERIFY(isHashedTokenAnswer(token, "cb", hmac("Respondercb")));
        QVERIFY(!isHashedTokenAnswer(token, "", hmac("Respondercb")));
        QVERIFY(!isHashedTokenAnswer(other, "cb", hmac("Respondercb")));
        QVERIFY(!isHashedTokenAnswer(token, "cb", hmac("Initiatorcb"))); // our own proof, thrown back
        QVERIFY(!isHashedTokenAnswer(token, "cb", {}));
    }
};

QTEST_GUILESS_MAIN(TestChannelBinding)
#include "tst_channel_binding.moc"
