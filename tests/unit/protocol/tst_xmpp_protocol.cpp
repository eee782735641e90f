// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "base/limits.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Routing: what becomes a message, who gets an answer, and how much is done at once.
class TestXmppProtocol : public QObject
{
    Q_OBJECT

    static QList<ReceivedMessage> receivedFrom(ProtocolSession &session, const QByteArray &stanza)
    {
        QList<ReceivedMessage> received;
        const auto collecting = connect(&session.protocol, &XmppProtocol::messageReceived, &session.protocol,
                                        [&received](const ReceivedMessage &message) { received.append(message); });
        session.receive(stanza);
        disconnect(collecting);
        return received;
    }

    static QList<ReceivedMessage> receivedFrom(const QByteArray &stanza)
    {
        ProtocolSession session;
        session.start();
        return receivedFrom(session, stanza);
    }

    static void addQuestions()
    {
        QTest::addColumn<QByteArray>("question");
        QTest::newRow("features") << QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'/>");
        QTest::newRow("items") << QByteArray("<query xmlns='http://jabber.org/protocol/disco#items'/>");
        QTest::newRow("version") << QByteArray("<query xmlns='jabber:iq:version'/>");
        QTest::newRow("time") << QByteArray("<time xmlns='urn:xmpp:time'/>");
        QTest::newRow("ping") << QByteArray("<ping xmlns='urn:xmpp:ping'/>");
    }

    static QByteArray ask(const QByteArray &from, const QByteArray &question, const QByteArray &type = "get")
    {
        return "<iq id='q1' type='" + type + "' from='" + from + "' to='romeo@montague.lit/orchard'>" + question
            + "</iq>";
    }

private Q_SLOTS:
    void questionsOfThoseWhoSeeUsAreAnswered_data() { addQuestions(); }
    void questionsOfThoseWhoSeeUsAreAnswered()
    {
        QFETCH(QByteArray, question);
        for (const QByteArray &from : { QByteArray("juliet@capulet.lit/balcony"), QByteArray("friar@verona.lit/cell"),
                                        QByteArray("romeo@montague.lit/garden"), QByteArray("montague.lit"),
                                        QByteArray("romeo@montague.lit") }) {
            ProtocolSession session;
            session.start();
            session.receive(ask(from, question));
            QCOMPARE(session.sent.size(), 1);
            const auto answer = Iq::read(session.sent.first());
            QCOMPARE(answer->type, Iq::Type::Result);
            QCOMPARE(answer->id, QStringLiteral("q1"));
            QCOMPARE(answer->to.toString(), QString::fromUtf8(from));
            QVERIFY(answer->from.isNull());
        }
    }

    /// What was not routed when the connection broke was not counted, so the server says it again.
    void whatWaitsComesOnceWhenTheStreamGoesOn()
    {
        ProtocolSession session;
        session.start();
        int routed = 0;
        connect(&session.protocol, &XmppProtocol::messageReceived, &session.protocol, [&routed] { ++routed; });
        QSignalSpy counted(&session.protocol, &XmppProtocol::routedUpTo);
        Message message;
        message.from = Jid::orNull(u"juliet@capulet.lit/balcony");
        message.to = Jid::orNull(u"romeo@montague.lit/orchard");
        message.setBody(QStringLiteral("Ay me"));
        const int many = 50'000;
        session.protocol.receive(QList<Element>(many, message.write()), many);
        QVERIFY(routed < many); // it does so much at a time
        const int before = routed;
        session.protocol.resumeSession({});
        const auto known = counted.last().first().toUInt();
        QCOMPARE(known, static_cast<uint>(before));
        QCoreApplication::processEvents();
        QCOMPARE(routed, before);
        QCOMPARE(counted.last().first().toUInt(), known);
        session.protocol.receive({ message.write() }, known + 1);
        QCOMPARE(routed, before + 1);
        QCOMPARE(counted.last().first().toUInt(), known + 1);
    }

