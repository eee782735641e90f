// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/age_format.h"

#include <QtTest>

using namespace natter;

/// What is encrypted is read by whoever knows the passphrase, and by nobody if a bit of it was changed.
class TestAgeFormat : public QObject
{
    Q_OBJECT

    const Secret m_passphrase { QStringLiteral("wherefore art thou") };

    static Result<QByteArray> encrypted(const Secret &passphrase, const QByteArray &plain, qsizetype step = 10'000)
    {
        QByteArray result;
        AgeWriter writer([&result](QByteArrayView bytes) -> Result<> {
            result.append(bytes.data(), bytes.size());
            return {};
        });
        Result<> done = writer.begin(passphrase);
        for (qsizetype at = 0; done && at < plain.size(); at += step) {
            done = writer.write(QByteArrayView(plain).sliced(at, qMin(step, plain.size() - at)));
        }
        done = done ? writer.end() : done;
        return done ? Result<QByteArray>(result) : tl::unexpected(done.error());
    }

    static Result<QByteArray> decrypted(const Secret &passphrase, const QByteArray &bytes)
    {
        qsizetype at = 0;
        AgeReader reader([&bytes, &at](qsizetype most) -> Result<QByteArray> {
            const QByteArray piece = bytes.mid(at, qMin<qsizetype>(most, 1000)); // less than it asks for
            at += piece.size();
            return piece;
        });
        if (const auto begun = reader.begin(passphrase); !begun) {
            return tl::unexpected(begun.error());
        }
        QByteArray plain;
        for (;;) {
            const auto piece = reader.read();
            if (!piece) {
                return piece;
            }
            if (piece->isEmpty()) {
                return plain;
            }
            plain += *piece;
        }
    }

    static QByteArray text(qsizetype bytes)
    {
        QByteArray result;
        while (result.size() < bytes) {
            result += QByteArray::number(result.size()) + ' ';
        }
        return result.first(bytes);
    }

private Q_SLOTS:
    void goesThereAndBack_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : { 0, 1, 65'535, 65'536, 65'537, 131'072, 300'000 }) {
            QTest::addRow("%d", bytes) << bytes;
        }
    }
    void goesThereAndBack()
    {
        QFETCH(int, bytes);
        const QByteArray plain = text(bytes);
        const auto there = encrypted(m_passphrase, plain);
        QVERIFY(there);
        QVERIFY(bytes < 100 || !there->contains(plain.mid(50, 30)));
        const auto back = decrypted(m_passphrase, *there);
        QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
        QCOMPARE(*back, plain);
    }

    /// By age 1.1.1, from Debian 12.
    void whatAgeHasEncryptedIsRead()
    {
        const auto bytes = QByteArray::fromBase64(
            "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB5OVVDeDVnVG02aEFoQzBjUEJsRWd3IDE4Cjd0Zmx6NUNtbj"
            "VkcEhKNm52Z20xNHNVN25LTkVWQUxZck5YRjNPLzJwY2MKLS0tIEx1T2pGUGFsVXBDaWN4cFBzYm1BN0U2SWdibThD"
            "STQ3ajFYQ0J3NHZQaEUKoTeLkJbyEtq/Clit5lA78i3EWRxdYuHA6LNS6F2dpAoqDs7LDsip+9k3PI/L+58V2vsplF"
            "zzvS4yH3Vyysdw5pdLvwvlDTTGHi0m3eV7//uiVE0=");
        const auto plain = decrypted(m_passphrase, bytes);
        QVERIFY2(plain, qPrintable(plain ? QString() : plain.error().detail));
        QCOMPARE(*plain, QByteArray("But soft, what light through yonder window breaks?\n"));
    }

    void anotherPassphraseOpensNothing()
    {
        const auto there = encrypted(m_passphrase, "secret");
        QCOMPARE(decrypted(Secret(QStringLiteral("wherefore art thee")), *there).error().kind,
                 Error::Kind::NotAuthorised);
    }

    void everyChangeIsNoticed()
    {
        const QByteArray there = encrypted(m_passphrase, text(200'000)).value();
        const qsizetype payload = there.indexOf("\n--- ") + 5 + 43 + 1;
        for (const qsizetype at : { payload, payload + 16, payload + 70'000, there.size() - 1 }) {
            QByteArray changed = there;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            QCOMPARE(decrypted(m_passphrase, changed).error().kind, Error::Kind::Crypto);
        }
        QByteArray otherCode = there;
        char &digit = otherCode[there.indexOf("\n--- ") + 7];
        digit = digit == 'A' ? 'B' : 'A';
        QCOMPARE(decrypted(m_passphrase, otherCode).error().kind, Error::Kind::Crypto);
    }

    void missingEndIsNoticed()
    {
        const QByteArray there = encrypted(m_passphrase, text(200'000)).value();
        const qsizetype payload = there.indexOf("\n--- ") + 5 + 43 + 1 + 16;
        for (const qsizetype length :
             { payload, payload + 10, payload + 65'552, payload + 2 * 65'552, there.size() - 1 }) {
            QCOMPARE(decrypted(m_passphrase, there.first(length)).error().kind, Error::Kind::Crypto);
        }
        QCOMPARE(decrypted(m_passphrase, there + 'x').error().kind, Error::Kind::Crypto);
    }

    void whatIsNoneIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const QByteArray salt = QByteArray(16, 's').toBase64(QByteArray::OmitTrailingEquals);
        const QByteArray key = QByteArray(32, 'k').toBase64(QByteArray::OmitTrailingEquals);
        const auto header = [&](const QByteArray &recipient) {
            return "age-encryption.org/v1\n" + recipient + '\n' + key + "\n--- " + key + '\n';
        };
        const int malformed = static_cast<int>(Error::Kind::Malformed);
        QTest::newRow("nothing") << QByteArray() << malformed;
        QTest::newRow("zeros") << QByteArray(100'000, '\0') << malformed;
        QTest::newRow("lines") << QByteArray(5000, '\n') << malformed;
        QTest::newRow("endless line") << "age-encryption.org/v1\n-> scrypt " + QByteArray(5000, 'A') << malformed;
        QTest::newRow("for a key") << header("-> X25519 " + key) << malformed;
        QTest::newRow("short salt") << header("-> scrypt c2FsdA 17") << malformed;
        QTest::newRow("no work") << header("-> scrypt " + salt + " 0") << malformed;
        QTest::newRow("work of no number") << header("-> scrypt " + salt + " x") << malformed;
        QTest::newRow("endless work") << header("-> scrypt " + salt + " 40")
                                      << static_cast<int>(Error::Kind::LimitExceeded);
    }
    void whatIsNoneIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        const auto plain = decrypted(m_passphrase, bytes);
        QVERIFY(!plain);
        QCOMPARE(static_cast<int>(plain.error().kind), kind);
    }

    void fullDiskEndsTheWriting()
    {
        AgeWriter writer(
            [](QByteArrayView) -> Result<> { return failure(Error::Kind::StorageFull, QStringLiteral("full")); });
        QCOMPARE(writer.begin(m_passphrase).error().kind, Error::Kind::StorageFull);
    }
};

QTEST_GUILESS_MAIN(TestAgeFormat)
#include "tst_age_format.moc"
