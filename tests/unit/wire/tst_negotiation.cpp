// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/talk.h"

using namespace natter;

/// From the stream header to the session: every step, and every way a server can lie about one.
class TestNegotiation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerNamesUsOnlyOnceEncrypted()
    {
        Talk plain(romeo(), Negotiation::Encryption::None);
        QVERIFY(plain.negotiation.streamHeader().contains(" to='montague.lit'"));
        QVERIFY(!plain.negotiation.streamHeader().contains("romeo"));
        plain.negotiation.encryptionEstablished();
        QVERIFY(plain.negotiation.streamHeader().contains(" from='romeo@montague.lit'"));
    }

    void oldServersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        for (const char *attributes : { "", "version=''", "version='0.9'", "version='x'", "version='-1.0'" }) {
            QTest::newRow(attributes) << QByteArray(attributes);
        }
    }
    void oldServersAreRefused()
    {
        QFETCH(QByteArray, attributes);
        Talk talk;
        talk.header(attributes);
        QCOMPARE(talk.violation(), QStringLiteral("unsupported-version"));
    }

    void secondHeaderIsRefused()
    {
        Talk talk;
        talk.header();
        talk.header();
        QCOMPARE(talk.violation(), QStringLiteral("bad-format"));
    }

    void featuresNeedAHeader()
    {
        Talk talk;
        talk.features(mechanisms({ "SCRAM-SHA-1" }));
        QVERIFY(!talk.violation().isEmpty());
        QVERIFY(talk.sent.isEmpty());
    }

    void streamWithoutStartTlsEnds_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("login at once") << mechanisms({ "SCRAM-SHA-1", "PLAIN" });
        QTest::newRow("binding at once") << bindFeature;
        QTest::newRow("another namespace") << QByteArray("<starttls xmlns='urn:x'/>");
        QTest::newRow("nested") << "<x xmlns='urn:x'>" + startTls + "</x>";
    }
    void streamWithoutStartTlsEnds()
    {
        QFETCH(QByteArray, features);
        ConnectSettings settings = romeo();
        settings.allowPlain = true;
        Talk talk(settings, Negotiation::Encryption::None);
        talk.header();
        talk.features(features);
        QCOMPARE(talk.failure(), Error::Kind::NoTls);
        QVERIFY(talk.sent.isEmpty());
    }

    void startTlsIsAskedForFirst()
    {
        Talk talk(romeo(), Negotiation::Encryption::None);
        talk.header();
        talk.features(mechanisms({ "PLAIN", "SCRAM-SHA-1" }) + startTls + bindFeature);
        QCOMPARE(talk.sent.size(), 1);
        QVERIFY(talk.sent.first().is({ ns::tls, u"starttls" }));
        talk.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        QCOMPARE(talk.encryptions, 1);
        QCOMPARE(talk.restarts, 1);
        QVERIFY(talk.isQuiet());
        talk.negotiation.encryptionEstablished();
        talk.header();
        talk.features(startTls + mechanisms({ "SCRAM-SHA-1" }));
        QVERIFY(talk.sent.last().is({ ns::sasl, u"auth" }));
    }

    void startTlsRefusedEnds_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("violates");
        QTest::newRow("failure") << QByteArray("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") << false;
        QTest::newRow("other") << QByteArray("<maybe xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>") << false;
        QTest::newRow("proceed elsewhere") << QByteArray("<proceed xmlns='urn:x'/>") << true;
        QTest::newRow("features again") << QByteArray("<stream:features/>") << true;
        QTest::newRow("login") << "<success" + saslNs + "/>" << true;
        QTest::newRow("stanza") << QByteArray("<message/>") << true;
    }
    void startTlsRefusedEnds()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, violates);
        Talk talk(romeo(), Negotiation::Encryption::None);
        talk.header();
        talk.features(startTls);
        talk.say(answer);
        QCOMPARE(talk.encryptions, 0);
        QCOMPARE(talk.failures.size() + talk.violations.size(), 1);
        QCOMPARE(talk.failure() == Error::Kind::NoTls, !violates);
    }

    void logsInAndBinds()
    {
        Talk talk;
        talk.reachBinding();
        QCOMPARE(talk.logins, 1);
        QCOMPARE(talk.restarts, 1);
        QVERIFY(talk.sent.last().firstChild().is({ ns::bind, u"bind" }));
        talk.answerBinding("romeo@montague.lit/orchard");
        QCOMPARE(talk.bound, QList<Jid>({ Jid::orNull(u"romeo@montague.lit/orchard") }));
        QCOMPARE(talk.mechanism, QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(talk.isQuiet());
    }

    void stanzasBeforeLoginAreNotAuthorised_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        for (const char *stanza : { "<message><body>x</body></message>", "<presence/>", "<iq id='bind' type='result'/>",
                                    "<iq id='1' type='set'><query xmlns='jabber:iq:roster'/></iq>" }) {
            QTest::newRow(stanza) << QByteArray(stanza);
        }
    }
    void stanzasBeforeLoginAreNotAuthorised()
    {
        QFETCH(QByteArray, stanza);
        Talk early;
        early.header();
        early.say(stanza);
        QCOMPARE(early.violation(), QStringLiteral("not-authorized"));
        Talk during;
        during.offer({ "SCRAM-SHA-1" });
        during.say(stanza);
        QCOMPARE(during.violation(), QStringLiteral("not-authorized"));
        QVERIFY(during.bound.isEmpty());
        Talk unencrypted(romeo(), Negotiation::Encryption::None);
        unencrypted.header();
        unencrypted.say(stanza);
        QCOMPARE(unencrypted.violation(), QStringLiteral("not-authorized"));
    }

    void nothingElseBeforeBinding_data()
    {
        QTest::addColumn<QByteArray>("element");
        for (const char *element :
             { "<message/>", "<presence/>", "<iq id='x' type='result'/>", "<iq id='bind' type='get'/>",
               "<iq id='bind' type='set'/>", "<iq type='result'/>", "<stream:features/>",
               "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
               "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<r xmlns='urn:xmpp:sm:3'/>" }) {
            QTest::newRow(element) << QByteArray(element);
        }
    }
    void nothingElseBeforeBinding()
    {
        QFETCH(QByteArray, element);
        Talk talk;
        talk.reachBinding();
        talk.say(element);
        QCOMPARE(talk.violations.size(), 1);
        QVERIFY(talk.bound.isEmpty());
    }

    void bindingIsRefused_data()
    {
        QTest::addColumn<QString>("condition");
        for (const char *condition : { "bad-request", "conflict", "not-allowed", "resource-constraint" }) {
            QTest::newRow(condition) << QString::fromLatin1(condition);
        }
    }
    void bindingIsRefused()
    {
        QFETCH(QString, condition);
        Talk talk;
        talk.reachBinding();
        talk.say("<iq id='bind' type='error'><error type='cancel'><" + condition.toUtf8()
                 + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QCOMPARE(talk.failure(), Error::Kind::Remote);
        QCOMPARE(talk.failures.first().condition, condition);
    }

    void unusableAddressesAreNotTaken_data()
    {
        QTest::addColumn<QByteArray>("jid");
        for (const char *jid : { "", "romeo@montague.lit", "romeo@capulet.lit/r", "@/", "romeo@montague.lit/",
                                 "romeo@evil.montague.lit/r", "romeo@montague.lit.evil/r" }) {
            QTest::newRow(jid) << QByteArray(jid);
        }
    }
    void unusableAddressesAreNotTaken()
    {
        QFETCH(QByteArray, jid);
        Talk talk;
        talk.reachBinding();
        talk.answerBinding(jid);
        QCOMPARE(talk.failure(), Error::Kind::Malformed);
        QVERIFY(talk.bound.isEmpty());
    }

    void bindingMustBeOffered()
    {
        Talk talk;
        talk.logIn();
        talk.header();
        talk.features("<c xmlns='http://jabber.org/protocol/caps'/>");
        QCOMPARE(talk.failure(), Error::Kind::NotXmpp);
    }

    void resourceIsAskedFor()
    {
        ConnectSettings settings = romeo();
        settings.resource = QStringLiteral("<r>");
        Talk talk(settings);
        talk.reachBinding();
        QCOMPARE(talk.sent.last().firstChild().childText({ ns::bind, u"resource" }), QStringLiteral("<r>"));
    }

    void legacySessionIsOpened()
    {
        Talk talk;
        talk.reachBinding("<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>");
        talk.answerBinding("romeo@montague.lit/r");
        QVERIFY(talk.bound.isEmpty());
        QVERIFY(talk.sent.last().firstChild().is({ ns::session, u"session" }));
        talk.say("<iq id='session' type='result'/>");
        QCOMPARE(talk.bound.size(), 1);
    }

    void optionalSessionIsNotOpened()
    {
        Talk talk;
        talk.reachBinding("<session xmlns='urn:ietf:params:xml:ns:xmpp-session'><optional/></session>");
        talk.answerBinding("romeo@montague.lit/r");
        QCOMPARE(talk.bound.size(), 1);
    }

    void legacySessionRefusedEnds()
    {
        Talk talk;
        talk.reachBinding("<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>");
        talk.answerBinding("romeo@montague.lit/r");
        talk.say("<iq id='session' type='error'/>");
        QCOMPARE(talk.failure(), Error::Kind::Remote);
        QVERIFY(talk.bound.isEmpty());
    }

    void CVE_2014_2741_compressionIsIgnored()
    {
        Talk talk;
        talk.header();
        talk.features("<compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression>"
                      + mechanisms({ "SCRAM-SHA-1" }));
        QCOMPARE(talk.sent.size(), 1);
        QVERIFY(talk.sent.first().is({ ns::sasl, u"auth" }));
    }

    void streamErrorsAreTold_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<QString>("condition");
        const QByteArray xmlns(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'");
        for (const char *condition :
             { "host-unknown", "conflict", "system-shutdown", "see-other-host", "policy-violation" }) {
            QTest::newRow(condition) << "<" + QByteArray(condition) + xmlns + "/>" << QString::fromLatin1(condition);
        }
        QTest::newRow("empty") << QByteArray() << "undefined-condition";
        QTest::newRow("foreign") << QByteArray("<conflict xmlns='urn:x'/>") << "undefined-condition";
        QTest::newRow("with text") << "<reset" + xmlns + "/><text" + xmlns + ">t</text><x xmlns='urn:x'/>"
                                   << "reset";
    }
    void streamErrorsAreTold()
    {
        QFETCH(QByteArray, children);
        QFETCH(QString, condition);
        for (int step = 0; step < 3; ++step) {
            Talk talk;
            talk.header();
            if (step > 0) {
                talk.features(mechanisms({ "SCRAM-SHA-1" }));
            }
            talk.say("<stream:error>" + children + "</stream:error>");
            QCOMPARE(talk.failure(), Error::Kind::StreamError);
            QCOMPARE(talk.failures.first().condition, condition);
        }
    }

    void registrationIsFilledIn()
    {
        ConnectSettings settings;
        settings.purpose = ConnectSettings::Purpose::Register;
        settings.account = Jid::orNull(u"montague.lit");
        Talk talk(settings);
        talk.header();
        talk.features(mechanisms({ "SCRAM-SHA-1" }));
        QVERIFY(talk.sent.last().firstChild().is({ u"jabber:iq:register", u"query" }));
        const Element form = ElementBuilder({ u"jabber:iq:register", u"query" })
                                 .textChild({ u"jabber:iq:register", u"username" }, u"u")
                                 .build();
        talk.negotiation.submitRegistration(form); // too early: nobody has asked for it
        QCOMPARE(talk.sent.size(), 1);
        talk.say("<iq id='register-form' type='result'><query xmlns='jabber:iq:register'><username/></query></iq>");
        QCOMPARE(talk.offers, 1);
        talk.negotiation.submitRegistration(form);
        QVERIFY(talk.sent.last().firstChild() == form);
        QCOMPARE(talk.sent.last().attribute(u"to"), QStringLiteral("montague.lit"));
        talk.say("<iq id='register' type='error'><error type='cancel'><conflict "
                 "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QCOMPARE(talk.failure(), Error::Kind::Remote);
        talk.negotiation.submitRegistration(form);
        talk.negotiation.submitRegistration(form);
        QCOMPARE(talk.sent.size(), 3);
        talk.say("<iq id='register' type='result'/>");
        QCOMPARE(talk.registrations, 1);
        QCOMPARE(talk.logins, 0);
    }

    void registrationAcceptsNothingElse()
    {
        ConnectSettings settings;
        settings.purpose = ConnectSettings::Purpose::Register;
        settings.account = Jid::orNull(u"montague.lit");
        for (const QByteArray &stanza :
             { QByteArray("<message/>"), QByteArray("<iq id='register' type='result'/>"),
               QByteArray("<iq id='register-form' type='get'/>"), QByteArray("<stream:features/>") }) {
            Talk talk(settings);
            talk.header();
            talk.features({});
            talk.say(stanza);
            QCOMPARE(talk.violations.size(), 1);
            QCOMPARE(talk.registrations + talk.offers, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestNegotiation)
#include "tst_negotiation.moc"