    void strangersLearnNothing_data() { addQuestions(); }
    void strangersLearnNothing()
    {
        QFETCH(QByteArray, question);
        ProtocolSession unknown;
        unknown.start();
        unknown.receive(ask("paris@verona.lit/hall", "<nonsense xmlns='urn:x:nonsense'/>"));
        const QByteArray nothing = unknown.take().value(0).toXml();
        QVERIFY(nothing.contains("service-unavailable"));
        for (const QByteArray &from : { QByteArray("paris@verona.lit/hall"), QByteArray("tybalt@capulet.lit/x"),
                                        QByteArray("nurse@capulet.lit/kitchen"), QByteArray("mercutio@montague.lit/x"),
                                        QByteArray("capulet.lit"), QByteArray("juliet@capulet.lit.evil.lit/x") }) {
            ProtocolSession session;
            session.start();
            session.receive(ask(from, question));
            QCOMPARE(session.sent.size(), 1);
            QByteArray answer = session.sent.first().toXml();
            QVERIFY(answer.contains("service-unavailable"));
            QCOMPARE(answer.replace(from, "paris@verona.lit/hall"), nothing); // as if we were not here
            QVERIFY(!answer.contains("Natter") && !answer.contains("orchard"));
        }
    }

    void questionsOfTheWrongKindAreRefused_data() { addQuestions(); }
    void questionsOfTheWrongKindAreRefused()
    {
        QFETCH(QByteArray, question);
        ProtocolSession session;
        session.start();
        session.receive(ask("juliet@capulet.lit/balcony", question, "set"));
        QCOMPARE(session.sent.size(), 1);
        QCOMPARE(Iq::read(session.sent.first())->error().condition, QStringLiteral("service-unavailable"));
    }

    void answersNameNoOperatingSystem()
    {
        ProtocolSession session;
        session.start();
        session.receive(ask("juliet@capulet.lit/balcony", "<query xmlns='jabber:iq:version'/>"));
        const auto version = Iq::read(session.take().value(0))->payload<SoftwareVersion>();
        QCOMPARE(version->program, QStringLiteral("Natter"));
        QVERIFY(!version->version.isEmpty());
        QVERIFY(version->system.isEmpty());
    }

    void devicesOfOthersAreAsked()
    {
        ProtocolSession session;
        session.start();
        const Jid balcony = Jid::orNull(u"juliet@capulet.lit/balcony");
        const auto version = session.protocol.versions().ask(balcony);
        const auto echo = session.protocol.ping().ping(balcony);
        const Element question = session.request(SoftwareVersion::name);
        QCOMPARE(question.attribute(u"to"), balcony.toString());
        QCOMPARE(session.request(Ping::name).attribute(u"to"), balcony.toString());
        QByteArray answer = ProtocolSession::resultTo(
            question, "<query xmlns='jabber:iq:version'><name>Gajim</name><version>1.8</version></query>");
        session.receive(QByteArray(answer).replace("/balcony", "/crypt"));
        QVERIFY(!version.isFinished()); // somebody else's word
        session.receive(answer);
        session.receive(ProtocolSession::resultTo(session.request(Ping::name)));
        QTRY_VERIFY(version.isFinished() && echo.isFinished());
        QCOMPARE(version.result()->payload<SoftwareVersion>()->program, QStringLiteral("Gajim"));
        QVERIFY(echo.result().has_value());
    }

    void timeIsThatOfTheClock()
    {
        ProtocolSession session;
        session.start();
        session.receive(ask("juliet@capulet.lit/balcony", "<time xmlns='urn:xmpp:time'/>"));
        QCOMPARE(Iq::read(session.take().value(0))->payload<EntityTime>()->utc, session.clock.now());
    }

    void unknownNodeIsNotFound()
    {
        ProtocolSession session;
        session.start();
        session.receive(
            ask("juliet@capulet.lit/balcony", "<query xmlns='http://jabber.org/protocol/disco#info' node='x'/>"));
        QCOMPARE(Iq::read(session.take().value(0))->error().condition, QStringLiteral("item-not-found"));
    }

