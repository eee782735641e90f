// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "crypto/channel_binding.h"
#include "support/talk.h"
#include "support/test_authority.h"

using namespace natter;

/// Logging in: the mechanism that is taken, and servers that lie about knowing the password.
class TestSaslLogin : public QObject
{
    Q_OBJECT

    /// A new one of the server, as DER.
    static QByteArray certificate()
    {
        static const TestAuthority authority;
        return authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } })
            .certificate.toDer();
    }

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
        QTest::newRow("only with channel binding, and none") << List { "SCRAM-SHA-1-PLUS" } << true << "";
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

    void tooCostlyDerivationEnds()
    {
        ConnectSettings settings = romeo();
        settings.login.derivation = std::chrono::milliseconds(1);
        Talk talk(settings);
        talk.offer({ "SCRAM-SHA-512" });
        talk.challenge(
            ScramServer(QCryptographicHash::Sha512, "pencil", limits::scramIterationsMax).first(talk.lastData()));
        QTRY_COMPARE(talk.failures.size(), 1);
        QCOMPARE(talk.failure(), Error::Kind::WeakLogin);
        QCOMPARE(talk.failures.first().condition, QStringLiteral("too-costly"));
        QThreadPool::globalInstance()->waitForDone(); // what was derived is not sent any more
        QCoreApplication::processEvents();
        QCOMPARE(talk.sent.size(), 1);
        QCOMPARE(talk.failures.size(), 1);
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

    /// What the client said of channel binding: the header of its first message (RFC 5802, 7).
    static QByteArray gs2Header(const Talk &talk)
    {
        const QByteArray first = talk.lastData();
        return first.left(first.indexOf(",,"));
    }

    void bindingIsUsedWhereItCanBe_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QByteArray>("announced"); // XEP-0440
        QTest::addColumn<QByteArray>("endPoint");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("mechanism");
        using List = QByteArrayList;
        const List both { "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256" };
        const QByteArray endPoint = bindingTypes({ "tls-server-end-point", "tls-exporter" });
        QTest::newRow("announced") << both << endPoint << QByteArray("hash") << QByteArray("p=tls-server-end-point")
                                   << "SCRAM-SHA-256-PLUS";
        QTest::newRow("not announced") << both << QByteArray() << QByteArray("hash")
                                       << QByteArray("p=tls-server-end-point") << "SCRAM-SHA-256-PLUS";
        QTest::newRow("only types we cannot do")
            << both << bindingTypes({ "tls-exporter" }) << QByteArray("hash") << QByteArray("n") << "SCRAM-SHA-256";
        QTest::newRow("no end point") << both << endPoint << QByteArray() << QByteArray("n") << "SCRAM-SHA-256";
        QTest::newRow("not offered") << List { "SCRAM-SHA-1", "SCRAM-SHA-256" } << QByteArray() << QByteArray("hash")
                                     << QByteArray("y") << "SCRAM-SHA-256";
        QTest::newRow("only bound") << List { "SCRAM-SHA-1-PLUS" } << endPoint << QByteArray("hash")
                                    << QByteArray("p=tls-server-end-point") << "SCRAM-SHA-1-PLUS";
    }
    void bindingIsUsedWhereItCanBe()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QByteArray, announced);
        QFETCH(QByteArray, endPoint);
        QFETCH(QByteArray, header);
        QFETCH(QString, mechanism);
        Talk talk;
        talk.negotiation.setEndPoint(endPoint);
        talk.offer(offered, announced);
        QCOMPARE(talk.sent.size(), 1);
        QCOMPARE(talk.sent.first().attribute(u"mechanism"), mechanism);
        QCOMPARE(gs2Header(talk), header);
    }

    void boundLoginProvesTheChannel()
    {
        for (const QByteArray &seenByServer : { QByteArray("hash"), QByteArray("hash of another certificate") }) {
            Talk talk;
            talk.negotiation.setEndPoint("hash");
            ScramServer server(QCryptographicHash::Sha256, "pencil");
            server.setBindingData(seenByServer);
            talk.proveWith(server, { "SCRAM-SHA-256-PLUS" }, bindingTypes({ "tls-server-end-point" }));
            const QByteArray signature = server.final(talk.lastData());
            QCOMPARE(server.isClientProven(), seenByServer == "hash");
            if (server.isClientProven()) {
                talk.success(signature);
                QCOMPARE(talk.logins, 1);
            }
        }
    }

    /// Somebody in between cannot have the binding that was announced dropped by refusing it.
    void announcedBindingIsNotGivenUp()
    {
        Talk talk;
        talk.negotiation.setEndPoint("hash");
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.proveWith(server, { "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" }, bindingTypes({ "tls-server-end-point" }));
        const qsizetype before = talk.sent.size();
        talk.say("<failure" + saslNs + "><not-authorized/></failure>");
        QCOMPARE(talk.failure(), Error::Kind::NotAuthorised);
        QCOMPARE(talk.sent.size(), before);
    }

    void unannouncedBindingThatIsRefusedIsLeftOut()
    {
        Talk talk;
        talk.negotiation.setEndPoint("hash");
        ScramServer refusing(QCryptographicHash::Sha256, "pencil");
        talk.proveWith(refusing, { "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" });
        talk.say("<failure" + saslNs + "><not-authorized/></failure>");
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.sent.last().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
        QCOMPARE(gs2Header(talk), QByteArray("n"));
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.answerWith(server);
        talk.success(server.final(talk.lastData()));
        QCOMPARE(talk.logins, 1);
        talk.header();
        talk.features(bindFeature);
        talk.answerBinding("romeo@montague.lit/orchard");
        QCOMPARE(talk.session.strongest, (LoginRecord { "SCRAM-SHA-256", LoginRecord::Binding::Refused }));

        ConnectSettings next = romeo(); // and is not tried again
        next.strongest = talk.session.strongest;
        Talk later(next);
        later.negotiation.setEndPoint("hash");
        later.offer({ "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" });
        QCOMPARE(gs2Header(later), QByteArray("n"));
    }

    void refusedTwiceIsRefused()
    {
        Talk talk;
        talk.negotiation.setEndPoint("hash");
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.proveWith(server, { "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" });
        talk.say("<failure" + saslNs + "><not-authorized/></failure>");
        talk.say("<failure" + saslNs + "><not-authorized/></failure>");
        QCOMPARE(talk.failure(), Error::Kind::NotAuthorised);
    }

    /// Somebody in between with another certificate of an authority that we trust, who passes the login on.
    void boundLoginRefusedUnderAnotherCertificateIsAnAlarm_data()
    {
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("end");
        QTest::newRow("another certificate") << false << "not-authorized"
                                             << "ServerNotProven";
        QTest::newRow("the same certificate") << true << "not-authorized"
                                              << "NotAuthorised";
        QTest::newRow("busy") << false << "temporary-auth-failure"
                              << "TemporaryAuthFailure";
    }
    void boundLoginRefusedUnderAnotherCertificateIsAnAlarm()
    {
        QFETCH(bool, known);
        QFETCH(QString, condition);
        QFETCH(QString, end);
        const QByteArray vouched = certificate();
        ConnectSettings settings = romeo();
        settings.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        settings.vouchedCertificates = { vouched };
        Talk talk(settings);
        talk.negotiation.setEndPoint(tlsServerEndPoint(known ? vouched : certificate()));
        talk.offer({ "SCRAM-SHA-256-PLUS" }, bindingTypes({ "tls-server-end-point" }));
        talk.say("<failure" + saslNs + "><" + condition.toUtf8() + "/></failure>");
        QCOMPARE(errorKindName(talk.failure()), end);
        QCOMPARE(talk.failures.first().condition,
                 end == u"ServerNotProven" ? QStringLiteral("other-certificate") : condition);
    }

    /// Somebody in between with a certificate of a trusted authority takes EXTERNAL from everybody.
    void certificateIsForTheServerThatBoundLoginsVouchedFor_data()
    {
        QTest::addColumn<bool>("vouched");
        QTest::addColumn<bool>("pinned");
        QTest::addColumn<bool>("password");
        QTest::addColumn<QString>("taken"); // empty: refused as weaker than before
        QTest::newRow("the same certificate") << true << false << true << "EXTERNAL";
        QTest::newRow("another, and a password") << false << false << true << "SCRAM-SHA-256-PLUS";
        QTest::newRow("another, and nothing else") << false << false << false << "";
        QTest::newRow("another that the person accepted") << false << true << false << "EXTERNAL";
    }
    void certificateIsForTheServerThatBoundLoginsVouchedFor()
    {
        QFETCH(bool, vouched);
        QFETCH(bool, pinned);
        QFETCH(bool, password);
        QFETCH(QString, taken);
        const QByteArray known = certificate();
        ConnectSettings settings = romeo();
        settings.password = password ? settings.password : Secret();
        settings.clientCertificate = Secret(QStringLiteral("shown in the handshake"));
        settings.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        settings.vouchedCertificates = { known };
        settings.pinnedCertificate = pinned ? QByteArray("accepted") : QByteArray();
        Talk talk(settings);
        talk.negotiation.setEndPoint(tlsServerEndPoint(vouched ? known : certificate()));
        talk.offer({ "EXTERNAL", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256" }, bindingTypes({ "tls-server-end-point" }));
        if (taken.isEmpty()) {
            QCOMPARE(talk.failure(), Error::Kind::WeakLogin);
            QCOMPARE(talk.failures.first().condition, QStringLiteral("downgrade"));
            QVERIFY(talk.sent.isEmpty());
        } else {
            QCOMPARE(talk.sent.size(), 1);
            QCOMPARE(talk.sent.first().attribute(u"mechanism"), taken);
        }
    }

    void weakerThanBeforeIsRefused_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QByteArray>("announced");
        using List = QByteArrayList;
        QTest::newRow("binding stripped") << List { "SCRAM-SHA-512", "SCRAM-SHA-256" } << QByteArray();
        QTest::newRow("type stripped") << List { "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" }
                                       << bindingTypes({ "tls-exporter" });
        QTest::newRow("hash weakened") << List { "SCRAM-SHA-1-PLUS" } << bindingTypes({ "tls-server-end-point" });
        QTest::newRow("PLAIN left") << List { "PLAIN" } << QByteArray();
    }
    void weakerThanBeforeIsRefused()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QByteArray, announced);
        ConnectSettings settings = romeo();
        settings.allowPlain = true;
        settings.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        Talk talk(settings);
        talk.negotiation.setEndPoint("hash");
        talk.offer(offered, announced);
        if (talk.isQuiet()) {
            const auto hash = talk.sent.last().attribute(u"mechanism").contains(u"512") ? QCryptographicHash::Sha512
                : talk.sent.last().attribute(u"mechanism").contains(u"256")             ? QCryptographicHash::Sha256
                                                                                        : QCryptographicHash::Sha1;
            talk.challenge(ScramServer(hash, "pencil").first(talk.lastData()));
        }
        QCOMPARE(talk.failure(), Error::Kind::WeakLogin);
        QCOMPARE(talk.failures.first().condition, QStringLiteral("downgrade"));
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        for (const Element &element : std::as_const(talk.sent)) {
            QVERIFY2(element.localName() != u"response", "the password was used");
        }
    }

    /// XEP-0474: a server that proves what it offered may offer less than it did.
    void provenOfferMayBeWeaker()
    {
        ConnectSettings settings = romeo();
        settings.strongest = { QStringLiteral("SCRAM-SHA-512"), LoginRecord::Binding::Used };
        Talk talk(settings);
        talk.negotiation.setEndPoint("hash");
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        server.setOfferHash(scramOfferHash(ScramHash::Sha256, { "SCRAM-SHA-256", "PLAIN" }, std::nullopt));
        talk.proveWith(server, { "PLAIN", "SCRAM-SHA-256" });
        talk.success(server.final(talk.lastData()));
        QCOMPARE(talk.logins, 1);
    }

    void offerThatWasChangedIsRefused()
    {
        Talk talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        server.setOfferHash(
            scramOfferHash(ScramHash::Sha256, { "SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN" }, std::nullopt));
        talk.offer({ "PLAIN", "SCRAM-SHA-256" });
        talk.challenge(server.first(talk.lastData()));
        QCOMPARE(talk.failure(), Error::Kind::WeakLogin);
        QCOMPARE(talk.failures.first().condition, QStringLiteral("changed-offer"));
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
