// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/talk2.h"
#include "wire/login_secrets.h"

using namespace natter;

/// Logging in with SASL 2, and everything that can come with it.
class TestSasl2Login : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loginGoesOnWithTheSameStream()
    {
        Talk2 talk(installed());
        talk.logIn2();
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.loginsOnStream, 1);
        QCOMPARE(talk.restarts, 0);
        const Element agent = talk.sent.first().child({ u"urn:xmpp:sasl:2", u"user-agent" });
        QCOMPARE(agent.attribute(u"id"), QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770"));
        talk.features(bindFeature); // a server without Bind 2
        talk.answerBinding("romeo@montague.lit/orchard");
        QCOMPARE(talk.bound.size(), 1);
        QCOMPARE(talk.mechanism, QStringLiteral("SCRAM-SHA-256"));
    }

    void successMustBeEarned_data()
    {
        QTest::addColumn<bool>("exchanged");
        QTest::addColumn<QByteArray>("content");
        const QByteArray wrong = QByteArray("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").toBase64();
        for (const bool exchanged : { false, true }) {
            const char *when = exchanged ? "behind the proof" : "at once";
            QTest::addRow("%s: nothing", when) << exchanged << QByteArray();
            QTest::addRow("%s: empty", when) << exchanged << QByteArray("<additional-data/>");
            QTest::addRow("%s: wrong v", when) << exchanged << "<additional-data>" + wrong + "</additional-data>";
            QTest::addRow("%s: bad base64", when) << exchanged << QByteArray("<additional-data>*</additional-data>");
        }
    }
    void successMustBeEarned()
    {
        QFETCH(bool, exchanged);
        QFETCH(QByteArray, content);
        Talk2 talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.offer2({ "SCRAM-SHA-256" }, bind2Inline);
        if (exchanged) {
            talk.answer2With(server);
        }
        talk.say("<success" + sasl2Ns + '>' + content
                 + "<authorization-identifier>romeo@montague.lit/x</authorization-identifier>"
                   "<bound xmlns='urn:xmpp:bind:0'/></success>");
        QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
        QCOMPARE(talk.loginsOnStream, 0);
    }

    void answersOfTheOtherProfileAreRefused()
    {
        Talk2 talk;
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.offer2({ "SCRAM-SHA-256" });
        talk.answer2With(server);
        talk.success(server.final(talk.lastData()));
        QCOMPARE(talk.logins, 0);
        QCOMPARE(talk.loginsOnStream, 0);
    }

    void failuresAreToldApart()
    {
        Talk2 talk;
        talk.offer2({ "SCRAM-SHA-256" });
        talk.say("<failure" + sasl2Ns + "><temporary-auth-failure" + saslNs + "/><text>why</text></failure>");
        QCOMPARE(talk.failure(), Error::Kind::TemporaryAuthFailure);
        QCOMPARE(talk.failures.first().text, QStringLiteral("why"));
    }

    void olderProfileIsUsedWhereThisOneHasNothingForUs()
    {
        Talk2 talk;
        talk.header();
        talk.features(mechanisms({ "SCRAM-SHA-256" }) + "<authentication" + sasl2Ns
                      + "><mechanism>SCRAM-SHA3-512</mechanism></authentication>");
        QCOMPARE(talk.sent.size(), 1);
        QCOMPARE(talk.sent.first().localName(), QStringView(u"auth"));
        QCOMPARE(talk.sent.first().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
    }

    /// XEP-0440, 3: types without mechanisms, or mechanisms without types, are somebody's work.
    void halfAnOfferOfBindingIsRefused()
    {
        Talk2 without(romeo());
        without.negotiation.setEndPoint("hash");
        without.offer2({ "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" });
        QCOMPARE(without.failure(), Error::Kind::WeakLogin);
        Talk2 stripped(romeo());
        stripped.offer2({ "SCRAM-SHA-256" }, {}, bindingTypes({ "tls-server-end-point" }));
        QCOMPARE(stripped.failure(), Error::Kind::WeakLogin);
        QVERIFY(without.sent.isEmpty() && stripped.sent.isEmpty());
    }

    void bindingComesWithTheLogin()
    {
        Talk2 talk;
        talk.logIn2(smInline + bind2Inline,
                    "<bound xmlns='urn:xmpp:bind:0'><enabled" + smNs + " id='sm1' resume='true'/></bound>",
                    "romeo@montague.lit/Natter.1");
        const Element bind = talk.sent.first().child({ u"urn:xmpp:bind:0", u"bind" });
        QVERIFY(bind.child({ u"urn:xmpp:sm:3", u"enable" }));
        QVERIFY(bind.child({ u"urn:xmpp:carbons:2", u"enable" }));
        QVERIFY(!bind.child({ u"urn:xmpp:csi:0", u"inactive" }));
        QVERIFY(!talk.sent.first().child({ u"urn:xmpp:sm:3", u"resume" }));
        QVERIFY(talk.bound.isEmpty());
        talk.features("<ver xmlns='urn:xmpp:features:rosterver'/>");
        QCOMPARE(talk.bound, QList<Jid> { Jid::orNull(u"romeo@montague.lit/Natter.1") });
        QCOMPARE(talk.management.attribute(u"id"), QStringLiteral("sm1"));
        QVERIFY(talk.session.switchedOn.contains(u"urn:xmpp:carbons:2"));
        QVERIFY(talk.session.features.child({ u"urn:xmpp:features:rosterver", u"ver" }));
    }

    void onlyWhatIsOfferedIsAskedFor()
    {
        Talk2 talk;
        talk.offer2({ "SCRAM-SHA-256" }, "<bind xmlns='urn:xmpp:bind:0'/>");
        const Element bind = talk.sent.first().child({ u"urn:xmpp:bind:0", u"bind" });
        QCOMPARE(bind.childText({ u"urn:xmpp:bind:0", u"tag" }), QStringLiteral("Natter"));
        QVERIFY(!bind.childIn(u"urn:xmpp:sm:3") && !bind.childIn(u"urn:xmpp:carbons:2"));
        QVERIFY(!talk.sent.first().childIn(u"urn:xmpp:fast:0"));
    }

    void passingFailureSaysNothingAboutTheToken_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("with a password") << "pencil";
        QTest::newRow("without one") << "";
    }
    void passingFailureSaysNothingAboutTheToken()
    {
        QFETCH(QString, password);
        ConnectSettings settings = withToken("HT-SHA-256-NONE");
        settings.password = Secret(password);
        Talk2 talk(settings);
        talk.offer2({ "SCRAM-SHA-256" }, fastInline);
        const auto said = talk.sent.size();
        QCOMPARE(talk.sent.last().attribute(u"mechanism"), QStringLiteral("HT-SHA-256-NONE"));
        talk.say("<failure" + sasl2Ns + "><temporary-auth-failure" + saslNs + "/></failure>");
        QCOMPARE(talk.failure(), Error::Kind::TemporaryAuthFailure);
        QCOMPARE(talk.sent.size(), said);
    }

    /// XEP-0178: the handshake has said who we are.
    void certificateLogsIn()
    {
        ConnectSettings settings = installed();
        settings.password = {};
        settings.clientCertificate = Secret(QStringLiteral("shown in the handshake"));
        Talk2 talk(settings);
        talk.offer2({ "SCRAM-SHA-256", "EXTERNAL" }, bind2Inline);
        const Element login = talk.sent.last();
        QCOMPARE(login.attribute(u"mechanism"), QStringLiteral("EXTERNAL"));
        QVERIFY(login.child({ u"urn:xmpp:sasl:2", u"initial-response" }));
        QCOMPARE(talk.initial(), QByteArray());
        QVERIFY(login.child({ u"urn:xmpp:bind:0", u"bind" }));
        talk.say("<success" + sasl2Ns + "><authorization-identifier>romeo@montague.lit/Natter.1"
                 + "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>");
        talk.features({});
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.mechanism, QStringLiteral("EXTERNAL"));
        QCOMPARE(talk.bound, QList<Jid> { Jid::orNull(u"romeo@montague.lit/Natter.1") });
    }

    void passwordLogsInWhereTheCertificateDoesNot()
    {
        ConnectSettings settings = installed();
        settings.clientCertificate = Secret(QStringLiteral("of somebody else"));
        Talk2 talk(settings);
        talk.offer2({ "SCRAM-SHA-256", "EXTERNAL" });
        talk.say("<failure" + sasl2Ns + "><not-authorized" + saslNs + "/></failure>");
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.sent.last().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.answer2With(server);
        talk.success2(server.final(talk.lastData()));
        QCOMPARE(talk.loginsOnStream, 1);
    }

    void whatTheServerKeptIsNotThrownAway()
    {
        ConnectSettings settings = romeo();
        settings.wantsOffline = true;
        Talk2 talk(settings);
        talk.logIn2(smInline + bind2Inline);
        QVERIFY(!talk.sent.first().child({ u"urn:xmpp:bind:0", u"bind" }));
        talk.features(bindFeature);
        talk.answerBinding("romeo@montague.lit/orchard");
        QCOMPARE(talk.bound.size(), 1);
    }

    void sessionThatNobodyLooksAtBeginsInactive()
    {
        ConnectSettings settings = romeo();
        settings.inactive = true;
        Talk2 talk(settings);
        talk.offer2({ "SCRAM-SHA-256" }, bind2Inline);
        const Element bind = talk.sent.first().child({ u"urn:xmpp:bind:0", u"bind" });
        QVERIFY(bind.child({ u"urn:xmpp:csi:0", u"inactive" }));
    }

    void foreignIdentityIsRefused()
    {
        for (const QByteArray &identity :
             { QByteArray("romeo@evil.lit/x"), QByteArray("romeo@montague.lit"), QByteArray(), QByteArray("@") }) {
            Talk2 talk;
            talk.logIn2(bind2Inline, "<bound xmlns='urn:xmpp:bind:0'/>", identity);
            QCOMPARE(talk.failure(), Error::Kind::Malformed);
        }
    }

    void nothingComesBetweenLoginAndFeatures()
    {
        Talk2 talk;
        talk.logIn2(bind2Inline, "<bound xmlns='urn:xmpp:bind:0'/>", "romeo@montague.lit/x");
        talk.say("<message from='juliet@capulet.lit'><body>early</body></message>");
        QCOMPARE(talk.violation(), QStringLiteral("bad-format"));
        QVERIFY(talk.bound.isEmpty());
    }

    /// A stream that was interrupted, with two stanzas on their way.
    static void interrupt(Talk &talk)
    {
        talk.counters.enable();
        const auto enabled = parseElement("<enabled" + smNs + " id='old' resume='true'/>");
        QVERIFY(talk.counters.handleEnabled(*enabled, Jid::orNull(u"romeo@montague.lit/before")));
        talk.counters.noteSent(*parseElement("<message xmlns='jabber:client' id='1'/>"));
        talk.counters.noteSent(*parseElement("<message xmlns='jabber:client' id='2'/>"));
    }

    void resumptionComesWithTheLogin()
    {
        Talk2 talk;
        interrupt(talk);
        talk.logIn2(smInline + bind2Inline, "<resumed" + smNs + " previd='old' h='1'/>");
        const Element resume = talk.sent.first().child({ u"urn:xmpp:sm:3", u"resume" });
        QCOMPARE(resume.attribute(u"previd"), QStringLiteral("old"));
        QCOMPARE(talk.resumed, QList<Jid> { Jid::orNull(u"romeo@montague.lit/before") });
        QCOMPARE(talk.counters.unacknowledged().size(), 1);
        QVERIFY(talk.bound.isEmpty());
    }

    void failedResumptionEndsInANewSession()
    {
        Talk2 talk;
        interrupt(talk);
        talk.logIn2(smInline + bind2Inline,
                    "<failed" + smNs + " h='1'/><bound xmlns='urn:xmpp:bind:0'><enabled" + smNs + " id='n'/></bound>",
                    "romeo@montague.lit/after");
        talk.features({});
        QVERIFY(talk.resumed.isEmpty());
        QCOMPARE(talk.bound, QList<Jid> { Jid::orNull(u"romeo@montague.lit/after") });
    }

    void lyingResumptionIsAViolation()
    {
        for (const QByteArray &answer : { QByteArray("previd='other' h='1'"), QByteArray("previd='old' h='9'") }) {
            Talk2 talk;
            interrupt(talk);
            talk.logIn2(smInline + bind2Inline, "<resumed" + smNs + ' ' + answer + "/>");
            QVERIFY(!talk.violation().isEmpty());
            QVERIFY(talk.resumed.isEmpty());
        }
    }

    void tokenIsAskedForAndKept()
    {
        Talk2 talk(installed());
        talk.negotiation.setEndPoint("hash");
        talk.logIn2(fastInline, "<token xmlns='urn:xmpp:fast:0' token='t1' expiry='2030-01-01T00:00:00Z'/>");
        QCOMPARE(talk.sent.first().child({ u"urn:xmpp:fast:0", u"request-token" }).attribute(u"mechanism"),
                 QStringLiteral("HT-SHA-256-ENDP"));
        talk.features(bindFeature);
        talk.answerBinding("romeo@montague.lit/orchard");
        QVERIFY(talk.session.newToken);
        QCOMPARE(talk.session.newToken->mechanism, QStringLiteral("HT-SHA-256-ENDP"));
        QCOMPARE(talk.session.newToken->token.reveal(), QStringLiteral("t1"));
        QVERIFY(talk.session.newToken->isValidAt(QDateTime::fromString(u"2029-12-31T00:00:00Z", Qt::ISODate)));
        QVERIFY(!talk.session.newToken->isValidAt(QDateTime::fromString(u"2030-01-02T00:00:00Z", Qt::ISODate)));
        const auto again = FastToken::read(talk.session.newToken->write());
        QVERIFY(again && again->token.reveal() == u"t1" && again->expiry == talk.session.newToken->expiry);
    }

    /// A login that was bound to the channel gets no token that could be used by somebody in between.
    void boundLoginAsksForNoUnboundToken()
    {
        Talk2 talk(installed());
        talk.negotiation.setEndPoint("hash");
        talk.offer2({ "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" },
                    "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>",
                    bindingTypes({ "tls-server-end-point" }));
        QVERIFY(!talk.sent.first().childIn(u"urn:xmpp:fast:0"));
    }

    void tokenLogsInWithOneMessage()
    {
        for (const bool bound : { true, false }) {
            Talk2 talk(withToken(bound ? "HT-SHA-256-ENDP" : "HT-SHA-256-NONE"));
            talk.negotiation.setEndPoint("hash");
            talk.offer2({ "SCRAM-SHA-256" }, fastInline + bind2Inline);
            const QByteArray binding = bound ? "hash" : "";
            QCOMPARE(talk.initial(), QByteArray("romeo\0", 6) + tokenHash("Initiator" + binding));
            QVERIFY(talk.sent.first().child({ u"urn:xmpp:fast:0", u"fast" }));
            talk.success2(tokenHash("Responder" + binding), "<bound xmlns='urn:xmpp:bind:0'/>", "romeo@montague.lit/x");
            talk.features({});
            QCOMPARE(talk.bound.size(), 1);
            QVERIFY(!talk.session.newToken && !talk.session.isTokenRefused);
            QCOMPARE(talk.session.strongest, LoginRecord());
        }
    }

    void serverThatDoesNotKnowTheTokenIsNotProven()
    {
        for (const QByteArray &answer : { QByteArray(), tokenHash("Initiator"), tokenHash("Responder") }) {
            Talk2 talk(withToken("HT-SHA-256-ENDP"));
            talk.negotiation.setEndPoint("hash");
            talk.offer2({ "SCRAM-SHA-256" }, fastInline);
            talk.success2(answer);
            QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
        }
    }

    void tokenIsNotSentWhereItDoesNotBelong_data()
    {
        QTest::addColumn<QByteArray>("mechanism");
        QTest::addColumn<QByteArray>("offered");
        QTest::addColumn<QByteArray>("endPoint");
        QTest::addColumn<bool>("boundBefore");
        const QByteArray none("<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>");
        QTest::newRow("another mechanism") << QByteArray("HT-SHA-256-ENDP") << none << QByteArray("hash") << false;
        QTest::newRow("no FAST") << QByteArray("HT-SHA-256-NONE") << QByteArray() << QByteArray("hash") << false;
        QTest::newRow("nothing to bind to") << QByteArray("HT-SHA-256-ENDP") << fastInline << QByteArray() << false;
        QTest::newRow("weaker than before")
            << QByteArray("HT-SHA-256-NONE") << fastInline << QByteArray("hash") << true;
        QTest::newRow("unknown") << QByteArray("HT-SHA-256-EXPR")
                                 << QByteArray("<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-EXPR</mechanism>"
                                               "</fast>")
                                 << QByteArray("hash") << false;
    }
    void tokenIsNotSentWhereItDoesNotBelong()
    {
        QFETCH(QByteArray, mechanism);
        QFETCH(QByteArray, offered);
        QFETCH(QByteArray, endPoint);
        QFETCH(bool, boundBefore);
        ConnectSettings settings = withToken(mechanism.constData());
        if (boundBefore) {
            settings.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        }
        Talk2 talk(settings);
        talk.negotiation.setEndPoint(endPoint);
        talk.offer2({ "SCRAM-SHA-256" }, offered);
        QCOMPARE(talk.sent.first().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(!talk.sent.first().child({ u"urn:xmpp:fast:0", u"fast" }));
    }

    void refusedTokenGivesWayToThePassword()
    {
        Talk2 talk(withToken("HT-SHA-256-NONE"));
        talk.offer2({ "SCRAM-SHA-256" }, fastInline);
        talk.say("<failure" + sasl2Ns + "><credentials-expired" + saslNs + "/></failure>");
        QVERIFY(talk.isQuiet());
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.answer2With(server);
        talk.success2(server.final(talk.lastData()));
        talk.features(bindFeature);
        talk.answerBinding("romeo@montague.lit/orchard");
        QVERIFY(talk.session.isTokenRefused);
    }

    void refusedTokenWithoutAPasswordAsksForOne()
    {
        ConnectSettings settings = withToken("HT-SHA-256-NONE");
        settings.password = Secret();
        Talk2 talk(settings);
        talk.offer2({ "SCRAM-SHA-256" }, fastInline);
        QCOMPARE(talk.sent.size(), 1);
        talk.say("<failure" + sasl2Ns + "><not-authorized" + saslNs + "/></failure>");
        QCOMPARE(talk.failure(), Error::Kind::NotAuthorised);
        QCOMPARE(talk.sent.size(), 1);
    }

    /// XEP-0480, with the numbers of RFC 7677's example.
    void strongerHashIsHandedOverOnABoundLogin()
    {
        const QByteArray upgrade = "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
                                   "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-1</upgrade>"
                                   "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-X</upgrade>";
        Talk2 talk;
        talk.negotiation.setEndPoint("hash");
        talk.offer2({ "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS" }, {}, bindingTypes({ "tls-server-end-point" }), upgrade);
        QCOMPARE(talk.sent.first().childText({ u"urn:xmpp:sasl:upgrade:0", u"upgrade" }),
                 QStringLiteral("UPGR-SCRAM-SHA-256"));
        ScramServer server(QCryptographicHash::Sha1, "pencil");
        server.setBindingData("hash");
        talk.answer2With(server);
        talk.say("<continue" + sasl2Ns + "><additional-data>" + server.final(talk.lastData()).toBase64()
                 + "</additional-data><tasks><task>UPGR-SCRAM-SHA-256</task></tasks></continue>");
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.sent.last().attribute(u"task"), QStringLiteral("UPGR-SCRAM-SHA-256"));
        const qsizetype before = talk.sent.size();
        talk.say("<task-data" + sasl2Ns
                 + "><salt xmlns='urn:xmpp:scram-upgrade:0' iterations='4096'>"
                   "W22ZaJ0SNY7soEsUEjb6gQ==</salt></task-data>");
        QTRY_COMPARE(talk.sent.size(), before + 1);
        QCOMPARE(talk.sent.last().childText({ u"urn:xmpp:scram-upgrade:0", u"hash" }),
                 QStringLiteral("xKSVEDI6tPlSysH6mUQZOeeOp01r6B3fcJbodRPcYV0="));
        talk.say("<success" + sasl2Ns
                 + "><authorization-identifier>romeo@montague.lit</authorization-identifier>"
                   "</success>");
        QCOMPARE(talk.loginsOnStream, 1);
    }

    void upgradeIsNotForEveryone()
    {
        Talk2 talk; // not bound
        talk.offer2({ "SCRAM-SHA-1" }, {}, {}, "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>");
        QVERIFY(!talk.sent.first().childIn(u"urn:xmpp:sasl:upgrade:0"));
        ScramServer server(QCryptographicHash::Sha1, "pencil");
        talk.answer2With(server);
        talk.say("<continue" + sasl2Ns + "><additional-data>" + server.final(talk.lastData()).toBase64()
                 + "</additional-data><tasks><task>UPGR-SCRAM-SHA-256</task></tasks></continue>");
        QCOMPARE(talk.failure(), Error::Kind::NoMechanism);
        QCOMPARE(talk.failures.first().condition, QStringLiteral("task"));
    }

    void continueMustBeEarned()
    {
        Talk2 talk;
        talk.offer2({ "SCRAM-SHA-256" });
        talk.say("<continue" + sasl2Ns + "><tasks><task>TOTP-EXAMPLE</task></tasks></continue>");
        QCOMPARE(talk.failure(), Error::Kind::ServerNotProven);
    }

    void secretsAreNotShown()
    {
        for (const QByteArray &xml :
             { QByteArray("<auth" + saslNs + " mechanism='PLAIN'>c2VjcmV0</auth>"),
               QByteArray("<authenticate" + sasl2Ns
                          + " mechanism='X'><initial-response>c2VjcmV0</initial-response>"
                            "<a><b>c2VjcmV0</b></a></authenticate>"),
               QByteArray("<success" + sasl2Ns
                          + "><token xmlns='urn:xmpp:fast:0' token='c2VjcmV0' other='c2VjcmV0'/>"
                            "</success>"),
               QByteArray("<task-data" + sasl2Ns
                          + "><hash xmlns='urn:xmpp:scram-upgrade:0'>c2VjcmV0</hash>"
                            "</task-data>") }) {
            const QByteArray shown = withoutSecrets(*parseElement(xml)).toXml();
            QVERIFY2(!shown.contains("c2VjcmV0"), shown.constData());
            QVERIFY2(shown.contains("[hidden]"), shown.constData());
        }
        const auto message = parseElement("<message xmlns='jabber:client'><body>text</body></message>");
        QCOMPARE(withoutSecrets(*message), *message);
    }
};

QTEST_GUILESS_MAIN(TestSasl2Login)
#include "tst_sasl2_login.moc"
