// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/cut_proxy.h"
#include "support/romeo_account.h"
#include "support/watched_client.h"
#include "wire/client_certificate.h"

using namespace natter;

static const QByteArray success("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
static const QByteArray refusal("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
static const QByteArray both("<mechanism>EXTERNAL</mechanism><mechanism>SCRAM-SHA-256</mechanism>");
static const QByteArray plus("<mechanism>SCRAM-SHA-256-PLUS</mechanism>");

/// Logging in with a certificate of one's own (XEP-0178).
class TestClientCertificate : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    /// A person's certificate that names these addresses, as the settings keep it.
    QByteArray certificateFor(const QStringList &addresses) const
    {
        QStringList names;
        for (const QString &address : addresses) {
            names.append(QStringLiteral("otherName:1.3.6.1.5.5.7.8.5;UTF8:") + address);
        }
        const Identity own =
            m_authority.issue({ QStringLiteral("Romeo"), names, -1, 30, QStringLiteral("clientAuth") });
        return own.certificate.toPem() + own.key.toPem();
    }
    ConnectSettings settings(const ScriptedServer &server, const QByteArray &certificate) const
    {
        ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem());
        settings.clientCertificate = Secret(QString::fromLatin1(certificate));
        return settings;
    }
    static Secret secretOf(const QByteArray &certificate) { return Secret(QString::fromLatin1(certificate)); }
    /// The account's settings name the certificate; whether the vault has its key is another matter.
    static void name(Romeo &romeo, const QByteArray &certificate)
    {
        romeo.settings.clientCertificate = withoutKey(secretOf(certificate));
        romeo.account->setSettings(romeo.settings);
    }
    static Script takesCertificate()
    {
        return binds(Script().offersLogin(both).expect("EXTERNAL").expect("</auth>").send(success));
    }
    /// Takes the password, bound to `identity`, whatever else it offers.
    static Script takesPassword(const QByteArray &mechanisms, const Identity &identity)
    {
        return binds(Script()
                         .offersLogin(mechanisms)
                         .authenticate(Script::Login::Honest, "pencil",
                                       identity.certificate.digest(QCryptographicHash::Sha256)))
            .endsPolitely();
    }
    Identity newIdentity() const
    {
        return m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }
    /// Once more, from the beginning; what logged in, or what went wrong.
    static QString logInAgain(Romeo &romeo)
    {
        romeo.account->setAvailability(Availability::Offline, {});
        if (!romeo.comesTo(AccountStatus::Phase::Offline)) {
            return QStringLiteral("does not go offline");
        }
        romeo.account->setAvailability(Availability::Online, {});
        const bool ended = QTest::qWaitFor(
            [&romeo] {
                const AccountStatus &status = romeo.account->status();
                return status.phase == AccountStatus::Phase::Online || status.error;
            },
            20'000);
        const auto &session = romeo.account->session();
        return ended && session ? session->mechanism : romeo.kind() + u' ' + romeo.condition();
    }
    static bool vouches(Romeo &romeo, const Identity &identity)
    {
        return QTest::qWaitFor(
            [&romeo, &identity] {
                return romeo.account->certificates().vouched().contains(identity.certificate.toDer());
            },
            20'000);
    }
    static Script binds(Script script)
    {
        return script.header().features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>").binds();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void certificateLogsIn_data()
    {
        QTest::addColumn<QStringList>("addresses");
        QTest::addColumn<QByteArray>("said");
        const QByteArray romeo = QByteArray("romeo@montague.lit").toBase64();
        QTest::newRow("one address") << QStringList { "romeo@montague.lit" } << QByteArray("=");
        QTest::newRow("two addresses") << QStringList { "romeo@montague.lit", "romeo@verona.lit" } << romeo;
        QTest::newRow("none") << QStringList() << QByteArray("=");
    }
    void certificateLogsIn()
    {
        QFETCH(QStringList, addresses);
        QFETCH(QByteArray, said);
        const Script script =
            binds(Script().offersLogin(both).expect("EXTERNAL").expect('>' + said + "</auth>").send(success));
        ScriptedServer server(script, m_identity);
        server.askForCertificate();
        const QByteArray own = certificateFor(addresses);
        ConnectSettings asked = settings(server, own);
        asked.password = {};
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("EXTERNAL"));
        QCOMPARE(server.clientCertificate(), QSslCertificate(own));
    }

    void passwordLogsInWhereTheCertificateDoesNot_data()
    {
        QTest::addColumn<Script>("script");
        QTest::newRow("refused") << Script().offersLogin(both).expect("EXTERNAL").expect("</auth>").send(refusal);
        QTest::newRow("not offered") << Script().offersLogin();
    }
    void passwordLogsInWhereTheCertificateDoesNot()
    {
        QFETCH(Script, script);
        ScriptedServer server(binds(script.authenticate()), m_identity);
        server.askForCertificate();
        WatchedClient client;
        client.open(settings(server, certificateFor({ "romeo@montague.lit" })));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256"));
    }

    void refusedCertificateWithoutAPasswordEnds()
    {
        ScriptedServer server(Script().offersLogin(both).expect("</auth>").send(refusal), m_identity);
        server.askForCertificate();
        ConnectSettings asked = settings(server, certificateFor({ "romeo@montague.lit" }));
        asked.password = {};
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("NotAuthorised"));
    }

    void refusedTwiceEnds()
    {
        ScriptedServer server(
            Script().offersLogin(both).expect("</auth>").send(refusal).authenticate(Script::Login::Refused),
            m_identity);
        server.askForCertificate();
        WatchedClient client;
        client.open(settings(server, certificateFor({ "romeo@montague.lit" })));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("NotAuthorised"));
    }

    void accountLogsInWithTheKeyInTheVault_data()
    {
        QTest::addColumn<bool>("hasPassword");
        QTest::newRow("alone") << false;
        QTest::newRow("before the password") << true;
    }
    void accountLogsInWithTheKeyInTheVault()
    {
        QFETCH(bool, hasPassword);
        ScriptedServer server(takesCertificate(), m_identity);
        server.askForCertificate();
        const QByteArray own = certificateFor({ "romeo@montague.lit" });
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.vault.passwords.clear();
        romeo.vault.certificates.insert(romeo.settings.jid, secretOf(own));
        name(romeo, own);
        if (hasPassword) { // before anything was read
            romeo.account->providePassword(Secret(QStringLiteral("pencil")));
        }
        QVERIFY2(romeo.comesTo(AccountStatus::Phase::Online), qPrintable(romeo.kind()));
        QCOMPARE(romeo.account->session()->mechanism, QStringLiteral("EXTERNAL"));
        QCOMPARE(server.clientCertificate(), QSslCertificate(own));
    }

    void keyThatIsNotThereIsSaidAndWorksOnceChosen()
    {
        ScriptedServer server(takesCertificate(), m_identity);
        server.askForCertificate();
        const QByteArray own = certificateFor({ "romeo@montague.lit" });
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.vault.passwords.clear();
        name(romeo, own);
        QVERIFY(romeo.comesTo(AccountStatus::Phase::NeedsPassword));
        QCOMPARE(romeo.kind(), errorKindName(Error::Kind::NoPassword));
        QCOMPARE(romeo.condition(), QStringLiteral("certificate"));
        QCOMPARE(server.connections(), 0);
        romeo.account->provideCertificate(secretOf(own));
        name(romeo, own);
        QVERIFY2(romeo.comesTo(AccountStatus::Phase::Online), qPrintable(romeo.kind()));
        QCOMPARE(server.clientCertificate(), QSslCertificate(own));
    }

    void passwordLogsInWhereTheKeyIsNotThere()
    {
        ScriptedServer server(binds(Script().offersLogin(both).authenticate()), m_identity);
        server.askForCertificate();
        Romeo romeo(server.serverPort(), m_authority.pem());
        name(romeo, certificateFor({ "romeo@montague.lit" }));
        QVERIFY2(romeo.comesTo(AccountStatus::Phase::Online), qPrintable(romeo.kind()));
        QCOMPARE(romeo.account->session()->mechanism, QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(server.clientCertificate().isNull());
    }

    void keyThatNoSettingsNameIsNotShown()
    {
        ScriptedServer server(binds(Script().offersLogin(both).authenticate()), m_identity);
        server.askForCertificate();
        Romeo romeo(server.serverPort(), m_authority.pem());
        romeo.vault.certificates.insert(romeo.settings.jid, secretOf(certificateFor({ "romeo@montague.lit" })));
        QVERIFY2(romeo.comesTo(AccountStatus::Phase::Online), qPrintable(romeo.kind()));
        QVERIFY(server.clientCertificate().isNull());
    }

    /// Whoever takes EXTERNAL proves nothing: where logins were bound, the first under another certificate is one more.
    void anotherServerHasToProveItselfFirst()
    {
        const Identity renewed = newIdentity();
        ScriptedServer before(takesPassword(plus, m_identity), m_identity);
        CutProxy proxy(before.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(AccountStatus::Phase::Online), qPrintable(romeo.kind()));
        QVERIFY(vouches(romeo, m_identity));
        const QByteArray own = certificateFor({ "romeo@montague.lit" });
        romeo.vault.certificates.insert(romeo.settings.jid, secretOf(own));
        romeo.account->provideCertificate(secretOf(own));
        romeo.settings = romeo.account->settings();
        name(romeo, own);

        ScriptedServer after(takesPassword(both + plus, renewed), renewed);
        after.askForCertificate();
        proxy.setServerPort(after.serverPort());
        QCOMPARE(logInAgain(romeo), QStringLiteral("SCRAM-SHA-256-PLUS"));
        QVERIFY(!after.received().contains("EXTERNAL"));
        QVERIFY(vouches(romeo, renewed));
        after.setScript(takesCertificate().endsPolitely());
        QCOMPARE(logInAgain(romeo), QStringLiteral("EXTERNAL"));

        const Identity stranger = newIdentity(); // who takes whatever is shown
        ScriptedServer between(takesCertificate(), stranger);
        between.askForCertificate();
        proxy.setServerPort(between.serverPort());
        romeo.account->setAvailability(Availability::Offline, {});
        QVERIFY(romeo.comesTo(AccountStatus::Phase::Offline));
        romeo.account->setAvailability(Availability::Online, {});
        QTRY_VERIFY(between.received().contains("<auth "));
        QVERIFY(!between.received().contains("mechanism='EXTERNAL'"));
        QVERIFY(!romeo.account->session());
    }

    void acceptedServerNeedsNoProof_data()
    {
        QTest::addColumn<bool>("accepted");
        QTest::newRow("accepted") << true;
        QTest::newRow("not accepted") << false;
    }
    void acceptedServerNeedsNoProof()
    {
        QFETCH(bool, accepted);
        const Identity other = newIdentity();
        ScriptedServer server(takesCertificate(), other);
        server.askForCertificate();
        ConnectSettings asked = settings(server, certificateFor({ "romeo@montague.lit" }));
        asked.password = {};
        asked.strongest = { QStringLiteral("SCRAM-SHA-256"), LoginRecord::Binding::Used };
        asked.vouchedCertificates = { m_identity.certificate.toDer() };
        asked.pinnedCertificate = accepted ? other.certificate.digest(QCryptographicHash::Sha256) : QByteArray();
        WatchedClient client;
        client.open(asked);
        QCOMPARE(client.hasSession(), accepted);
        QCOMPARE(server.received().contains("EXTERNAL"), accepted);
        if (!accepted) {
            QVERIFY(client.hasEnded());
            QCOMPARE(client.end(), QStringLiteral("WeakLogin"));
            QCOMPARE(client.ended.first().condition, QStringLiteral("downgrade"));
        }
    }

    void withoutOneNothingIsShown()
    {
        ScriptedServer server(binds(Script().offersLogin(both).authenticate()), m_identity);
        server.askForCertificate();
        WatchedClient client;
        client.open(settings(server, {}));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(server.clientCertificate().isNull());
    }
};

QTEST_GUILESS_MAIN(TestClientCertificate)
#include "tst_client_certificate.moc"
