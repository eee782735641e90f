// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "crypto/saslprep.h"
#include "crypto/scram.h"

using namespace natter;

static const QByteArray ourNonce("rOprNGfwEbeRWgbNEkqO");
static const QByteArray nonce("rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");

static ScramExchange exchange() { return ScramExchange(ScramHash::Sha256, QStringLiteral("user"), ourNonce); }

static QByteArray challengeWith(const QByteArray &salt, const QByteArray &iterations)
{
    return "r=" + nonce + ",s=" + salt + ",i=" + iterations;
}

/// The login that proves the password without showing it (RFC 5802, RFC 7677), against lying servers too.
class TestScram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<ScramHash>("hash");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QByteArray>("clientFirst");
        QTest::addColumn<QByteArray>("serverFirst");
        QTest::addColumn<QByteArray>("clientFinal");
        QTest::addColumn<QByteArray>("serverFinal");
        QTest::newRow("RFC 5802, 5") << ScramHash::Sha1 << "user"
                                     << "pencil" << QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")
                                     << QByteArray(
                                            "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")
                                     << QByteArray("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                                                   "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
                                     << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        QTest::newRow("RFC 7677, 3") << ScramHash::Sha256 << "user"
                                     << "pencil"
                                     << "n,,n=user,r=" + ourNonce << challengeWith("W22ZaJ0SNY7soEsUEjb6gQ==", "4096")
                                     << "c=biws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
                                     << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        // The two below were computed with another implementation of HMAC and PBKDF2
        QTest::newRow("SHA-512") << ScramHash::Sha512 << "user"
                                 << "pencil"
                                 << "n,,n=user,r=" + ourNonce << challengeWith("W22ZaJ0SNY7soEsUEjb6gQ==", "4096")
                                 << "c=biws,r=" + nonce
                + ",p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ=="
                                 << QByteArray(
                                        "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq"
                                        "199RVG2rR7N7Zw==");
        QTest::newRow("prepared and escaped")
            << ScramHash::Sha512 << QStringLiteral("us=er,\u00fc") << QStringLiteral("p\u00e4ss\u00a0\u2168")
            << QByteArray("n,,n=us=3Der=2C\xc3\xbc,r=abc") << QByteArray("r=abcdef,s=AP8A/wD/AP8A/wD/AP8A/w==,i=5000")
            << QByteArray("c=biws,r=abcdef,p=a7XtEFeFAaPdQTvbgvq+1ZIvBSosAocFD5PW6zd+ExF3Rt9DwgtlWPZMVlte47/"
                          "19V4U1U7Ihfukkch+wU9WRQ==")
            << QByteArray("v=jNQzCpK6POU1sB0BMgKu8I9PLbwsiseHe9HJRTWjXDbmGamzowIJo5YR8U7oL3wl2kyGN6YTMa3BOPN08wnQdw==");
    }
    void vectors()
    {
        QFETCH(ScramHash, hash);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(QByteArray, clientFirst);
        QFETCH(QByteArray, serverFirst);
        QFETCH(QByteArray, clientFinal);
        QFETCH(QByteArray, serverFinal);
        ScramExchange login(hash, user, clientFirst.mid(clientFirst.lastIndexOf("r=") + 2));
        QCOMPARE(login.clientFirst(), clientFirst);
        const auto challenge = login.readChallenge(serverFirst);
        QVERIFY(challenge.has_value());
        const auto keys = deriveScramKeys(hash, Secret(password), challenge->salt, challenge->iterations);
        QCOMPARE(login.clientFinal(*challenge, keys), clientFinal);
        QVERIFY(login.verify(serverFinal).has_value());
        QVERIFY(login.verify(serverFinal + ",x=extension").has_value());
    }

    void serverMustProveItself_data()
    {
        QTest::addColumn<QByteArray>("serverFinal");
        const QByteArray good("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no v") << good;
        QTest::newRow("empty v") << QByteArray("v=");
        QTest::newRow("wrong") << QByteArray("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        QTest::newRow("last bit") << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=");
        QTest::newRow("truncated") << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95A==");
        QTest::newRow("upper case") << "V=" + good;
        QTest::newRow("v behind an extension") << "x=1,v=" + good;
        QTest::newRow("space") << "v= " + good;
        QTest::newRow("without padding") << "v=" + good.chopped(1);
        QTest::newRow("garbage behind") << "v=" + good + "=";
        QTest::newRow("another hash") << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        QTest::newRow("client's own proof") << QByteArray("v=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    }
    void serverMustProveItself()
    {
        QFETCH(QByteArray, serverFinal);
        ScramExchange login = exchange();
        const auto challenge = login.readChallenge(challengeWith("W22ZaJ0SNY7soEsUEjb6gQ==", "4096"));
        const auto keys = deriveScramKeys(ScramHash::Sha256, Secret(QStringLiteral("pencil")), challenge->salt, 4096);
        login.clientFinal(*challenge, keys);
        const auto proof = login.verify(serverFinal);
        QVERIFY(!proof.has_value());
        QCOMPARE(proof.error().kind, Error::Kind::ServerNotProven);
    }

    void nothingIsProvenBeforeTheExchange()
    {
        for (const QByteArray &final : { QByteArray(), QByteArray("v="), QByteArray("v=AAAA") }) {
            QCOMPARE(exchange().verify(final).error().kind, Error::Kind::ServerNotProven);
        }
    }

    void refusalIsAWrongPassword()
    {
        QCOMPARE(exchange().verify("e=invalid-proof").error().kind, Error::Kind::NotAuthorised);
    }

    void badChallengesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<Error::Kind>("kind");
        const QByteArray salt("W22ZaJ0SNY7soEsUEjb6gQ==");
        const QByteArray good = challengeWith(salt, "4096");
        const QByteArray tail = ",s=" + salt + ",i=4096";
        const auto malformed = [](const char *name, const QByteArray &challenge) {
            QTest::newRow(name) << challenge << Error::Kind::Malformed;
        };
        malformed("empty", "");
        malformed("commas", ",,,,,");
        malformed("no nonce", "s=" + salt + ",i=4096");
        malformed("no salt", "r=" + nonce + ",i=4096");
        malformed("no iterations", "r=" + nonce + ",s=" + salt);
        malformed("another order", "s=" + salt + ",r=" + nonce + ",i=4096");
        malformed("nonce only ours", "r=" + ourNonce + tail);
        malformed("nonce not ours", "r=x" + nonce + tail);
        malformed("nonce shorter", "r=" + ourNonce.chopped(1) + tail);
        malformed("nonce in another case", "r=" + ourNonce.toLower() + "xyz" + tail);
        malformed("nonce empty", "r=" + tail);
        malformed("m= first", "m=ext," + good);
        malformed("m= behind", good + ",m=ext");
        malformed("r twice", "r=" + nonce + ",r=" + nonce + tail);
        malformed("r again", good + ",r=" + nonce);
        malformed("s again", good + ",s=" + salt);
        malformed("i again", good + ",i=1");
        malformed("v in a challenge", good + ",v=AAAA");
        malformed("empty attribute", good + ",");
        malformed("attribute without =", good + ",x");
        malformed("attribute with a long name", good + ",xy=1");
        malformed("upper case", good.toUpper());
        malformed("error", "e=unknown-user");
    }
    void badChallengesAreRefused()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(Error::Kind, kind);
        const auto result = exchange().readChallenge(challenge);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, kind);
    }

    void optionalExtensionIsIgnored()
    {
        QVERIFY(exchange().readChallenge(challengeWith("W22ZaJ0SNY7soEsUEjb6gQ==", "4096,x=1")).has_value());
    }

    void iterationsHaveLimits_data()
    {
        QTest::addColumn<QByteArray>("count");
        QTest::addColumn<int>("accepted"); // or 0
        QTest::addColumn<Error::Kind>("kind");
        const auto weak = [](const char *count) {
            QTest::newRow(count) << QByteArray(count) << 0 << Error::Kind::WeakLogin;
        };
        const auto malformed = [](const char *count) {
            QTest::newRow(count) << QByteArray(count) << 0 << Error::Kind::Malformed;
        };
        weak("0");
        weak("1");
        weak("4095");
        QTest::newRow("4096") << QByteArray("4096") << 4096 << Error::Kind::Cancelled;
        QTest::newRow("4097") << QByteArray("4097") << 4097 << Error::Kind::Cancelled;
        QTest::newRow("1999999") << QByteArray("1999999") << 1'999'999 << Error::Kind::Cancelled;
        QTest::newRow("2000000") << QByteArray("2000000") << 2'000'000 << Error::Kind::Cancelled;
        weak("2000001");
        weak("2147483648");
        weak("4294971392"); // 2^32 + 4096
        weak("1000000000000");
        weak("-1");
        weak("-4096");
        malformed("99999999999999999999999999");
        malformed("");
        malformed(" 4096");
        malformed("4096 ");
        malformed("+4096");
        malformed("04096");
        malformed("0x1000");
        malformed("4096.0");
        malformed("4e3");
    }
    void iterationsHaveLimits()
    {
        QFETCH(QByteArray, count);
        QFETCH(int, accepted);
        QFETCH(Error::Kind, kind);
        const auto challenge = exchange().readChallenge(challengeWith("W22ZaJ0SNY7soEsUEjb6gQ==", count));
        QCOMPARE(challenge.has_value(), accepted > 0);
        if (challenge) {
            QCOMPARE(challenge->iterations, accepted);
        } else {
            QCOMPARE(challenge.error().kind, kind);
        }
    }

    void saltHasALimit()
    {
        const auto read = [](int bytes) {
            return exchange().readChallenge(challengeWith(QByteArray(bytes, 's').toBase64(), "4096"));
        };
        QVERIFY(read(1).has_value());
        QVERIFY(read(limits::saslValueBytes - 1).has_value());
        QCOMPARE(read(limits::saslValueBytes)->salt.size(), limits::saslValueBytes);
        QCOMPARE(read(limits::saslValueBytes + 1).error().kind, Error::Kind::WeakLogin);
        QCOMPARE(read(1024 * 1024).error().kind, Error::Kind::WeakLogin);
    }

    void nonceHasALimit()
    {
        const auto read = [](qsizetype bytes) {
            const QByteArray long_ = ourNonce + QByteArray(bytes - ourNonce.size(), 'n');
            return exchange().readChallenge("r=" + long_ + ",s=c2FsdA==,i=4096");
        };
        QVERIFY(read(limits::saslValueBytes).has_value());
        QCOMPARE(read(limits::saslValueBytes + 1).error().kind, Error::Kind::WeakLogin);
    }

    void saltMustBeStrictBase64_data()
    {
        QTest::addColumn<QByteArray>("salt");
        for (const char *salt :
             { "",         "=",        "====",     "=AAA",           "A",         "AA",        "AAA",        "AA=",
               "A===",     "AAAA=",    "AA==AA==", "AAAA====",       "c2Fsd A==", " c2FsdA==", "c2FsdA==\n", "c2FsdA",
               "c2FsdB==", "c2F-dA==", "c2F_dA==", "c2Fs\xc3\xa9==", "*AAA" }) {
            QTest::newRow(salt) << QByteArray(salt);
        }
    }
    void saltMustBeStrictBase64()
    {
        QFETCH(QByteArray, salt);
        const auto result = exchange().readChallenge(challengeWith(salt, "4096"));
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, Error::Kind::Malformed);
    }

    void emptyPasswordDerivesKeys()
    {
        for (const ScramHash hash : { ScramHash::Sha1, ScramHash::Sha256, ScramHash::Sha512 }) {
            const ScramKeys keys = deriveScramKeys(hash, Secret(), "salt", 4096);
            QVERIFY(!keys.clientKey.isEmpty());
            QVERIFY(keys.clientKey != keys.serverKey);
        }
    }

    /// Two million rounds take longer than anybody waits for a login that they have given up.
    void derivationCanBeStopped()
    {
        const StopFlag stop;
        const auto derive = [&stop] {
            return scramSaltedPassword(ScramHash::Sha256, Secret(QStringLiteral("pencil")), "salt",
                                       stop.isRaised() ? limits::scramIterationsMax : 4096, stop);
        };
        QVERIFY(!derive().isEmpty());
        stop.raise();
        QVERIFY(derive().isEmpty());
    }

    void saslprep_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prepared");
        // RFC 4013, 3
        QTest::newRow("soft hyphen") << QStringLiteral("I\u00adX") << "IX";
        QTest::newRow("unchanged") << "user"
                                   << "user";
        QTest::newRow("case is kept") << "USER"
                                      << "USER";
        QTest::newRow("ordinal") << QStringLiteral("\u00aa") << "a";
        QTest::newRow("roman nine") << QStringLiteral("\u2168") << "IX";
        QTest::newRow("prohibited") << QStringLiteral("a\u0007") << QStringLiteral("a\u0007");
        QTest::newRow("spaces") << QStringLiteral("a\u00a0b\u3000c\u2003d") << "a b c d";
        QTest::newRow("composed") << QStringLiteral("a\u0308") << QStringLiteral("\u00e4");
        QTest::newRow("zero width") << QStringLiteral("a\u200d\u2060\ufeffb\ufe0f") << "ab";
        QTest::newRow("private use") << QStringLiteral("\ue000\u00ad") << QStringLiteral("\ue000\u00ad");
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << QString(QChar(0xd800));
        QTest::newRow("astral") << QString::fromUcs4(U"\U0001f600") << QString::fromUcs4(U"\U0001f600");
        QTest::newRow("nothing left") << QStringLiteral("\u00ad") << QStringLiteral("\u00ad");
        QTest::newRow("empty") << QString() << QString();
    }
    void saslprep()
    {
        QFETCH(QString, text);
        QFETCH(QString, prepared);
        QCOMPARE(saslPrepared(text), prepared);
        QCOMPARE(saslPrepared(prepared), prepared);
    }
};

QTEST_GUILESS_MAIN(TestScram)
#include "tst_scram.moc"
