// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/romeo_account.h"
#include "support/watched_client.h"

#include "base/limits.h"

#include <QThreadPool>
#include <QtTest>

using namespace natter;
using Login = Script::Login;
using Phase = AccountStatus::Phase;

static const QByteArray scram("<mechanism>SCRAM-SHA-256</mechanism>");
static const QByteArray scramPlus("<mechanism>SCRAM-SHA-256-PLUS</mechanism>");
static const QByteArray plain("<mechanism>PLAIN</mechanism>");
static const QByteArray bind2("<bind xmlns='urn:xmpp:bind:0'/>");
static const QByteArray bindFeature("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
static const QByteArray endPoints("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                                  "<channel-binding type='tls-server-end-point'/></sasl-channel-binding>");
static const QByteArray exporters("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>"
                                  "<channel-binding type='tls-exporter'/></sasl-channel-binding>");

/// Logins with servers that do not know the password, or with somebody in between who changes the offer, in both
/// profiles of SASL and over a real connection.
class TestHostileLogin : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;

    ConnectSettings settings(const ScriptedServer &server) const
    {
        ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem());
        settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
        return settings;
    }
    QByteArray binding() const { return m_identity.certificate.digest(QCryptographicHash::Sha256); }
    static Script binds(Script script, bool sasl2 = false)
    {
        return (sasl2 ? script : script.header()).features(bindFeature).binds();
    }
    static Script offers(bool sasl2, const QByteArray &mechanisms = scram, const QByteArray &inlined = {})
    {
        return sasl2 ? Script().offersLogin2(mechanisms, inlined) : Script().offersLogin(mechanisms);
    }
    /// The server, or somebody in between, binds logins only to what Qt does not tell.
    static Script offersForeignBinding(bool sasl2)
    {
        return sasl2 ? Script().offersLogin2(scram + scramPlus, {}, exporters)
                     : Script().encrypted().header().features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                                              + scram + scramPlus + "</mechanisms>" + exporters);
    }
    /// A challenge with what `change` makes of the honest one.
    static Script challenges(bool sasl2, const std::function<void(QByteArray &)> &change)
    {
        return offers(sasl2).challenge([change](ScriptedPeer &peer, const QByteArray &clientFirst) {
            peer.scram = ScramServer(QCryptographicHash::Sha256, "pencil");
            QByteArray text = peer.scram.first(clientFirst);
            change(text);
            return text.toBase64();
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void honestServerGivesASession_data()
    {
        QTest::addColumn<bool>("sasl2");
        QTest::newRow("SASL") << false;
        QTest::newRow("SASL 2") << true;
    }
    void honestServerGivesASession()
    {
        QFETCH(bool, sasl2);
        ScriptedServer server(binds(offers(sasl2).authenticate(), sasl2), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(server.received().contains("<authenticate"), sasl2);
    }

    /// The server does not know the password: it gets nothing but what it could have asked of anybody.
    void serverThatProvesNothingIsLeft_data()
    {
        QTest::addColumn<bool>("sasl2");
        QTest::addColumn<Login>("login");
        for (const bool sasl2 : { false, true }) {
            const char *profile = sasl2 ? "SASL 2" : "SASL";
            QTest::addRow("%s: success without a challenge", profile) << sasl2 << Login::SuccessAtOnce;
            QTest::addRow("%s: no v=", profile) << sasl2 << Login::NoSignature;
            QTest::addRow("%s: wrong v=", profile) << sasl2 << Login::WrongSignature;
        }
    }
    void serverThatProvesNothingIsLeft()
    {
        QFETCH(bool, sasl2);
        QFETCH(Login, login);
        ScriptedServer server(binds(offers(sasl2, scram, bind2).authenticate(login), sasl2), m_identity);
        Romeo romeo(server.serverPort(), m_authority.pem());
        QTRY_COMPARE(romeo.kind(), QStringLiteral("ServerNotProven"));
        QVERIFY(romeo.comesTo(Phase::Offline));
        for (const Nudge nudge : { Nudge::WokeUp, Nudge::NetworkChanged, Nudge::PersonReturned }) {
            romeo.account->nudge(nudge);
        }
        QCOMPARE(romeo.account->status().phase, Phase::Offline);
        QVERIFY(!romeo.phases.contains(Phase::Online));
        QCOMPARE(server.connections(), 1);
        QCOMPARE(server.received().contains("<authenticate"), sasl2);
        QVERIFY(!server.received().contains("<iq"));
        QVERIFY(!server.received().contains("<presence"));
        QVERIFY(romeo.vault.passwords.contains(romeo.settings.jid));
    }

    void weakerOfferIsADowngrade_data()
    {
        QTest::addColumn<LoginRecord>("before");
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<bool>("begins"); ///< it shows a name and a nonce, which tell nothing
        using Binding = LoginRecord::Binding;
        const LoginRecord never;
        const LoginRecord bound { QStringLiteral("SCRAM-SHA-256"), Binding::Used };
        const LoginRecord strong { QStringLiteral("SCRAM-SHA-512"), Binding::Untried };
        const QString downgrade = QStringLiteral("downgrade");
        const QString changed = QStringLiteral("changed-offer");
        const QString foreign = QStringLiteral("foreign-binding");
        for (const bool sasl2 : { false, true }) {
            const char *profile = sasl2 ? "SASL 2" : "SASL";
            QTest::addRow("%s: -PLUS is gone", profile) << bound << offers(sasl2).authenticate() << downgrade << true;
            QTest::addRow("%s: the stronger is gone", profile)
                << strong << offers(sasl2).authenticate() << downgrade << true;
            QTest::addRow("%s: all but PLAIN is gone", profile) << strong << offers(sasl2, plain) << downgrade << false;
            QTest::addRow("%s: another offer than the server's (XEP-0474)", profile)
                << never << offers(sasl2).authenticate(Login::Honest, "pencil", {}, QByteArray(32, 'x')) << changed
                << true;
            QTest::addRow("%s: the binding of all servers is gone", profile)
                << never << offersForeignBinding(sasl2).authenticate() << foreign << true;
        }
        QTest::newRow("SASL 2: -PLUS without types")
            << never << Script().offersLogin2(scram + scramPlus) << changed << false;
        QTest::newRow("SASL 2: types without -PLUS")
            << never << Script().offersLogin2(scram, {}, endPoints) << changed << false;
    }
    void weakerOfferIsADowngrade()
    {
        QFETCH(LoginRecord, before);
        QFETCH(Script, script);
        QFETCH(QString, condition);
        QFETCH(bool, begins);
        ScriptedServer server(script, m_identity);
        ConnectSettings asked = settings(server);
        asked.strongest = before;
        asked.allowPlain = true;
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("WeakLogin"));
        QCOMPARE(client.ended.first().condition, condition);
        QCOMPARE(server.received().contains("<auth"), begins);
        QVERIFY(!server.received().contains("<response"));
        QVERIFY(client.sessions.isEmpty());
    }

    /// XEP-0440, 3 has such logins broken off: they go on if the person wants it so, or if the server proves its offer.
    void foreignBindingMayBeWaived_data()
    {
        QTest::addColumn<bool>("sasl2");
        QTest::addColumn<bool>("proven");
        for (const bool sasl2 : { false, true }) {
            QTest::addRow("%s, waived", sasl2 ? "SASL 2" : "SASL") << sasl2 << false;
            QTest::addRow("%s, proven", sasl2 ? "SASL 2" : "SASL") << sasl2 << true;
        }
    }
    void foreignBindingMayBeWaived()
    {
        using Binding = LoginRecord::Binding;
        QFETCH(bool, sasl2);
        QFETCH(bool, proven);
        const QByteArray offered = "SCRAM-SHA-256\x1eSCRAM-SHA-256-PLUS\x1ftls-exporter";
        const QByteArray hash = QCryptographicHash::hash(offered, QCryptographicHash::Sha256);
        ScriptedServer server(
            binds(offersForeignBinding(sasl2).authenticate(Login::Honest, "pencil", {}, proven ? hash : QByteArray()),
                  sasl2),
            m_identity);
        ConnectSettings asked = settings(server);
        asked.strongest = { QStringLiteral("SCRAM-SHA-256"), proven ? Binding::Untried : Binding::Waived };
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().strongest, asked.strongest);
    }

    /// What the server signs is what it offered, though it is less than before.
    void provenOfferMayBeWeaker()
    {
        const QByteArray hash = QCryptographicHash::hash("SCRAM-SHA-256", QCryptographicHash::Sha256);
        ScriptedServer server(binds(offers(false).authenticate(Login::Honest, "pencil", {}, hash)), m_identity);
        ConnectSettings asked = settings(server);
        asked.strongest = { QStringLiteral("SCRAM-SHA-512"), LoginRecord::Binding::Untried };
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
    }

    /// The account remembers by itself what it was offered before, and does not try again.
    void accountNoticesThatBindingIsGone()
    {
        ScriptedServer server(
            binds(Script().offersLogin(scramPlus + scram).authenticate(Login::Honest, "pencil", binding())),
            m_identity);
        CutProxy proxy(server.serverPort());
        Romeo romeo(proxy.serverPort(), m_authority.pem());
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
        QCOMPARE(romeo.account->session()->mechanism, QStringLiteral("SCRAM-SHA-256-PLUS"));
        server.setScript(binds(offers(false).authenticate()));
        romeo.clock.advance(limits::sessionProvenBroken);
        proxy.cut();
        QVERIFY2(romeo.comesTo(Phase::Offline), qPrintable(romeo.kind()));
        QCOMPARE(romeo.kind(), QStringLiteral("WeakLogin"));
        QCOMPARE(romeo.condition(), QStringLiteral("downgrade"));
        romeo.account->nudge(Nudge::NetworkChanged);
        QCOMPARE(romeo.account->status().phase, Phase::Offline);
        QCOMPARE(server.connections(), 2);
        QVERIFY(!server.received().contains("<response"));
    }

    void tokenIsNotSentToWhomItIsNotFor_data()
    {
        QTest::addColumn<QString>("mechanism");
        QTest::addColumn<bool>("wasBound");
        QTest::addColumn<Script>("script");
        const auto fast = [](const QByteArray &mechanism) {
            return "<fast xmlns='urn:xmpp:fast:0'><mechanism>" + mechanism + "</mechanism></fast>";
        };
        const QByteArray none = fast("HT-SHA-256-NONE");
        const QByteArray endp = fast("HT-SHA-256-ENDP");
        const QByteArray early =
            "<authentication xmlns='urn:xmpp:sasl:2'>" + scram + "<inline>" + none + "</inline></authentication>";
        QTest::newRow("bound, asked for without") << "HT-SHA-256-ENDP" << false << Script().offersLogin2(scram, none);
        QTest::newRow("unbound, asked for bound") << "HT-SHA-256-NONE" << false << Script().offersLogin2(scram, endp);
        QTest::newRow("bound, to another binding")
            << "HT-SHA-256-ENDP" << false << Script().offersLogin2(scram, fast("HT-SHA-256-EXPR"));
        QTest::newRow("unbound, where logins were bound")
            << "HT-SHA-256-NONE" << true << Script().offersLogin2(scram + scramPlus, none, endPoints);
        QTest::newRow("offered as an ordinary mechanism")
            << "HT-SHA-256-NONE" << false << Script().offersLogin2("<mechanism>HT-SHA-256-NONE</mechanism>" + scram);
        QTest::newRow("offered in the older profile")
            << "HT-SHA-256-NONE" << false << Script().offersLogin("<mechanism>HT-SHA-256-NONE</mechanism>" + scram);
        QTest::newRow("offered before TLS") << "HT-SHA-256-NONE" << false << Script().header().features(early);
        QTest::newRow("offered before TLS, beside it")
            << "HT-SHA-256-NONE" << false
            << Script()
                   .header()
                   .features(early + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                   .expect("<starttls")
                   .expect("/>")
                   .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                   .startTls()
                   .header()
                   .features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + scram + "</mechanisms>");
    }
    void tokenIsNotSentToWhomItIsNotFor()
    {
        QFETCH(QString, mechanism);
        QFETCH(bool, wasBound);
        QFETCH(Script, script);
        ScriptedServer server(script, m_identity);
        ConnectSettings asked = settings(server);
        asked.token = FastToken { mechanism, Secret(QStringLiteral("s3cret")), {} };
        asked.strongest.binding = wasBound ? LoginRecord::Binding::Used : LoginRecord::Binding::Untried;
        WatchedClient client;
        client.open(asked);
        QTRY_VERIFY(server.received().contains("<auth") || !client.ended.isEmpty());
        client.drop();
        QVERIFY(client.hasEnded());
        // It may ask for another one
        QVERIFY2(!server.received().contains("sasl:2' mechanism='HT-"), server.received());
        QVERIFY2(!server.received().contains("xmpp-sasl' mechanism='HT-"), server.received());
        QVERIFY(client.sessions.isEmpty());
    }

    /// XEP-0484, 4.1: it may have been used up or withdrawn; the password is next, and the token is never shown again.
    void tokenThatIsRefusedIsDiscarded()
    {
        const QByteArray fast("<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>");
        ScriptedServer server(binds(Script().offersLogin2(scram, fast).refuse().authenticate(), true), m_identity);
        ConnectSettings asked = settings(server);
        asked.token = FastToken { QStringLiteral("HT-SHA-256-NONE"), Secret(QStringLiteral("s3cret")), {} };
        WatchedClient client;
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QVERIFY(client.sessions.first().isTokenRefused);
        QCOMPARE(client.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256"));
        QCOMPARE(server.received().count("sasl:2' mechanism='HT-SHA-256-NONE'"), 1);
    }

    void unusableChallengesEndTheLogin_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("end");
        for (const bool sasl2 : { false, true }) {
            const char *profile = sasl2 ? "SASL 2" : "SASL";
            const auto row = [&](const char *name, const char *end, const std::function<void(QByteArray &)> &change) {
                QTest::addRow("%s: %s", profile, name) << challenges(sasl2, change) << QString::fromLatin1(end);
            };
            for (const char *rounds : { "0", "1", "4095", "-4096", "2000001", "2147483648", "1000000000000" }) {
                row(rounds, "WeakLogin",
                    [rounds](QByteArray &text) { text.replace("i=4096", QByteArray("i=") + rounds); });
            }
            for (const char *rounds : { "", "4096x", "+4096", "04096", "99999999999999999999", "4e3" }) {
                row(rounds, "Malformed",
                    [rounds](QByteArray &text) { text.replace("i=4096", QByteArray("i=") + rounds); });
            }
            const auto salted = [&](const char *name, const char *end, const QByteArray &salt) {
                row(name, end, [salt](QByteArray &text) {
                    const qsizetype at = text.indexOf(",s=") + 3;
                    text.replace(at, text.indexOf(",i=") - at, salt);
                });
            };
            salted("no salt", "Malformed", {});
            salted("salt in bad base64", "Malformed", "W22Z*J0SNY7soEsU");
            salted("salt cut short", "Malformed", "W22ZaJ0SNY7so");
            salted("salt of 1025 bytes", "WeakLogin", QByteArray(1025, 's').toBase64());
            salted("salt of 1 MiB", "LimitExceeded", QByteArray(1024 * 1024, 's').toBase64());
            row("nonce is not ours", "Malformed", [](QByteArray &text) { text.replace(2, 4, "AAAA"); });
            row("nonce does not grow", "Malformed", [](QByteArray &text) { text.replace("serverpart", ""); });
            row("reserved attribute", "Malformed", [](QByteArray &text) { text.prepend("m=x,"); });
            row("reserved attribute at the end", "Malformed", [](QByteArray &text) { text += ",m=x"; });
            row("nonce twice", "Malformed", [](QByteArray &text) { text.prepend("r=x,"); });
            row("rounds twice", "Malformed", [](QByteArray &text) { text += ",i=4096"; });
            row("salt twice", "Malformed", [](QByteArray &text) { text += ",s=QSXCR+Q6sek8bf92"; });
            row("nothing", "Malformed", [](QByteArray &text) { text.clear(); });
            QTest::addRow("%s: bad base64", profile)
                << offers(sasl2).challenge([](ScriptedPeer &, const QByteArray &) { return QByteArray("=*="); })
                << QStringLiteral("Malformed");
        }
    }
    void unusableChallengesEndTheLogin()
    {
        QFETCH(Script, script);
        QFETCH(QString, end);
        ScriptedServer server(script, m_identity);
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QVERIFY(server.received().contains("<auth"));
        QVERIFY(!server.received().contains("<response"));
        QCOMPARE(server.connections(), 1);
        QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
    }

    /// Two million rounds take seconds; meanwhile the connection can be used and given up.
    void mostRoundsKeepNobodyWaiting_data() { honestServerGivesASession_data(); }
    void mostRoundsKeepNobodyWaiting()
    {
        QFETCH(bool, sasl2);
        ScriptedServer server(offers(sasl2).challenge(limits::scramIterationsMax), m_identity);
        WatchedClient client;
        client.open(settings(server));
        QTRY_VERIFY(server.isDone() && QThreadPool::globalInstance()->activeThreadCount() > 0);
        client.settle(); // the listener thread answers
        QVERIFY(client.ended.isEmpty());
        client.close();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
        QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
        QVERIFY(!server.received().contains("<response"));
    }
};

QTEST_GUILESS_MAIN(TestHostileLogin)
#include "tst_hostile_login.moc"
