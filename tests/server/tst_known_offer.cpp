// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/cut_proxy.h"
#include "support/watched_client.h"

#include <QMessageAuthenticationCode>

using namespace natter;

static const QByteArray
    success("<success xmlns='urn:xmpp:sasl:2'><additional-data>"
            + QMessageAuthenticationCode::hash("Responder", "s3cret", QCryptographicHash::Sha256).toBase64()
            + "</additional-data><authorization-identifier>romeo@montague.lit/orchard"
              "</authorization-identifier><bound xmlns='urn:xmpp:bind:0'/></success>");

/// A server that was there before is not asked again what it offers (XEP-0388, 2.1).
class TestKnownOffer : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });

    ConnectSettings settings(const ScriptedServer &server) const
    {
        ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem(), TlsMode::Direct);
        settings.token = FastToken { QStringLiteral("HT-SHA-256-NONE"), Secret(QStringLiteral("s3cret")), {} };
        settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
        return settings;
    }
    static Script offers(Script script)
    {
        return script.features(
            "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-256</mechanism><inline>"
            "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast><bind xmlns='urn:xmpp:bind:0'/>"
            "</inline></authentication>");
    }
    static Script logsIn()
    {
        return offers(Script().startTls().header()).expect("</authenticate>").send(success).features({});
    }

    /// Online once, and the connection is gone.
    bool wasThere(WatchedClient &client, const ScriptedServer &server) const
    {
        client.open(settings(server));
        if (!client.hasSession()) {
            return false;
        }
        client.drop();
        const bool ended = client.hasEnded();
        client.ended.clear();
        client.sessions.clear();
        return ended;
    }

private Q_SLOTS:
    void headerAndLoginGoTogether()
    {
        ScriptedServer server(logsIn(), m_identity, ScriptedServer::Tls::AtOnce);
        WatchedClient client;
        QVERIFY(wasThere(client, server));
        // It says nothing before it has heard both
        server.setScript(offers(Script()
                                    .startTls()
                                    .expect("</authenticate>")
                                    .send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                                          "xmlns:stream='http://etherx.jabber.org/streams' id='s2' from='montague.lit' "
                                          "version='1.0'>"))
                             .send(success)
                             .features({}));
        client.open(settings(server));
        QVERIFY(client.hasSession());
        QCOMPARE(server.received().count("<authenticate"), 1);
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("HT-SHA-256-NONE"));
    }

    void tokenStaysWithTheServer()
    {
        TestAuthority stranger;
        const Identity strange = stranger.issue({ "montague.lit", { "DNS:montague.lit" } });
        ScriptedServer server(logsIn(), m_identity, ScriptedServer::Tls::AtOnce);
        ScriptedServer other(logsIn(), strange, ScriptedServer::Tls::AtOnce);
        CutProxy proxy(server.serverPort());
        ConnectSettings asked = settings(server);
        asked.endpoints.first().port = proxy.serverPort();
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        client.drop();
        QVERIFY(client.hasEnded());
        client.ended.clear();
        proxy.setServerPort(other.serverPort());
        client.open(asked); // would say it with the first bytes
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QCOMPARE(other.connections(), 1);
        QVERIFY(!other.received().contains("<authenticate"));
    }

    void whoDoesNotTakeThatIsWaitedFor()
    {
        ScriptedServer server(logsIn(), m_identity, ScriptedServer::Tls::AtOnce);
        WatchedClient client;
        QVERIFY(wasThere(client, server));
        server.setScript(Script().startTls().expect("</authenticate>").closeHard());
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QVERIFY(server.received().contains("<authenticate"));
        server.setScript(Script().startTls().expect("<stream:stream").expect(">"));
        client.open(settings(server));
        QTRY_COMPARE(server.connections(), 3);
        QTRY_VERIFY(server.isDone());
        client.settle();
        QVERIFY(!server.received().contains("<authenticate"));
    }
};

QTEST_GUILESS_MAIN(TestKnownOffer)
#include "tst_known_offer.moc"
