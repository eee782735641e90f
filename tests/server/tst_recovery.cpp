// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/romeo_account.h"
#include "support/scripted_server.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Phase = AccountStatus::Phase;

static constexpr auto never = Romeo::never;

/// What an account does when its connection is gone or in doubt: when it tries again, when it asks, and when it stops.
class TestRecovery : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    /// A server whose logins are bound to `certificate`, whatever it shows.
    static Script boundTo(const QSslCertificate &certificate)
    {
        return Script()
            .offersLogin("<mechanism>SCRAM-SHA-256-PLUS</mechanism><mechanism>SCRAM-SHA-256</mechanism>")
            .authenticate(Script::Login::Honest, "pencil", certificate.digest(QCryptographicHash::Sha256));
    }
    static Script resumed(const QByteArray &features = {})
    {
        return Script().managed(features).expect("<resume ").send("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>");
    }
    static Script refusesWith(const QByteArray &condition)
    {
        return Script().offersLogin().expect("</auth>").send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><"
                                                             + condition + "/></failure>");
    }
    static Script endsWith(const QByteArray &condition)
    {
        return Script()
            .bound()
            .expect("<presence")
            .send("<stream:error><" + condition
                  + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>")
            .close();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void wakingUpFindsADeadConnectionAndGoesOn_data()
    {
        QTest::addColumn<int>("nudge");
        QTest::newRow("woke up") << static_cast<int>(Nudge::WokeUp);
        QTest::newRow("network changed") << static_cast<int>(Nudge::NetworkChanged);
    }
    void wakingUpFindsADeadConnectionAndGoesOn()
    {
        QFETCH(int, nudge);
        ScriptedServer server(Script().enabled(), m_identity);
        CutProxy proxy(server.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem(), { never, 2s, never });
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(server.isDone());
        QVERIFY(romeo.mayResume());
        proxy.swallow({ CutProxy::Way::ToClient }, 60s); // the machine sleeps; a new connection works
        romeo.clock.advance(8h);
        server.setScript(resumed());
        romeo.account->nudge(static_cast<Nudge>(nudge));
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QCOMPARE(romeo.kind(), QStringLiteral("Timeout"));
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(server.isDone());
        QCOMPARE(romeo.account->session()->jid.resource(), QStringLiteral("orchard"));
    }

    void wakingUpLeavesALivingConnectionAlone()
    {
        const QByteArray answer("<a xmlns='urn:xmpp:sm:3' h='0'/>");
        ScriptedServer server(Script().enabled().expect("<r ").send(answer).expect("<r ").send(answer), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        romeo.phases.clear();
        QTRY_VERIFY((romeo.account->nudge(Nudge::NetworkChanged), server.isDone()));
        QVERIFY(romeo.phases.isEmpty());
        QCOMPARE(server.connections(), 1);
    }

    void waitingAccountTriesAtOnce_data()
    {
        QTest::addColumn<int>("nudge");
        QTest::newRow("woke up") << static_cast<int>(Nudge::WokeUp);
        QTest::newRow("network changed") << static_cast<int>(Nudge::NetworkChanged);
        QTest::newRow("person returned") << static_cast<int>(Nudge::PersonReturned);
    }
    void waitingAccountTriesAtOnce()
    {
        QFETCH(int, nudge);
        ScriptedServer server(endsWith("system-shutdown"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.random.fix(255);
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QCOMPARE(romeo.condition(), QStringLiteral("system-shutdown"));
        server.setScript(Script().bound());
        romeo.account->nudge(static_cast<Nudge>(nudge));
        QCOMPARE(romeo.account->status().phase, Phase::Connecting);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    /// Its restart would otherwise bring everybody back in the same moment.
    void serverThatShutsDownIsGivenTime()
    {
        ScriptedServer server(endsWith("system-shutdown"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.random.fix(255); // of which come 2.3 s out of 5
        QElapsedTimer time;
        time.start(); // before the wait begins, however late we hear of it
        QVERIFY(romeo.comesTo(Phase::Waiting));
        server.setScript(Script().bound());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QVERIFY(time.elapsed() > 2000);
    }

    void connectionThatBreaksIsMadeAnewAtOnce()
    {
        ScriptedServer server(Script().enabled(), m_identity);
        CutProxy proxy(server.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        romeo.random.fix(255);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(server.isDone());
        QVERIFY(romeo.mayResume());
        romeo.clock.advance(limits::sessionProvenBroken);
        server.setScript(resumed());
        QTimer later; // timers of one thread end in their order, however slow the machine is
        later.setSingleShot(true);
        bool waits = false;
        connect(&later, &QTimer::timeout, this, [&] { waits = romeo.account->status().phase == Phase::Waiting; });
        connect(romeo.account.get(), &Account::statusChanged, &later, [&] {
            if (romeo.account->status().phase == Phase::Waiting) {
                later.start(2 * limits::reconnectAtOnce);
            }
        });
        proxy.cut();
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QTRY_COMPARE(proxy.connections(), 2);
        QVERIFY(!waits);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    void oneConflictIsANewSessionAndTwoAreAFight()
    {
        ScriptedServer server(endsWith("conflict"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QVERIFY(romeo.comesTo(Phase::Offline));
        QCOMPARE(romeo.condition(), QStringLiteral("conflict"));
        QCOMPARE(server.connections(), 2);
        QVERIFY(!server.received().contains("<resource"));
        romeo.account->nudge(Nudge::NetworkChanged);
        QCOMPARE(romeo.account->status().phase, Phase::Offline); // that does not end it
        romeo.clock.advance(limits::conflictWindow);
        romeo.account->connectNow(); // but the person may
        QVERIFY(romeo.comesTo(Phase::Waiting));
    }

    void serverThatCannotCheckPasswordsIsAskedAgain()
    {
        ScriptedServer server(refusesWith("temporary-auth-failure"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY(romeo.comesTo(Phase::Waiting));
        QCOMPARE(romeo.kind(), QStringLiteral("TemporaryAuthFailure"));
        server.setScript(Script().bound());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    /// As during its upgrade; the password is right.
    void serverThatRefusesForAWhileCostsNoPassword()
    {
        ScriptedServer server(refusesWith("not-authorized"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY(romeo.comesTo(Phase::NeedsPassword));
        romeo.account->nudge(Nudge::WokeUp);
        romeo.account->nudge(Nudge::PersonReturned);
        QCOMPARE(romeo.account->status().phase, Phase::NeedsPassword); // too many attempts would lock the account
        QCOMPARE(server.connections(), 1);
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
        server.setScript(Script().bound());
        romeo.account->connectNow();
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    /// Somebody else answers for the server until the person has signed up for the network.
    void captivePortalIsNoReasonToStop_data()
    {
        QTest::addColumn<Script>("script");
        QTest::newRow("web page") << Script().expect("<stream").send("HTTP/1.1 302 Found\r\n\r\n").close();
        QTest::newRow("no TLS after all") << Script()
                                                 .header()
                                                 .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                                                 .expect("<starttls")
                                                 .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                                                 .expect("\x16\x03")
                                                 .send("HTTP/1.1 302 Found\r\n\r\n")
                                                 .close();
        QTest::newRow("silence and an end") << Script().close();
    }
    void captivePortalIsNoReasonToStop()
    {
        QFETCH(Script, script);
        ScriptedServer server(script, m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Waiting), qPrintable(romeo.kind()));
        server.setScript(Script().bound());
        romeo.account->nudge(Nudge::NetworkChanged);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    void foreignCertificateIsLookedAtAgainInAnotherNetwork()
    {
        TestAuthority stranger;
        const Identity portal =
            stranger.issue({ QStringLiteral("portal.example"), { QStringLiteral("DNS:portal.example") } });
        auto server = std::make_unique<ScriptedServer>(Script().bound(), portal);
        CutProxy proxy(server->serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::NeedsTrust), qPrintable(romeo.kind()));
        romeo.account->nudge(Nudge::PersonReturned); // who is to decide now
        QCOMPARE(romeo.account->status().phase, Phase::NeedsTrust);
        ScriptedServer real(Script().bound(), m_identity);
        proxy.setServerPort(real.serverPort());
        romeo.account->nudge(Nudge::NetworkChanged);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    void foreignCertificateCostsNoSession()
    {
        TestAuthority stranger;
        ScriptedServer portal(Script().bound(), stranger.issue({ "portal.example", { "DNS:portal.example" } }));
        ScriptedServer real(Script().enabled(), m_identity);
        CutProxy proxy(real.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(real.isDone());
        QVERIFY(romeo.mayResume());
        proxy.setServerPort(portal.serverPort());
        proxy.cut();
        QVERIFY2(romeo.comesTo(Phase::NeedsTrust), qPrintable(romeo.kind()));
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
        QVERIFY(!portal.received().contains("<auth"));
        real.setScript(resumed());
        proxy.setServerPort(real.serverPort());
        romeo.account->nudge(Nudge::NetworkChanged);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(real.isDone());
    }

    void serverThatProvesNothingIsLeft_data()
    {
        QTest::addColumn<int>("login");
        QTest::newRow("wrong signature") << static_cast<int>(Script::Login::WrongSignature);
        QTest::newRow("no signature") << static_cast<int>(Script::Login::NoSignature);
        QTest::newRow("success at once") << static_cast<int>(Script::Login::SuccessAtOnce);
    }
    void serverThatProvesNothingIsLeft()
    {
        QFETCH(int, login);
        ScriptedServer server(Script().offersLogin().authenticate(static_cast<Script::Login>(login)), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QTRY_COMPARE(romeo.kind(), QStringLiteral("ServerNotProven"));
        QVERIFY(romeo.comesTo(Phase::Offline));
        for (const Nudge nudge : { Nudge::WokeUp, Nudge::NetworkChanged, Nudge::PersonReturned }) {
            romeo.account->nudge(nudge);
        }
        QCOMPARE(romeo.account->status().phase, Phase::Offline);
        QCOMPARE(server.connections(), 1);
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
        QVERIFY(!server.received().contains("<iq"));
    }

    /// Somebody with a certificate of an authority that is trusted, who passes everything on.
    void manInTheMiddleIsNoticed()
    {
        const Identity other =
            m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        ScriptedServer real(boundTo(m_identity.certificate)
                                .header()
                                .features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")
                                .binds(),
                            m_identity);
        ScriptedServer between(boundTo(m_identity.certificate), other);
        CutProxy proxy(real.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QCOMPARE(romeo.account->session()->mechanism, QStringLiteral("SCRAM-SHA-256-PLUS"));
        QTRY_VERIFY(!romeo.account->certificates().vouched().isEmpty());
        proxy.setServerPort(between.serverPort());
        proxy.cut();
        QVERIFY2(romeo.comesTo(Phase::NeedsPassword), qPrintable(romeo.kind()));
        QCOMPARE(romeo.kind(), QStringLiteral("ServerNotProven"));
        QCOMPARE(romeo.condition(), QStringLiteral("other-certificate"));
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
        QVERIFY(!between.received().contains("<iq"));
        romeo.account->nudge(Nudge::PersonReturned);
        QCOMPARE(romeo.account->status().phase, Phase::NeedsPassword);
        QCOMPARE(between.connections(), 1);
        proxy.setServerPort(real.serverPort());
        romeo.account->nudge(Nudge::NetworkChanged);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }

    void serverThatSaysNothingOfContactsTakesMessages()
    {
        ScriptedServer server(Script().enabled().expect("Wherefore art thou"), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        romeo.account->outbox().send(Jid::orNull(u"juliet@capulet.lit"), QStringLiteral("Wherefore art thou"));
        QTRY_VERIFY(server.isDone());
        QVERIFY(server.received().contains("jabber:iq:roster"));
        QVERIFY(!romeo.account->contacts().isLoaded());
    }

    void serverHearsWhetherAnybodyLooks()
    {
        const QByteArray feature("<csi xmlns='urn:xmpp:csi:0'/>");
        ScriptedServer server(Script().enabled(feature).expect("<inactive ").expect("<active ").expect("<inactive "),
                              m_identity);
        CutProxy proxy(server.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        romeo.account->setClientState(ClientState::Inactive); // before there is a session
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        romeo.account->setClientState(ClientState::Active);
        romeo.account->setClientState(ClientState::Inactive);
        QTRY_VERIFY_WITH_TIMEOUT(server.isDone(), 20'000);
        QVERIFY(romeo.mayResume());
        romeo.clock.advance(limits::sessionProvenBroken);
        // The server has forgotten it; our presence comes once more, as it was not acknowledged, and nothing else
        server.setScript(resumed(feature).expect("<inactive "));
        proxy.cut();
        QTRY_COMPARE(proxy.connections(), 2);
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(server.isDone());
        QCOMPARE(server.received().count("urn:xmpp:csi:0"), 1);
    }

    void impatientServerIsObeyed()
    {
        ScriptedServer server(Script()
                                  .enabled("<limits xmlns='urn:xmpp:stream-limits:0'><idle-seconds>1</idle-seconds>"
                                           "</limits>")
                                  .expect("<r ")
                                  .expect(" ")
                                  .expect(" "),
                              m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem(), { never, never, never, 50ms });
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QTRY_VERIFY(server.received().endsWith("  "));
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
