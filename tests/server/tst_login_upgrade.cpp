// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/romeo_account.h"
#include "support/watched_client.h"

#include "base/limits.h"

#include <QPasswordDigestor>
#include <QThreadPool>
#include <QtTest>

using namespace natter;
using Phase = AccountStatus::Phase;

static const QByteArray mechanisms("<mechanism>SCRAM-SHA-256</mechanism><mechanism>SCRAM-SHA-256-PLUS</mechanism>");
static const QByteArray upgrade("<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade>");
static const QByteArray endPoints("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                                  "<channel-binding type='tls-server-end-point'/></sasl-channel-binding>");
static const QByteArray bindFeature("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
static const QByteArray success("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>romeo@montague.lit"
                                "</authorization-identifier></success>");

/// Servers that know the password and ask for what they need to offer a stronger login from now on (XEP-0480).
class TestLoginUpgrade : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    QByteArray binding() const { return m_identity.certificate.digest(QCryptographicHash::Sha256); }
    static Script offers() { return Script().offersLogin2(mechanisms + upgrade, {}, endPoints); }
    static Script goesOn(Script script) { return script.features(bindFeature).binds(); }
    Script logsInWithout() const { return goesOn(offers().authenticate(Script::Login::Honest, "pencil", binding())); }
    /// Proves itself, then has so many rounds done in the task; on the connections after this one it is as `later`.
    enum class Waits { Yes, No };
    void asksFor(ScriptedServer &server, const QByteArray &iterations, const Script &later = {},
                 Waits waits = Waits::Yes) const
    {
        const auto challenge = [&server, later, binding = binding()](ScriptedPeer &peer,
                                                                     const QByteArray &clientFirst) {
            server.setScript(later);
            peer.scram = ScramServer(QCryptographicHash::Sha256, "pencil");
            peer.scram.setBindingData(binding);
            const QByteArray first = peer.scram.first(clientFirst);
            const QByteArray nonce = first.left(first.indexOf(',')); // what it has to say then is known before
            const QByteArray bound = "p=tls-server-end-point,," + binding;
            const QByteArray signature = peer.scram.final("c=" + bound.toBase64() + ',' + nonce + ",p=");
            peer.answers.append(
                { "</response>",
                  "<continue xmlns='urn:xmpp:sasl:2'><additional-data>" + signature.toBase64()
                      + "</additional-data><tasks><task>UPGR-SCRAM-SHA-512</task></tasks></continue>" });
            return first.toBase64();
        };
        Script script = offers();
        script.challenge(challenge)
            .expect("task='UPGR-SCRAM-SHA-512'")
            .send("<task-data xmlns='urn:xmpp:sasl:2'><salt xmlns='urn:xmpp:scram-upgrade:0' iterations='" + iterations
                  + "'>UVNYQ1IrUTZzZWs4YmY5Mg==</salt></task-data>");
        if (waits == Waits::Yes) {
            script.expect("</task-data>");
        }
        server.setScript(goesOn(script.send(success)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void upgradeIsDone()
    {
        ScriptedServer server({}, m_identity);
        asksFor(server, "4096");
        WatchedClient client;
        client.open(WatchedClient::settingsFor(server, m_authority.pem()));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        const QByteArray salted =
            QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha512, "pencil", "QSXCR+Q6sek8bf92", 4096, 64);
        QVERIFY2(server.received().contains('>' + salted.toBase64() + "</hash>"), server.received());
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256-PLUS"));
    }

    /// The login itself was good: the person gets in, and the server does not get what it asked for.
    void unusableUpgradeIsForgone_data()
    {
        QTest::addColumn<QByteArray>("iterations");
        for (const char *rounds : { "", "0", "4095", "-4096", "2000001", "2147483648", "4294971392", "4096x" }) {
            QTest::newRow(rounds) << QByteArray(rounds);
        }
    }
    void unusableUpgradeIsForgone()
    {
        QFETCH(QByteArray, iterations);
        ScriptedServer server({}, m_identity);
        asksFor(server, iterations, logsInWithout());
        Romeo romeo(server.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind() + u' ' + romeo.condition()));
        QCOMPARE(server.connections(), 2);
        QVERIFY(!romeo.phases.contains(Phase::Waiting) && !romeo.phases.contains(Phase::Offline));
        QVERIFY(!server.received().contains("<upgrade"));
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
    }

    /// The server lets us in without waiting: what it asked for has no say in the session.
    void sessionOutlivesAnUpgradeThatNobodyWaitsFor()
    {
        ScriptedServer server({}, m_identity);
        asksFor(server, QByteArray::number(limits::scramIterationsMax), {}, Waits::No);
        ConnectSettings asked = WatchedClient::settingsFor(server, m_authority.pem());
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
        client.settle();
        QVERIFY(client.ended.isEmpty());
        QVERIFY(!server.received().contains("<hash"));
    }

    /// The server keeps the stream, and the login that follows at once may resume it.
    void streamOutlivesAnUpgradeThatIsForgone()
    {
        ScriptedServer server(Script().enabled().close(), m_identity);
        WatchedClient client;
        const ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem());
        client.open(settings);
        QVERIFY(client.hasSession());
        QTRY_COMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
        asksFor(server, "0");
        client.open(settings);
        QTRY_COMPARE(client.ended.size(), 2);
        QCOMPARE(client.ended.last().condition, QStringLiteral("upgrade"));
        QCOMPARE(client.fates.last(), SessionFate::MayResume);
    }

    void upgradeBeyondTheBudgetIsForgone()
    {
        ScriptedServer server({}, m_identity);
        asksFor(server, QByteArray::number(limits::scramIterationsMax), logsInWithout());
        ConnectSettings asked = WatchedClient::settingsFor(server, m_authority.pem());
        asked.login.derivation = std::chrono::milliseconds(300); // enough for the login, never for the upgrade
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("WeakLogin"));
        QCOMPARE(client.ended.first().condition, QStringLiteral("upgrade"));
        QVERIFY(client.sessions.isEmpty());
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0); // what nobody waits for is not worked out
        client.settle();
        QVERIFY(server.received().contains("<next"));
        QVERIFY(!server.received().contains("<hash"));
        asked.mayUpgrade = false;
        asked.login = {};
        client.open(asked);
        QTRY_COMPARE(client.sessions.size(), 1);
        QCOMPARE(client.ended.size(), 1);
        QVERIFY(!server.received().contains("<upgrade"));
    }
};

QTEST_GUILESS_MAIN(TestLoginUpgrade)
#include "tst_login_upgrade.moc"
