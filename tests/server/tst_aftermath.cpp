// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/client_line.h"
#include "support/object_census.h"
#include "support/process_use.h"
#include "support/watched_client.h"

#include <QtTest>

#include <atomic>

using namespace natter;

/// However a connection ends, no timer, socket, object or thread of it stays behind.
class TestAftermath : public QObject
{
    Q_OBJECT

    enum class Way { Close, Drop, Server };

    TestAuthority m_authority;
    Identity m_identity;
    int m_threads = 0; ///< without a client

    /// A client of which one can see what lives on its thread.
    struct Line : ClientLine
    {
        ObjectCensus census()
        {
            const auto answer = thread.call([](XmppClient &) { return ObjectCensus::here(); });
            if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 10'000)) {
                qFatal("the listener thread does not answer");
            }
            return answer.result();
        }
        void end(Way way)
        {
            thread.post([way](XmppClient &ended) {
                if (way == Way::Close) {
                    ended.disconnectFromServer();
                } else if (way == Way::Drop) {
                    ended.drop({ Error::Kind::Timeout, QStringLiteral("test"), {}, {} });
                }
            });
        }
    };

    static Script scripted(const char *end) { return Script().bound().send(end); }

public:
    static void initMain() { ObjectCensus::start(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        m_threads = ProcessUse::now().threads;
    }

    /// Or the test below would prove nothing.
    void sessionIsSeen()
    {
        ScriptedServer server(Script().bound(), m_identity);
        const ProcessUse before = ProcessUse::now();
        Line line;
        const ObjectCensus idle = line.census();
        QVERIFY(idle.objects > 5);
        line.thread.post([settings = WatchedClient::settingsFor(server, m_authority.pem())](XmppClient &client) {
            client.connectToServer(settings);
        });
        QTRY_COMPARE(line.sessions.load(), 1);
        const ObjectCensus online = line.census();
        QVERIFY(online.objects > idle.objects);
        QVERIFY(online.timers >= 1);
        QVERIFY(online.notifiers >= 1);
        const ProcessUse use = ProcessUse::now();
        QVERIFY(use.threads > before.threads);
        QVERIFY(use.descriptors >= before.descriptors + 2);
    }

    void nothingStaysBehind_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<int>("steps"); ///< after how many of them it ends; -1: when there is a session
        QTest::addColumn<int>("way");
        const auto row = [](const char *name, const Script &script, int steps, Way way) {
            QTest::newRow(name) << script << steps << static_cast<int>(way);
        };
        const Script bound = Script().bound();
        row("closed politely", Script(bound).endsPolitely(), -1, Way::Close);
        row("closed without an answer", bound, -1, Way::Close);
        row("dropped", bound, -1, Way::Drop);
        row("server ends the stream", Script(bound).send("</stream:stream>").close(), -1, Way::Server);
        row("server closes", Script(bound).close(), -1, Way::Server);
        row("server resets", Script(bound).closeHard(), -1, Way::Server);
        row("stream error",
            scripted("<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"), -1,
            Way::Server);
        row("violation", scripted("<!-- -->"), -1, Way::Server);
        row("half a stanza", Script(bound).send("<message><body>").close(), -1, Way::Server);
        row("wrong password", Script().offersLogin().authenticate(Script::Login::Refused), -1, Way::Server);
        row("lying server", Script().offersLogin().authenticate(Script::Login::WrongSignature), -1, Way::Server);
        row("no TLS", Script().header().features({}), -1, Way::Server);
        for (const Way way : { Way::Close, Way::Drop }) {
            const char *how = way == Way::Close ? "closed" : "dropped";
            const auto steps = static_cast<int>(Script().offersLogin().size());
            QTest::addRow("%s at once", how) << bound << 0 << static_cast<int>(way);
            QTest::addRow("%s behind the header", how) << Script().header() << 3 << static_cast<int>(way);
            QTest::addRow("%s in the TLS handshake", how)
                << Script()
                       .header()
                       .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                       .expect("<starttls")
                       .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                       .expect("\x16\x03")
                << 7 << static_cast<int>(way);
            QTest::addRow("%s while it waits for a login", how)
                << Script().offersLogin() << steps << static_cast<int>(way);
            QTest::addRow("%s while it hashes", how)
                << Script().offersLogin().challenge(limits::scramIterationsMax) << steps + 1 << static_cast<int>(way);
        }
    }
    void nothingStaysBehind()
    {
        QFETCH(Script, script);
        QFETCH(int, steps);
        QFETCH(int, way);
        ScriptedServer server(Script().bound(), m_identity);
        const auto open = [this, &server](XmppClient &client) {
            client.connectToServer(WatchedClient::settingsFor(server, m_authority.pem()));
        };
        QTRY_COMPARE(ProcessUse::now().threads, m_threads);
        const int descriptors = ProcessUse::now().descriptors;
        {
            Line line;
            line.thread.post(open);
            QTRY_COMPARE(line.sessions.load(), 1);
            line.end(Way::Drop);
            QTRY_VERIFY(line.ends == 1 && server.open() == 0);
            const ObjectCensus idle = line.census(); // with what a socket keeps once it was used
            const ProcessUse before = ProcessUse::now();

            server.setScript(script);
            line.thread.post(open);
            if (steps > 0) {
                QTRY_VERIFY(server.connections() == 2 && server.isDone());
            } else if (steps < 0) {
                QTRY_VERIFY(line.sessions == 2 || line.ends == 2);
            }
            line.end(static_cast<Way>(way));
            QTRY_COMPARE(line.ends.load(), 2);
            QTRY_COMPARE(server.open(), 0);
            QTRY_COMPARE(line.census().timers, 0);
            QTRY_COMPARE(line.census().notifiers, 0);
            QTRY_VERIFY(line.census().objects <= idle.objects);
            QTRY_COMPARE(ProcessUse::now().descriptors, before.descriptors);
            QTRY_COMPARE(ProcessUse::now().threads, m_threads + 1);
        }
        QTRY_COMPARE(ProcessUse::now().threads, m_threads);
        QTRY_COMPARE(ProcessUse::now().descriptors, descriptors);
    }
};

QTEST_GUILESS_MAIN(TestAftermath)
#include "tst_aftermath.moc"
