// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "stanza/stanza.h"
#include "support/cut_proxy.h"
#include "support/watched_client.h"

using namespace natter;
using namespace std::chrono_literals;

static constexpr auto never = 1h;

/// Connections that die without a word, in every state, and servers that want to hear something.
class TestSilence : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    ConnectSettings settings(const ScriptedServer &server, const LivenessTimes &times) const
    {
        ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem());
        settings.liveness = times;
        return settings;
    }
    static Script &acknowledge(Script &script, const QByteArray &count = "0")
    {
        return script.expect("<r ").send("<a xmlns='urn:xmpp:sm:3' h='" + count + "'/>");
    }
    static Element message(const QString &id)
    {
        Message message;
        message.to = Jid::orNull(u"juliet@capulet.lit");
        message.id = id;
        message.setBody(QStringLiteral("O"));
        return message.write();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void everyStepOfTheLoginHasADeadline_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("missing");
        const QByteArray startTls("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        QTest::newRow("header") << Script().expect("<stream:stream") << "stream header";
        QTest::newRow("features") << Script().header() << "stream features";
        QTest::newRow("STARTTLS") << Script().header().features(startTls) << "answer to STARTTLS";
        QTest::newRow("TLS") << Script()
                                    .header()
                                    .features(startTls)
                                    .expect("<starttls")
                                    .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                                    .expect("\x16")
                             << "TLS handshake";
        QTest::newRow("header in TLS") << Script().encrypted() << "stream header";
        QTest::newRow("login") << Script().offersLogin() << "answer to the login";
        QTest::newRow("login's second step") << Script().offersLogin().challenge(4096) << "answer to the login";
        QTest::newRow("header behind the login") << Script().offersLogin().authenticate() << "stream header";
        QTest::newRow("binding") << Script().loggedIn() << "answer to the binding";
    }
    void everyStepOfTheLoginHasADeadline()
    {
        QFETCH(Script, script);
        ScriptedServer server(script, m_identity);
        WatchedClient client;
        ConnectSettings hasty = settings(server, {});
        hasty.login = { 5s, 5s };
        client.open(hasty);
        QVERIFY(client.hasEnded(60'000));
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QFETCH(QString, missing);
        QCOMPARE(client.ended.first().detail, QStringLiteral("waited in vain for the ") + missing);
    }

    void idleStreamIsAskedAndAnswers()
    {
        Script script = Script().enabled();
        acknowledge(acknowledge(acknowledge(script)));
        ScriptedServer server(script, m_identity);
        WatchedClient client;
        client.open(settings(server, { 50ms, 10s, never }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(server.isDone()); // three times
        QVERIFY(client.ended.isEmpty());
        QCOMPARE(client.pings, 0);
    }

    void idleStreamThatIsDeadIsNoticedAndMayResume()
    {
        ScriptedServer server(Script().enabled(), m_identity);
        WatchedClient client;
        client.open(settings(server, { 1s, 1s, never }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
        QVERIFY(server.received().contains("<r "));
    }

    void unansweredStanzaIsNoticedWithoutWaitingForSilence()
    {
        ScriptedServer server(Script().enabled(), m_identity);
        WatchedClient client;
        client.open(settings(server, { never, 200ms, never }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.send(message(QStringLiteral("one")));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
    }

    /// All that the server says arrives, and nothing that we say gets through.
    void streamThatIsDeafIsNoticedBehindAllItsTalk()
    {
        Script script = Script().enabled().expect("<body>O</body>");
        for (int i = 0; i < 2000; ++i) { // each of ours gets a word, and none is acknowledged
            script.send("<message from='juliet@capulet.lit/b'><body>Ay me</body></message>").expect("<body>O</body>");
        }
        ScriptedServer server(script, m_identity);
        WatchedClient client;
        client.open(settings(server, { never, 5s, 2s }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTimer talk;
        connect(&talk, &QTimer::timeout, this, [&client] { client.send(message(QStringLiteral("one"))); });
        talk.start(20ms);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QVERIFY(client.received.size() > 5);
    }

    void serverThatDoesNotCountIsPinged()
    {
        ScriptedServer server(Script().bound(), m_identity);
        WatchedClient client;
        client.open(settings(server, { 100ms, 100ms, never }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QCOMPARE(client.pings, 1);
    }

    void wakingUpAsksAtOnce()
    {
        Script script = Script().enabled();
        ScriptedServer server(acknowledge(script), m_identity);
        WatchedClient client;
        client.open(settings(server, { never, never, never }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(server.received().contains("<enable"));
        client.settle();
        client.probe(10s);
        QTRY_VERIFY(server.isDone());
        client.settle();
        QVERIFY(client.ended.isEmpty());
        client.probe(200ms); // now it is dead
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
    }

    void wakingUpOnTheWayToASessionShortensTheWait_data()
    {
        QTest::addColumn<int>("steps");
        QTest::newRow("before the header") << 0;
        QTest::newRow("in the login") << 12;
    }
    void wakingUpOnTheWayToASessionShortensTheWait()
    {
        QFETCH(int, steps);
        ScriptedServer server(Script().bound().first(steps), m_identity);
        WatchedClient client;
        client.open(settings(server, {}));
        QTRY_COMPARE(server.connections(), 1);
        QTRY_VERIFY(server.isDone());
        // More than once, as each step that is done starts a deadline of its own; they are of twenty seconds
        QTRY_VERIFY_WITH_TIMEOUT((client.probe(200ms), !client.ended.isEmpty()), 8000);
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
    }

    void impatientServerHearsSpaces()
    {
        Script script = Script().enabled();
        ScriptedServer server(acknowledge(script).expect(" ").expect(" "), m_identity);
        WatchedClient client;
        client.open(settings(server, { never, never, never, 1ms }));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(server.received().contains("<enable"));
        client.settle();
        client.setServerPatience(100ms);
        client.probe(10s);
        QTRY_VERIFY(server.isDone());
        QVERIFY(server.received().endsWith("  "));
        QVERIFY(client.ended.isEmpty());
    }

    /// A connection that both sides believe in, and nothing gets through.
    void swallowedConnectionIsNoticed()
    {
        Script script = Script().enabled();
        ScriptedServer server(acknowledge(script), m_identity);
        CutProxy proxy(server.serverPort());
        WatchedClient client;
        ConnectSettings through = settings(server, { 1s, 1s, never });
        through.endpoints.first().port = proxy.serverPort();
        client.open(through);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_VERIFY(server.isDone());
        proxy.setDeaf(true);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Timeout"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
    }
};

QTEST_GUILESS_MAIN(TestSilence)
#include "tst_silence.moc"
