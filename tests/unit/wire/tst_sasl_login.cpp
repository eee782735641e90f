// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "support/talk.h"

using namespace natter;

/// Logging in: the mechanism that is taken, and servers that lie about knowing the password.
class TestSaslLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strongestMechanismIsTaken_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<bool>("allowPlain");
        QTest::addColumn<QString>("taken"); // empty: none
        using List = QByteArrayList;
        QTest::newRow("all") << List { "PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-512", "SCRAM-SHA-256" } << true
                             << "SCRAM-SHA-512";
        QTest::newRow("256") << List { "SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN" } << true << "SCRAM-SHA-256";
        QTest::newRow("never PLAIN beside SCRAM") << List { "PLAIN", "SCRAM-SHA-1" } << true << "SCRAM-SHA-1";
        QTest::newRow("PLAIN forbidden") << List { "PLAIN" } << false << "";
        QTest::newRow("PLAIN allowed") << List { "PLAIN" } << true << "PLAIN";
        QTest::newRow("spaces") << List { " \n SCRAM-SHA-1\t" } << false << "SCRAM-SHA-1";
        QTest::newRow("unknown") << List { "DIGEST-MD5", "EXTERNAL", "ANONYMOUS", "LOGIN", "X-OAUTH2" } << true << "";
        QTest::newRow("only with channel binding") << List { "SCRAM-SHA-1-PLUS" } << true << "";
        QTest::newRow("other case") << List { "scram-sha-1", "plain" } << true << "";
        QTest::newRow("none") << List {} << true << "";
    }
    void strongestMechanismIsTaken()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(bool, allowPlain);
        QFETCH(QString, taken);
        ConnectSettings settings = romeo();
        settings.allowPlain = allowPlain;
        Talk talk(settings);
        talk.offer(offered);
        if (taken.isEmpty()) {
            QCOMPARE(talk.failure(), Error::Kind::NoMechanism);
            QVERIFY(talk.sent.isEmpty());
        } else {
            QCOMPARE(talk.sent.size(), 1);
            QCOMPARE(talk.sent.first().attribute(u"mechanism"), taken);
            QCOMPARE(talk.lastData().contains("pencil"), taken == u"PLAIN");
        }
    }

    void plainOnlyIsNamed()
    {
        Talk talk;
        talk.offer({ "PLAIN" });
        QCOMPARE(talk.failures.first().condition, QStringLiteral("plain-only"));
        Talk without;
        without.header();
        without.features(bindFeature);
        QCOMPARE(without.failure(), Error::Kind::NoMechanism);
        QCOMPARE(without.failures.first().condition, QString());
    }

    void plainLogsIn()
    {
        ConnectSettings settings = romeo();
        settings.allowPlain = true;
        Talk talk(settings);
        talk.offer({ "PLAIN" });
        QCOMPARE(talk.lastData(), QByteArray("\0romeo\0pencil", 13));
        talk.success({});
        QCOMPARE(talk.logins, 1);
    }

    void plainHasNoChallenge()
    {
        ConnectSettings settings = romeo();
        settings.allowPlain = true;
        Talk talk(settings);
        talk.offer({ "PLAIN" });
        talk.challenge("r=x,s=AAAA,i=4096");
        QCOMPARE(talk.failure(), Error::Kind::Malformed);
        QCOMPARE(talk.sent.size(), 1);
    }

    void signatureMayComeAsAChallenge()
    {
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.proveWith(server);
        QVERIFY(talk.isQuiet());
        talk.challenge(server.final(talk.lastData()));
        QVERIFY(server.isClientProven());
        QCOMPARE(talk.sent.last().text(), QStringLiteral("="));
        talk.success({});
        QCOMPARE(talk.logins, 1);
    }

    void successMustBeEarned_data()
    {
        QTest::addColumn<QByteArray>("success");
        QTest::addColumn<bool>("exchanged");
        const QByteArray wrong = QByteArray("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").toBase64();
        for (const bool exchanged : { false, true }) {
            const char *when = exchanged ? "behind the proof" : "at once";
            QTest::addRow("%s: empty", when) << QByteArray() << exchanged;
            QTest::addRow("%s: =", when) << QByteArray("=") << exchanged;
            QTest::addRow("%s: wrong v", when) << wrong << exchanged;
            QTest::addRow("%s: no v", when) << QByteArray("x=1").toBase64() << exchanged;
            QTest::addRow("%s: empty v", when) << QByteArray("v=").toBase64() << exchanged;
            QTest::addRow("%s: bad base64", when) << QByteArray("dj0*") << exchanged;
            QTest::addRow("%s: not ASCII", when) << QByteArray("\xc3\xa9\xe6\xbc\xa2") << exchanged;
        }
    }
    void successMustBeEarned()
    {
        QFETCH(QByteArray, success);
        QFETCH(bool, exchanged);
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        if (exchanged) {
            talk.proveWith(server);
        } else {
            talk.offer({ "SCRAM-SHA-256" });
        }
        talk.say("<success" + saslNs + '>' + success + "</success>");
        QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
        QCOMPARE(talk.logins, 0);
        QCOMPARE(talk.restarts, 0);
        talk.success(server.final("c=biws,r=x,p=AAAA"));
        talk.header();
        QCOMPARE(talk.logins, 0);
    }

    void serverThatKnowsAnotherPasswordIsNotProven()
    {
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "other");
        talk.proveWith(server);
        talk.success(server.final(talk.lastData()));
        QVERIFY(!server.isClientProven());
        QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
    }

    void successDuringTheDerivationIsNotProven()
    {
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil", 200'000);
        talk.offer({ "SCRAM-SHA-256" });
        talk.challenge(server.first(talk.lastData()));
        talk.success("v=AAAA");
        QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
        const qsizetype before = talk.sent.size();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(talk.sent.size(), before);
    }

    void wrongChallengesEnd_data()
    {
        QTest::addColumn<QByteArray>("challenge"); // as element content
        QTest::addColumn<Error::Kind>("kind");
        const auto row = [](const char *name, const QByteArray &text, Error::Kind kind) {
            QTest::newRow(name) << text.toBase64() << kind;
        };
        row("empty", "", Error::Kind::Malformed);
        row("nonce not ours", "r=abc,s=AAAA,i=4096", Error::Kind::Malformed);
        row("mandatory extension", "m=x,r=abc,s=AAAA,i=4096", Error::Kind::Malformed);
        row("too long", "r=" + QByteArray(10'000, 'r') + ",s=AAAA,i=4096", Error::Kind::WeakLogin);
        QTest::newRow("bad base64") << QByteArray("cj1*") << Error::Kind::Malformed;
        QTest::newRow("spaces") << QByteArray("cj1h YmM=") << Error::Kind::Malformed;
    }
    void wrongChallengesEnd()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(Error::Kind, kind);
        Talk talk;
        talk.offer({ "SCRAM-SHA-1" });
        talk.say("<challenge" + saslNs + '>' + challenge + "</challenge>");
        QCOMPARE(talk.failure(), kind);
        QCOMPARE(talk.sent.size(), 1);
    }

    void weakIterationsEnd()
    {
        for (const int iterations : { 1, 4095, 2'000'001 }) {
            Talk talk;
            talk.offer({ "SCRAM-SHA-1" });
            talk.challenge(ScramServer(QCryptographicHash::Sha1, "pencil", iterations).first(talk.lastData()));
            QCOMPARE(talk.failure(), Error::Kind::WeakLogin);
        }
    }

    void secondChallengeEnds()
    {
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil", 100'000);
        talk.offer({ "SCRAM-SHA-256" });
        const QByteArray first = server.first(talk.lastData());
        talk.challenge(first);
        talk.challenge(first);
        QCOMPARE(talk.failure(), Error::Kind::Malformed);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(talk.sent.size(), 1);
    }

    void saslFailuresAreToldApart_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<Error::Kind>("kind");
        using Kind = Error::Kind;
        QTest::newRow("aborted") << "aborted" << Kind::NotAuthorised;
        QTest::newRow("account-disabled") << "account-disabled" << Kind::AccountUnusable;
        QTest::newRow("credentials-expired") << "credentials-expired" << Kind::AccountUnusable;
        QTest::newRow("encryption-required") << "encryption-required" << Kind::AccountUnusable;
        QTest::newRow("incorrect-encoding") << "incorrect-encoding" << Kind::Malformed;
        QTest::newRow("invalid-authzid") << "invalid-authzid" << Kind::NotAuthorised;
        QTest::newRow("invalid-mechanism") << "invalid-mechanism" << Kind::NoMechanism;
        QTest::newRow("malformed-request") << "malformed-request" << Kind::Malformed;
        QTest::newRow("mechanism-too-weak") << "mechanism-too-weak" << Kind::NoMechanism;
        QTest::newRow("not-authorized") << "not-authorized" << Kind::NotAuthorised;
        QTest::newRow("temporary-auth-failure") << "temporary-auth-failure" << Kind::TemporaryAuthFailure;
    }
    void saslFailuresAreToldApart()
    {
        QFETCH(QString, condition);
        QFETCH(Error::Kind, kind);
        Talk talk;
        talk.offer({ "SCRAM-SHA-1" });
        talk.say("<failure" + saslNs + "><" + condition.toUtf8() + "/><text xml:lang='en'>why</text></failure>");
        QCOMPARE(talk.failure(), kind);
        QCOMPARE(talk.failures.first().condition, condition);
        QCOMPARE(talk.failures.first().text, QStringLiteral("why"));
    }

    void foreignConditionsDoNotCount()
    {
        Talk talk;
        talk.offer({ "SCRAM-SHA-1" });
        talk.say("<failure" + saslNs
                 + "><not-authorized/><temporary-auth-failure xmlns='urn:evil'/><text xmlns='urn:evil'>x</text>"
                   "</failure>");
        QCOMPARE(talk.failure(), Error::Kind::NotAuthorised);
        QCOMPARE(talk.failures.first().condition, QStringLiteral("not-authorized"));
        QCOMPARE(talk.failures.first().text, QString());
    }

    void failureTextsAreCut()
    {
        Talk talk;
        talk.offer({ "SCRAM-SHA-1" });
        talk.say("<failure" + saslNs + "><a" + QByteArray(1000, 'a') + "/><text>" + QByteArray(100'000, 'x')
                 + "</text></failure>");
        QCOMPARE(talk.failures.first().text.size(), limits::statusChars);
        QVERIFY(talk.failures.first().condition.size() <= limits::nameChars);
    }
};

QTEST_GUILESS_MAIN(TestSaslLogin)
#include "tst_sasl_login.moc"