    void requestIsAnsweredOnceAndAnswersAreNot_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<int>("answers");
        const auto row = [](const char *name, const QByteArray &stanza, int answers) {
            QTest::newRow(name) << stanza << answers;
        };
        row("unknown get", "<iq type='get' id='1' from='juliet@capulet.lit/a'><x xmlns='urn:x:y'/></iq>", 1);
        row("unknown set", "<iq type='set' id='1' from='juliet@capulet.lit/a'><x xmlns='urn:x:y'/></iq>", 1);
        row("empty get", "<iq type='get' id='1' from='juliet@capulet.lit/a'/>", 1);
        row("unasked result", "<iq type='result' id='1' from='juliet@capulet.lit/a'/>", 0);
        row("unasked error", "<iq type='error' id='1' from='juliet@capulet.lit/a'/>", 0);
        row("without an id", "<iq type='get' from='juliet@capulet.lit/a'/>", 0);
        row("without a type", "<iq id='1' from='juliet@capulet.lit/a'/>", 0);
        row("malformed sender", "<iq type='get' id='1' from='@'/>", 0);
        row("message",
            "<message from='juliet@capulet.lit/a'><body>x</body><request xmlns='urn:xmpp:receipts'/></message>", 0);
        row("message of a stranger",
            "<message from='paris@verona.lit/a' id='1'><body>x</body>"
            "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>",
            0);
        row("no stanza", "<r xmlns='urn:xmpp:sm:3'/>", 0);
    }
    void requestIsAnsweredOnceAndAnswersAreNot()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(int, answers);
        ProtocolSession session;
        session.start();
        session.receive(stanza);
        ProtocolSession::settle();
        QCOMPARE(session.sent.size(), answers);
    }

    void bodyIsChosenDeterministically_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("body");
        const auto row = [](const char *name, const QByteArray &content, const QString &body) {
            QTest::newRow(name) << content << body;
        };
        row("one", "<body>a</body>", "a");
        row("two", "<body>a</body><body>b</body>", "a");
        row("in another namespace", "<body xmlns='http://www.w3.org/1999/xhtml'>a</body><body>b</body>", "b");
        row("only in another namespace", "<body xmlns='jabber:server'>a</body>", QString());
        row("languages", "<body xml:lang='de'>a</body><body>b</body><body xml:lang='en'>c</body>", "b");
        row("only languages", "<body xml:lang='de'>a</body><body xml:lang='en'>b</body>", "a");
        row("attribute that is no language", "<body lang='de'>a</body><body>b</body>", "a");
        row("empty first", "<body/><body>b</body>", QString());
        row("elements inside", "<body>a<b xmlns='urn:x:y'>evil</b>c</body>", "ac");
        row("CDATA", "<body><![CDATA[<b>]]>&amp;</body>", "<b>&");
        row("nested deeper", "<x xmlns='urn:x:y'><body xmlns='jabber:client'>a</body></x>", QString());
    }
    void bodyIsChosenDeterministically()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, body);
        const auto received =
            receivedFrom("<message from='juliet@capulet.lit/a' type='chat'>" + content + "</message>");
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().message.body(), body);
    }

    void forwardedStanzaNobodyAskedForIsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::newRow("message") << QByteArray(
            "<message xmlns='jabber:client' from='nurse@capulet.lit'><body>evil</body></message>");
        QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client' from='nurse@capulet.lit/evil'/>");
        QTest::newRow("iq") << QByteArray("<iq xmlns='jabber:client' type='set' id='1'><query xmlns='jabber:iq:roster'>"
                                          "<item jid='evil@verona.lit' subscription='both'/></query></iq>");
    }
    void forwardedStanzaNobodyAskedForIsNoMessage()
    {
        QFETCH(QByteArray, inner);
        const QByteArray forwarded = "<forwarded xmlns='urn:xmpp:forward:0'>" + inner + "</forwarded>";
        const QByteArray fromArchive = "<result xmlns='urn:xmpp:mam:2' queryid='1'>" + forwarded + "</result>";
        for (const QByteArray &content : { forwarded, fromArchive, inner }) {
            ProtocolSession session;
            session.start();
            const auto roster = session.protocol.roster().items();
            const auto received = receivedFrom(session,
                                               "<message from='juliet@capulet.lit/a' type='chat'>" + content
                                                   + "<body>outer</body></message>");
            QCOMPARE(received.size(), content == fromArchive ? 0 : 1); // a contact has no archive of ours
            for (const ReceivedMessage &outer : received) {
                QCOMPARE(outer.message.body(), QStringLiteral("outer"));
                QCOMPARE(outer.message.from.toString(), QStringLiteral("juliet@capulet.lit/a"));
            }
            QVERIFY(!session.protocol.presence().best(Jid::orNull(u"nurse@capulet.lit")));
            QCOMPARE(session.protocol.roster().items(), roster);
            QVERIFY(session.sent.isEmpty());
        }
    }

    void stampIsBelievedOnlyFromOurServer_data()
    {
        QTest::addColumn<QByteArray>("delays");
        QTest::addColumn<bool>("believed");
        const auto delay = [](const QByteArray &from, const QByteArray &stamp = "2026-11-01T00:00:00Z") {
            return "<delay xmlns='urn:xmpp:delay' stamp='" + stamp + '\''
                + (from.isNull() ? QByteArray() : " from='" + from + '\'') + "/>";
        };
        const auto row = [](const char *name, const QByteArray &delays, bool believed) {
            QTest::newRow(name) << delays << believed;
        };
        row("our server", delay("montague.lit"), true);
        row("our account", delay("romeo@montague.lit"), true);
        row("our server in capitals", delay("MONTAGUE.lit"), true);
        row("nobody", delay({}), false);
        row("the sender", delay("juliet@capulet.lit/a"), false);
        row("the sender's server", delay("capulet.lit"), false);
        row("our other device", delay("romeo@montague.lit/garden"), false);
        row("malformed", delay("@"), false);
        row("unreadable stamp", delay("montague.lit", "yesterday"), false);
        row("old namespace", "<x xmlns='jabber:x:delay' from='montague.lit' stamp='20261101T00:00:00'/>", false);
        row("the sender's before our server's",
            delay("juliet@capulet.lit/a", "1970-01-01T00:00:00Z") + delay("montague.lit"), true);
    }
    void stampIsBelievedOnlyFromOurServer()
    {
        QFETCH(QByteArray, delays);
        QFETCH(bool, believed);
        const auto received =
            receivedFrom("<message from='juliet@capulet.lit/a'><body>x</body>" + delays + "</message>");
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().stamp, believed ? QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC) : QDateTime());
    }

    void bounceNamesMessageAndCondition()
    {
        ProtocolSession session;
        session.start();
        QSignalSpy bounced(&session.protocol, &XmppProtocol::messageBounced);
        QSignalSpy received(&session.protocol, &XmppProtocol::messageReceived);
        session.receive("<message type='error' from='juliet@capulet.lit' id='m1'><body>mine</body><error type='cancel'>"
                        "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        session.receive("<message type='error' from='juliet@capulet.lit' id='m2'/>");
        QCOMPARE(received.count(), 0);
        QCOMPARE(bounced.count(), 2);
        QCOMPARE(bounced[0].at(1).toString(), QStringLiteral("m1"));
        QCOMPARE(bounced[0].at(2).value<StanzaError>().condition, QStringLiteral("item-not-found"));
        QCOMPARE(bounced[1].at(2).value<StanzaError>().condition, QStringLiteral("undefined-condition"));
        QVERIFY(session.sent.isEmpty());
    }

    void typeOfAMessageIsRead_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("type");
        QTest::newRow("absent") << QByteArray() << static_cast<int>(Message::Type::Normal);
        QTest::newRow("unknown") << QByteArray("type='secret'") << static_cast<int>(Message::Type::Normal);
        QTest::newRow("chat") << QByteArray("type='chat'") << static_cast<int>(Message::Type::Chat);
        QTest::newRow("case matters") << QByteArray("type='CHAT'") << static_cast<int>(Message::Type::Normal);
        QTest::newRow("headline") << QByteArray("type='headline'") << static_cast<int>(Message::Type::Headline);
    }
    void typeOfAMessageIsRead()
    {
        QFETCH(QByteArray, written);
        QFETCH(int, type);
        const auto received =
            receivedFrom("<message from='juliet@capulet.lit/a' " + written + "><body>x</body></message>");
        QCOMPARE(received.size(), 1);
        QCOMPARE(static_cast<int>(received.first().message.type), type);
    }

    void nothingIsReceivedWithoutASession()
    {
        ProtocolSession session;
        QSignalSpy received(&session.protocol, &XmppProtocol::messageReceived);
        session.receive("<message from='juliet@capulet.lit/a'><body>early</body></message>");
        session.start();
        session.protocol.endSession();
        session.receive("<message from='juliet@capulet.lit/a'><body>late</body></message>");
        session.receive(ask("juliet@capulet.lit/a", "<ping xmlns='urn:xmpp:ping'/>"));
        ProtocolSession::settle();
        QCOMPARE(received.count(), 0);
        QVERIFY(session.sent.isEmpty());
    }

    void whatArrivedBeforeTheEndStillCounts()
    {
        ProtocolSession session;
        session.start();
        QSignalSpy received(&session.protocol, &XmppProtocol::messageReceived);
        QList<Element> many;
        for (int i = 0; i < 20'000; ++i) {
            many.append(stanzaFrom("<message from='juliet@capulet.lit/a'><body>x</body></message>"));
        }
        session.protocol.receive(many);
        session.protocol.endSession();
        QCOMPARE(received.count(), 20'000);
    }

    void floodIsDrainedInSlicesAndInOrder()
    {
        ProtocolSession session;
        session.start();
        QList<Element> flood;
        for (int i = 0; i < 50'000; ++i) {
            flood.append(stanzaFrom("<presence from='juliet@capulet.lit/" + QByteArray::number(i % 50) + "'><priority>"
                                    + QByteArray::number(i % 100) + "</priority></presence>"));
        }
        int seen = 0;
        int turns = 0;
        connect(&session.protocol.presence(), &PresenceDirectory::changed, this, [&seen] { ++seen; });
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
        turn.start(0);
        session.protocol.receive(flood);
        QVERIFY(seen < 50'000); // the first slice ended before the flood did
        bool behind = false;
        connect(&session.protocol, &XmppProtocol::messageReceived, this, [&] { behind = seen == 50'000; });
        session.receive("<message from='juliet@capulet.lit/a'><body>after the flood</body></message>");
        QVERIFY(!behind);
        QTRY_COMPARE_WITH_TIMEOUT(seen, 50'000, 30'000);
        QTRY_VERIFY(behind);
        QVERIFY2(turns >= 2, "nothing else ran meanwhile");
        QCOMPARE(session.protocol.presence().resources(ProtocolSession::juliet()).size(), 50);
    }

    void unknownElementsAreCountedAndIgnored()
    {
        ProtocolSession session;
        session.start();
        for (int i = 0; i < 1000; ++i) {
            session.receive(
                "<unknown xmlns='urn:x:evil'><message xmlns='jabber:client'><body>x</body></message></unknown>");
            session.receive("<message xmlns='jabber:server' from='juliet@capulet.lit'><body>x</body></message>");
        }
        QTRY_COMPARE(session.protocol.droppedCount(), 2000);
        QVERIFY(session.sent.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestXmppProtocol)
#include "tst_xmpp_protocol.moc"
