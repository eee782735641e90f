// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "stanza/stanza.h"
#include "support/watched_client.h"

using namespace natter;

static const QByteArray message("<message from='juliet@capulet.lit/b' type='chat'><body>last words</body></message>");

/// How sessions end: nothing that arrived is lost, silence has a deadline, floods have a limit.
class TestSessionEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_good = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void lastWordsAreHeard_data()
    {
        QTest::addColumn<QByteArray>("behind");
        QTest::addColumn<QString>("end");
        QTest::newRow("end of the stream") << QByteArray("</stream:stream>") << "Disconnected";
        QTest::newRow("stream error") << QByteArray(
            "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
            "</stream:error></stream:stream>")
                                      << "StreamError";
        QTest::newRow("end of the connection") << QByteArray() << "Disconnected";
        QTest::newRow("half a stanza") << QByteArray("<message><bo") << "Disconnected";
        QTest::newRow("broken XML") << QByteArray("<message></presence>") << "Malformed";
        QTest::newRow("forbidden XML") << QByteArray("<!-- -->") << "Malformed";
    }
    void lastWordsAreHeard()
    {
        QFETCH(QByteArray, behind);
        QFETCH(QString, end);
        ScriptedServer server(Script().bound().send(message + message + behind).close(), m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QCOMPARE(client.received.size(), 2);
    }

    void stanzaBehindTheBindingIsOfTheSession()
    {
        ScriptedServer server(Script().loggedIn().expect("</iq>").send(
                                  "<iq id='bind' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                  "<jid>romeo@montague.lit/orchard</jid></bind></iq>"
                                  + message),
                              m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasSession());
        QTRY_COMPARE(client.received.size(), 1);
    }

    /// Until the server has closed too it may still be sending (RFC 6120, 4.4), and counts all of it as delivered.
    void wordsWhileWeCloseAreHeard()
    {
        ScriptedServer server(Script().bound().expect("</stream:stream>").send(message + "</stream:stream>").close(),
                              m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasSession());
        client.close();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
        QCOMPARE(client.received.size(), 1);
    }

    void closingEndsWhateverTheServerDoes_data()
    {
        QTest::addColumn<Script>("script");
        const Script closing = Script().bound().expect("</stream:stream>");
        QTest::newRow("answers") << Script(closing).send("</stream:stream>");
        QTest::newRow("closes") << Script(closing).close();
        QTest::newRow("resets") << Script(closing).closeHard();
        QTest::newRow("says nothing") << closing;
        QTest::newRow("garbage") << Script(closing).send("\x01\xff<<>>");
        QTest::newRow("stream error") << Script(closing).send("<stream:error/>");
        QTest::newRow("whitespace") << Script(closing).send("   ");
    }
    void closingEndsWhateverTheServerDoes()
    {
        QFETCH(Script, script);
        ScriptedServer server(script, m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasSession());
        client.close();
        client.close();
        QVERIFY(client.hasEnded()); // which nothing but limits::closeDeadline brings about within that time
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
        QVERIFY(!server.received().contains("stream:error"));
    }

    /// All at once, so that the deadlines run side by side.
    void silenceAtAnyStepHasADeadline()
    {
        const Script whole = Script().bound();
        std::vector<std::unique_ptr<ScriptedServer>> servers;
        std::vector<std::unique_ptr<WatchedClient>> clients;
        const auto start = [&](const Script &script, TlsMode tls) {
            servers.push_back(std::make_unique<ScriptedServer>(script, m_good));
            clients.push_back(std::make_unique<WatchedClient>());
            ConnectSettings pinned = settings(*servers.back(), tls);
            pinned.extraAuthority.clear(); // reading all authorities takes its time
            pinned.pinnedCertificate = m_good.certificate.digest(QCryptographicHash::Sha256);
            clients.back()->open(pinned);
        };
        for (const qsizetype steps : { 0, 2, 3, 4, 6, 10, 12, 13, 14, 16, 18 }) {
            if (steps < whole.size()) {
                start(whole.first(steps), TlsMode::StartTls);
            }
        }
        start(Script(), TlsMode::Direct);
        start(Script().loggedIn().send(QByteArray(100, ' ')), TlsMode::StartTls);
        const auto longest = std::chrono::milliseconds(limits::stepDeadline + limits::connectDeadline).count();
        for (const auto &client : clients) {
            QVERIFY(client->hasEnded(static_cast<int>(longest)));
            QCOMPARE(client->end(), QStringLiteral("Timeout"));
            QVERIFY(!client->ended.first().detail.isEmpty());
        }
    }

    void whitespaceFloodEnds()
    {
        Script script = Script().bound();
        for (int i = 0; i < 20; ++i) {
            script.send(QByteArray(64 * 1024, ' '));
        }
        ScriptedServer server(script, m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("LimitExceeded"));
    }

    void whitespaceKeepalivesAreFine()
    {
        Script script = Script().bound();
        for (int i = 0; i < 1000; ++i) {
            script.send(i % 2 == 0 ? " " : "\n");
        }
        ScriptedServer server(script.send(message), m_good);
        WatchedClient client;
        client.open(settings(server));
        QTRY_COMPARE(client.received.size(), 1);
        QVERIFY(client.ended.isEmpty());
    }

    void floodArrivesInOrderAndInBatches()
    {
        Script script = Script().bound();
        QByteArray flood;
        for (int i = 0; i < 20'000; ++i) {
            flood += "<presence n='" + QByteArray::number(i) + "'/>";
        }
        ScriptedServer server(script.send(flood), m_good);
        WatchedClient client;
        client.open(settings(server));
        QTRY_COMPARE_WITH_TIMEOUT(client.received.size(), 20'000, 20'000);
        for (int i = 0; i < 20'000; ++i) {
            QCOMPARE(client.received.at(i).attribute(u"n").toInt(), i);
        }
        QVERIFY2(client.batches > 1, "one batch would let the queue grow with the flood");
        QVERIFY(client.ended.isEmpty());
    }

    /// Whoever may write to us must not be able to end the session.
    void stanzaThatIsTooLargeIsLeftOut()
    {
        const QByteArray large = "<message>" + QByteArray("<x xmlns='urn:x'>abc</x>").repeated(30'000) + "</message>";
        ScriptedServer server(Script().bound().send(message + large + message), m_good);
        WatchedClient client;
        client.open(settings(server));
        QTRY_COMPARE(client.received.size(), 3);
        QVERIFY(client.received.at(1).firstChild().isNull());
        QVERIFY(client.ended.isEmpty());
    }

    void stanzaWithoutEndEnds()
    {
        const QByteArray endless =
            "<message>" + QByteArray("<x xmlns='urn:x'>abc</x>").repeated(limits::skippedBytes / 24 + 1);
        ScriptedServer server(Script().bound().send(message + endless), m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("LimitExceeded"));
        QCOMPARE(client.received.size(), 1);
        QTRY_VERIFY(server.received().contains("<policy-violation"));
    }

    void nothingIsSentWithoutASession()
    {
        ScriptedServer server(Script().loggedIn(), m_good);
        WatchedClient client;
        Message text;
        text.setBody(QStringLiteral("canary"));
        client.send(text.write());
        client.open(settings(server));
        client.send(text.write());
        QTRY_VERIFY(server.received().contains("<bind"));
        client.send(text.write());
        client.settle();
        client.close();
        QVERIFY(client.hasEnded());
        client.send(text.write());
        client.settle();
        QVERIFY(!server.received().contains("canary"));
    }

    void connectingAnewEndsTheFirst()
    {
        ScriptedServer server(Script().bound(), m_good);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasSession());
        client.sessions.clear();
        client.open(settings(server));
        QVERIFY(QTest::qWaitFor([&] { return !client.sessions.isEmpty(); }, 10'000));
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
        QCOMPARE(server.connections(), 2);
        QTRY_COMPARE(server.open(), 1);
    }

private:
    ConnectSettings settings(const ScriptedServer &server, TlsMode tls = TlsMode::StartTls) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem(), tls);
    }

    TestAuthority m_authority;
    Identity m_good;
};

QTEST_GUILESS_MAIN(TestSessionEnd)
#include "tst_session_end.moc"
