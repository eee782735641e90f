// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/scripted_names.h"
#include "support/scripted_proxy.h"
#include "support/watched_client.h"

using namespace natter;
using namespace std::chrono_literals;
using Kind = ScriptedProxy::Kind;

Q_DECLARE_METATYPE(ScriptedProxy::Kind)

/// An account behind a proxy: everything goes through it, names too, and what fails there is told apart.
class TestProxies : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    ConnectSettings settings(Kind kind, quint16 port) const
    {
        ConnectSettings settings;
        settings.account = Jid::orNull(u"romeo@montague.lit");
        settings.password = Secret(QStringLiteral("pencil"));
        settings.extraAuthority = m_authority.pem();
        settings.proxy = { kind == Kind::Http ? ConnectSettings::Proxy::Kind::Http
                                              : ConnectSettings::Proxy::Kind::Socks5,
                           QStringLiteral("127.0.0.1"),
                           port,
                           {},
                           {} };
        return settings;
    }
    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("SOCKS5") << Kind::Socks5;
        QTest::newRow("HTTP") << Kind::Http;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void nameGoesToTheProxyAndNowhereElse_data() { addKinds(); }
    void nameGoesToTheProxyAndNowhereElse()
    {
        QFETCH(Kind, kind);
        ScriptedServer server(Script().bound(), m_identity);
        const ScriptedProxy proxy(kind, server.serverPort());
        Zone zone; // DNS would know the way, so that asking it is seen
        zone.addStartTls("leak.lit", server.serverPort());
        zone.addresses["leak.lit"] = { QHostAddress(QHostAddress::LocalHost) };
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings(kind, proxy.serverPort()));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("montague.lit"));
        QCOMPARE(proxy.asked(), QStringList { "montague.lit:5222" });
        QCOMPARE(zone.questions->load(), 0);
        QCOMPARE(server.connections(), 1);
    }

    void directTlsIsTriedNext_data() { addKinds(); }
    void directTlsIsTriedNext()
    {
        QFETCH(Kind, kind);
        Script script = Script()
                            .header()
                            .features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                      "<mechanism>SCRAM-SHA-256</mechanism></mechanisms>")
                            .authenticate()
                            .header()
                            .features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")
                            .binds();
        ScriptedServer server(script, m_identity, ScriptedServer::Tls::AtOnce);
        ScriptedProxy proxy(kind, server.serverPort());
        proxy.refuse(5222, kind == Kind::Http ? 503 : 5);
        WatchedClient client(ScriptedNames::of({}));
        client.open(settings(kind, proxy.serverPort()));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(proxy.asked(), (QStringList { "montague.lit:5222", "montague.lit:5223" }));
    }

    void serverChosenByHandIsAskedFor_data() { addKinds(); }
    void serverChosenByHandIsAskedFor()
    {
        QFETCH(Kind, kind);
        ScriptedServer server(Script().bound(), m_identity);
        const ScriptedProxy proxy(kind, server.serverPort());
        Zone zone;
        ConnectSettings asked = settings(kind, proxy.serverPort());
        asked.endpoints = { { QStringLiteral("example.onion"), 443, TlsMode::StartTls } };
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(proxy.asked(), QStringList { "example.onion:443" });
        QCOMPARE(zone.questions->load(), 0);
    }

    void placeOfTheServersIsReachedThroughItToo_data() { addKinds(); }
    void placeOfTheServersIsReachedThroughItToo()
    {
        QFETCH(Kind, kind);
        ScriptedServer server(Script()
                                  .encrypted()
                                  .header()
                                  .send("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                        "other.lit:5299</see-other-host></stream:error></stream:stream>")
                                  .close(),
                              m_identity);
        ScriptedProxy proxy(kind, server.serverPort());
        proxy.refuse(5299, kind == Kind::Http ? 404 : 4);
        proxy.refuse(5223, kind == Kind::Http ? 404 : 4);
        Zone zone;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings(kind, proxy.serverPort()));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("UnreachableThroughProxy"));
        QCOMPARE(proxy.asked(), (QStringList { "montague.lit:5222", "other.lit:5299", "montague.lit:5223" }));
        QCOMPARE(zone.questions->load(), 0);
    }

    void placeThatWeAreSentToMayBeALongWayBehindIt_data() { addKinds(); }
    void placeThatWeAreSentToMayBeALongWayBehindIt()
    {
        QFETCH(Kind, kind);
        ScriptedServer server(Script()
                                  .encrypted()
                                  .header()
                                  .send("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                                        "other.lit:5299</see-other-host></stream:error></stream:stream>")
                                  .close(),
                              m_identity);
        connect(&server, &QTcpServer::newConnection, &server, [&server] { server.setScript(Script().bound()); });
        const ScriptedProxy proxy(kind, server.serverPort());
        ConnectSettings asked = settings(kind, proxy.serverPort());
        asked.dialling.detour = 0ms; // too short for any way
        WatchedClient client(ScriptedNames::of({}));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("other.lit"));
        QCOMPARE(proxy.asked(), (QStringList { "montague.lit:5222", "other.lit:5299" }));
    }

    void placeThatIsOnlyOfferedIsNotWaitedForLong()
    {
        const QByteArray management = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>";
        const QByteArray bound = "<iq id='bind' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                 "<jid>romeo@montague.lit/orchard</jid></bind></iq>";
        const QByteArray enabled = "<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true' location='other.lit:5299'/>";
        Script script = Script().offersLogin().authenticate().header().features(management).expect("</iq>").send(bound);
        ScriptedServer server(script.expect("<enable ").send(enabled).close(), m_identity);
        const ScriptedProxy proxy(Kind::Socks5, server.serverPort());
        ConnectSettings asked = settings(Kind::Socks5, proxy.serverPort());
        asked.dialling.detour = 0ms;
        WatchedClient client(ScriptedNames::of({}));
        client.open(asked);
        QVERIFY(client.hasEnded());
        client.open(asked);
        QTRY_COMPARE(server.connections(), 2);
        QCOMPARE(proxy.asked().last(), QStringLiteral("montague.lit:5222"));
    }

    void loginAtTheProxy_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("end");
        for (const Kind kind : { Kind::Socks5, Kind::Http }) {
            const char *name = kind == Kind::Http ? "HTTP" : "SOCKS5";
            QTest::addRow("%s, right", name) << kind << QStringLiteral("sesame") << QString();
            QTest::addRow("%s, wrong", name) << kind << QStringLiteral("open") << QStringLiteral("ProxyNotAuthorised");
            QTest::addRow("%s, none", name) << kind << QString() << QStringLiteral("ProxyNotAuthorised");
        }
    }
    void loginAtTheProxy()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, password);
        QFETCH(QString, end);
        ScriptedServer server(Script().bound(), m_identity);
        ScriptedProxy proxy(kind, server.serverPort());
        proxy.demand("ali", "sesame");
        ConnectSettings asked = settings(kind, proxy.serverPort());
        if (!password.isEmpty()) {
            asked.proxy.user = QStringLiteral("ali");
            asked.proxy.password = Secret(password);
        }
        WatchedClient client(ScriptedNames::of({}));
        client.open(asked);
        if (end.isEmpty()) {
            QVERIFY2(client.hasSession(), qPrintable(client.end()));
        } else {
            QVERIFY(client.hasEnded());
            QCOMPARE(client.end(), end);
            QCOMPARE(server.connections(), 0);
        }
    }

    void whatFailsIsToldApart_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("answer");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *name, Kind kind, int answer, const char *end) {
            QTest::newRow(name) << kind << answer << QString::fromLatin1(end);
        };
        row("SOCKS5: general failure", Kind::Socks5, 1, "UnreachableThroughProxy");
        row("SOCKS5: not allowed, which Qt does not tell", Kind::Socks5, 2, "UnreachableThroughProxy");
        row("SOCKS5: network unreachable", Kind::Socks5, 3, "UnreachableThroughProxy");
        row("SOCKS5: host unreachable", Kind::Socks5, 4, "UnreachableThroughProxy");
        row("SOCKS5: refused", Kind::Socks5, 5, "UnreachableThroughProxy");
        row("SOCKS5: TTL expired", Kind::Socks5, 6, "UnreachableThroughProxy");
        row("SOCKS5: no such command", Kind::Socks5, 7, "ProxyRefused");
        row("HTTP: forbidden", Kind::Http, 403, "ProxyRefused");
        row("HTTP: no such host", Kind::Http, 404, "UnreachableThroughProxy");
        row("HTTP: no CONNECT", Kind::Http, 405, "ProxyRefused");
        row("HTTP: unavailable", Kind::Http, 503, "UnreachableThroughProxy");
    }
    void whatFailsIsToldApart()
    {
        QFETCH(Kind, kind);
        QFETCH(int, answer);
        QFETCH(QString, end);
        ScriptedServer server(Script().bound(), m_identity);
        ScriptedProxy proxy(kind, server.serverPort());
        proxy.refuse(5222, answer);
        proxy.refuse(5223, answer);
        WatchedClient client(ScriptedNames::of({}));
        client.open(settings(kind, proxy.serverPort()));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QCOMPARE(proxy.asked().size(), 2);
        QCOMPARE(server.connections(), 0);
    }

    void proxyThatIsNotThere_data() { addKinds(); }
    void proxyThatIsNotThere()
    {
        QFETCH(Kind, kind);
        quint16 port = 0;
        {
            const ScriptedProxy gone(kind, 1);
            port = gone.serverPort();
        }
        Zone zone;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings(kind, port));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("ProxyUnreachable"));
        QCOMPARE(zone.questions->load(), 0);
    }

    void proxyThatIsNone_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("words");
        for (const Kind kind : { Kind::Socks5, Kind::Http }) {
            const char *name = kind == Kind::Http ? "HTTP" : "SOCKS5";
            QTest::addRow("%s: SSH", name) << kind << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            QTest::addRow("%s: closes", name) << kind << QByteArray();
            QTest::addRow("%s: silent", name) << kind << QByteArray("-");
        }
    }
    void proxyThatIsNone()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, words);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        connect(&other, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *peer = other.nextPendingConnection();
            if (words != "-") {
                peer->write(words);
                peer->disconnectFromHost();
            }
        });
        ConnectSettings asked = settings(kind, other.serverPort());
        asked.dialling.proxy = 200ms;
        WatchedClient client(ScriptedNames::of({}));
        client.open(asked);
        QVERIFY(client.hasEnded());
        QVERIFY2(client.end() == u"ProxyRefused" || client.end() == u"UnreachableThroughProxy",
                 qPrintable(client.end()));
    }

    void nextConnectionMayGoWithoutOne()
    {
        ScriptedServer server(Script().bound().endsPolitely(), m_identity);
        const ScriptedProxy proxy(Kind::Socks5, server.serverPort());
        Zone zone;
        zone.addStartTls("xmpp.montague.lit", server.serverPort());
        zone.addresses["xmpp.montague.lit"] = { QHostAddress(QHostAddress::LocalHost) };
        WatchedClient client(ScriptedNames::of(zone));
        for (int round = 0; round < 4; ++round) {
            ConnectSettings asked = settings(Kind::Socks5, proxy.serverPort());
            if (round % 2 == 1) {
                asked.proxy = {};
            }
            client.open(asked);
            QTRY_COMPARE(client.sessions.size(), round + 1);
            client.close();
            QTRY_COMPARE(client.ended.size(), round + 1);
        }
        QCOMPARE(proxy.asked().size(), 2);
        QCOMPARE(server.connections(), 4);
    }
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
