// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/talk2.h"
#include "wire/known_offer.h"

using namespace natter;

static SaslOffer offerOf(const QByteArray &inlined)
{
    Talk2 talk;
    talk.offer2({ "SCRAM-SHA-256" }, inlined);
    return talk.negotiation.offer();
}

/// One whose token is on its way before the offer is there.
class EarlyTalk : public Talk2
{
public:
    explicit EarlyTalk(const QByteArray &expected) : Talk2(withToken("HT-SHA-256-NONE"))
    {
        negotiation.expectOffer(offerOf(expected));
        negotiation.headerSent();
    }
};

/// A login with a token that relies on what the server offered before (XEP-0388, 2.1; XEP-0484, 2.1).
class TestKnownOffer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokenDoesNotWaitForAKnownOffer()
    {
        Talk2 talk(withToken("HT-SHA-256-ENDP"));
        talk.negotiation.setEndPoint("hash");
        talk.negotiation.expectOffer(offerOf(fastInline + smInline + bind2Inline));
        talk.negotiation.headerSent();
        QCOMPARE(talk.sent.size(), 1);
        QCOMPARE(talk.initial(), QByteArray("romeo\0", 6) + tokenHash("Initiatorhash"));
        QVERIFY(talk.sent.first().child({ u"urn:xmpp:bind:0", u"bind" }));
        talk.offer2({ "SCRAM-SHA-256" }, fastInline + smInline + bind2Inline);
        talk.success2(tokenHash("Responderhash"), "<bound xmlns='urn:xmpp:bind:0'/>", "romeo@montague.lit/x");
        talk.features({});
        QVERIFY(talk.isQuiet());
        QCOMPARE(talk.sent.size(), 1);
        QCOMPARE(talk.bound.size(), 1);
        QCOMPARE(talk.mechanism, QStringLiteral("HT-SHA-256-ENDP"));
        QVERIFY(talk.session.switchedOn.contains(u"urn:xmpp:carbons:2"));
    }

    void othersWaitForTheOffer()
    {
        ConnectSettings boundBefore = withToken("HT-SHA-256-NONE");
        boundBefore.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        for (const ConnectSettings &settings : { installed(), boundBefore }) {
            Talk2 talk(settings);
            talk.negotiation.expectOffer(offerOf(fastInline));
            talk.negotiation.headerSent();
            QVERIFY(talk.sent.isEmpty());
            talk.offer2({ "SCRAM-SHA-256" });
            QCOMPARE(talk.sent.first().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
        }
        Talk2 open(withToken("HT-SHA-256-NONE"), Negotiation::Encryption::None);
        open.negotiation.expectOffer(offerOf(fastInline));
        open.negotiation.headerSent();
        QVERIFY(open.sent.isEmpty());
    }

    /// What was sent was meant for another offer; what follows is chosen from the one that came.
    void offerMayHaveChanged()
    {
        EarlyTalk talk(fastInline + bind2Inline);
        talk.offer2({ "SCRAM-SHA-256" }, smInline);
        talk.say("<failure" + sasl2Ns + "><invalid-mechanism" + saslNs + "/></failure>");
        QCOMPARE(talk.sent.size(), 2);
        QCOMPARE(talk.sent.last().attribute(u"mechanism"), QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(!talk.sent.last().child({ u"urn:xmpp:bind:0", u"bind" }));
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        talk.answer2With(server);
        talk.success2(server.final(talk.lastData()));
        talk.features(bindFeature);
        talk.answerBinding("romeo@montague.lit/orchard");
        QCOMPARE(talk.bound.size(), 1);

        EarlyTalk stripped(fastInline);
        stripped.offer2({ "SCRAM-SHA-256" }, fastInline, bindingTypes({ "tls-server-end-point" }));
        QCOMPARE(stripped.failure(), Error::Kind::WeakLogin);

        EarlyTalk older(fastInline);
        older.header();
        older.features(mechanisms({ "SCRAM-SHA-256" }));
        QCOMPARE(older.failure(), Error::Kind::Disconnected);
    }

    void onlyWhatWasAskedForIsSwitchedOn()
    {
        EarlyTalk talk(fastInline
                       + "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/></inline></bind>");
        talk.offer2({ "SCRAM-SHA-256" }, fastInline + bind2Inline);
        talk.success2(tokenHash("Responder"), "<bound xmlns='urn:xmpp:bind:0'/>", "romeo@montague.lit/x");
        talk.features({});
        QCOMPARE(talk.bound.size(), 1);
        QCOMPARE(talk.session.switchedOn, QStringList(QStringLiteral("urn:xmpp:sm:3")));
    }

    void answersBeforeTheOfferAreRefused()
    {
        EarlyTalk talk(fastInline);
        talk.header();
        talk.success2(tokenHash("Responder"));
        QCOMPARE(talk.violation(), QStringLiteral("bad-format"));
        QCOMPARE(talk.loginsOnStream, 0);
    }

    void offerIsForgottenWhereItMisleads()
    {
        SaslOffer offer;
        offer.profile = SaslOffer::Profile::Sasl2;
        KnownOffer known;
        QVERIFY(!known.take());
        known.learn(offer);
        QVERIFY(known.take());
        QVERIFY(!known.take()); // the first led nowhere
        known.learn(offer);
        QVERIFY(known.take());
        known.learn(offer); // this one did
        QVERIFY(known.take());
        known.learn(offer);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(known.take());
            QVERIFY(!known.take());
            known.learn(offer);
        }
        QVERIFY(!known.take());
        known.forget();
        known.learn(offer);
        QVERIFY(known.take());
    }
};

QTEST_GUILESS_MAIN(TestKnownOffer)
#include "tst_known_offer.moc"
