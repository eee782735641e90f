// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/person.h"
#include "support/server_launcher.h"
#include "support/watched_client.h"

#include "stanza/stanza.h"

#include <QtTest>

using namespace natter;
using Binding = LoginRecord::Binding;
using Kind = ServerLauncher::Kind;

/// How real servers are logged in to: bound to the channel, in one round trip, with a token, and no weaker than before.
class TestLogin : public QObject
{
    Q_OBJECT

    static ConnectSettings settingsFor(const ServerLauncher &server, quint16 port)
    {
        ConnectSettings settings;
        settings.account = Jid::orNull(QStringLiteral("romeo@") + ServerLauncher::domain());
        settings.password = Secret(ServerLauncher::password());
        settings.endpoints = { { QStringLiteral("127.0.0.1"), port, TlsMode::Direct } };
        settings.extraAuthority = server.authority();
        settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
        return settings;
    }
    static ConnectSettings settingsFor(const ServerLauncher &server)
    {
        return settingsFor(server, server.directTlsPort());
    }
    static QByteArray why(const WatchedClient &client)
    {
        return client.ended.isEmpty()
            ? QByteArray("no end")
            : QString(errorKindName(client.ended.last().kind) + QStringLiteral(" ") + client.ended.last().detail)
                  .toUtf8();
    }

    static void newerServers()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("token");
        QTest::newRow("Prosody 13") << static_cast<int>(Kind::Prosody13) << "";
        QTest::newRow("ejabberd 24") << static_cast<int>(Kind::Ejabberd24) << "HT-SHA-256-ENDP";
    }

private Q_SLOTS:
    void quickLoginIsBoundAndNoWeakerLater_data() { newerServers(); }
    void quickLoginIsBoundAndNoWeakerLater()
    {
        QFETCH(int, kind);
        QFETCH(QString, token);
        ServerLauncher server(static_cast<Kind>(kind));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        WatchedClient first;
        first.open(settingsFor(server));
        QVERIFY2(first.hasSession(), why(first).constData());
        const Session session = first.sessions.first();
        QCOMPARE(session.mechanism, QStringLiteral("SCRAM-SHA-256-PLUS"));
        QCOMPARE(session.strongest, (LoginRecord { QStringLiteral("SCRAM-SHA-256"), Binding::Used }));
        QVERIFY(session.switchedOn.contains(u"urn:xmpp:carbons:2"));
        QCOMPARE(session.newToken ? session.newToken->mechanism : QString(), token);
        first.close();
        QVERIFY(first.hasEnded());

        ConnectSettings next = settingsFor(server);
        next.strongest = session.strongest;
        next.token = session.newToken;
        WatchedClient second;
        second.open(next);
        QVERIFY2(second.hasSession(), why(second).constData());
        QCOMPARE(second.sessions.first().mechanism, token.isEmpty() ? QStringLiteral("SCRAM-SHA-256-PLUS") : token);

        next.strongest.mechanism = QStringLiteral("SCRAM-SHA-512"); // which it does not offer, and says so with proof
        next.token.reset();
        WatchedClient third;
        third.open(next);
        QVERIFY2(third.hasSession(), why(third).constData());
    }

    /// The first login of all may not cost what was said before it (XEP-0386, 3.2).
    void whatWasSaidMeanwhileIsThere_data() { newerServers(); }
    void whatWasSaidMeanwhileIsThere()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        ConnectSettings settings = settingsFor(server);
        const Jid romeo = settings.account;
        settings.account = Jid::orNull(QStringLiteral("juliet@") + ServerLauncher::domain());
        WatchedClient juliet;
        juliet.open(settings);
        QVERIFY2(juliet.hasSession(), why(juliet).constData());
        Message message;
        message.type = Message::Type::Chat;
        message.id = QStringLiteral("m1");
        message.to = romeo;
        message.setBody(QStringLiteral("wherefore art thou Romeo"));
        juliet.send(message.write());
        QTRY_VERIFY_WITH_TIMEOUT(!juliet.acknowledged.isEmpty(), 10'000);
        WatchedClient client;
        settings.account = romeo;
        settings.wantsOffline = true;
        client.open(settings);
        QVERIFY2(client.hasSession(), why(client).constData());
        client.send(Presence().write());
        const auto arrived = [&client] {
            return std::any_of(client.received.cbegin(), client.received.cend(), [](const Element &element) {
                return element.childText({ u"jabber:client", u"body" }).startsWith(u"wherefore");
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(arrived(), 10'000);
    }

    /// Nor may a later one, if no archive has it.
    void whatWasSaidMeanwhileIsThereWithoutAnArchive_data() { newerServers(); }
    void whatWasSaidMeanwhileIsThereWithoutAnArchive()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        server.leaveOutArchive();
        QVERIFY2(server.start(), qPrintable(server.problem()));
        constexpr auto tls = AccountSettings::Tls::Direct;
        Person romeo(server, tls, QStringLiteral("romeo"), ServerLauncher::password());
        Person juliet(server, tls, QStringLiteral("juliet"), ServerLauncher::password());
        juliet.go();
        QTRY_COMPARE_WITH_TIMEOUT(juliet.phase(), AccountStatus::Phase::Online, 10'000);
        QStringList said;
        for (const char *when : { "before", "between", "after a restart" }) {
            said.append(QLatin1String(when));
            juliet.account->outbox().send(romeo.jid(), said.last());
            QTRY_COMPARE_WITH_TIMEOUT(juliet.sent(said.last()).delivery, ChatMessage::Delivery::OnServer, 10'000);
            if (romeo.account && said.size() < 3) {
                romeo.account->setAvailability(Availability::Online, QString());
            } else {
                romeo.go();
            }
            QTRY_COMPARE_WITH_TIMEOUT(romeo.bodiesFrom(juliet.jid()), said, 10'000);
            romeo.account->setAvailability(Availability::Offline, QString());
            QTRY_COMPARE_WITH_TIMEOUT(romeo.phase(), AccountStatus::Phase::Offline, 10'000);
        }
    }

    void weakerLoginThanBeforeIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("Prosody") << static_cast<int>(Kind::Prosody);
        QTest::newRow("ejabberd") << static_cast<int>(Kind::Ejabberd);
    }
    void weakerLoginThanBeforeIsRefused()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        ConnectSettings settings = settingsFor(server);
        settings.strongest = { QStringLiteral("SCRAM-SHA-512"), Binding::Refused };
        WatchedClient client;
        client.open(settings);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("WeakLogin"));
        QCOMPARE(client.ended.first().condition, QStringLiteral("downgrade"));
    }

    /// Where no login can be bound to the channel, the token is none the worse.
    void unboundTokenLogsIn()
    {
        ServerLauncher server(Kind::Prosody13);
        server.leaveOutEndPoint();
        QVERIFY2(server.start(), qPrintable(server.problem()));
        ConnectSettings settings = settingsFor(server);
        WatchedClient first;
        first.open(settings);
        QVERIFY2(first.hasSession(), why(first).constData());
        QVERIFY(first.sessions.first().newToken);
        QCOMPARE(first.sessions.first().newToken->mechanism, QStringLiteral("HT-SHA-256-NONE"));
        settings.token = first.sessions.first().newToken;
        settings.password = Secret();
        WatchedClient second;
        second.open(settings);
        QVERIFY2(second.hasSession(), why(second).constData());
        QCOMPARE(second.sessions.first().mechanism, QStringLiteral("HT-SHA-256-NONE"));

        settings.token->token = Secret(QStringLiteral("secret-token:wrong"));
        settings.password = Secret(ServerLauncher::password());
        WatchedClient third;
        third.open(settings);
        QVERIFY2(third.hasSession(), why(third).constData());
        QCOMPARE(third.sessions.first().mechanism, QStringLiteral("SCRAM-SHA-256"));
        QVERIFY(third.sessions.first().isTokenRefused);
    }

    void streamIsResumedTogetherWithTheLogin_data() { newerServers(); }
    void streamIsResumedTogetherWithTheLogin()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        CutProxy proxy(server.directTlsPort());
        ConnectSettings settings = settingsFor(server, proxy.serverPort());
        WatchedClient client;
        client.open(settings);
        QVERIFY2(client.hasSession(), why(client).constData());
        QTRY_VERIFY(client.managed);
        const Jid jid = client.sessions.first().jid;
        proxy.cut();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.fates.last(), SessionFate::MayResume);
        settings.token = client.sessions.first().newToken;
        client.open(settings);
        QTRY_COMPARE_WITH_TIMEOUT(client.resumed.size(), 1, 10'000);
        QCOMPARE(client.resumed.first().jid, jid);
        QCOMPARE(client.sessions.size(), 1);
    }

    /// ejabberd 23.01 announces bound logins and takes only a binding that we cannot do (tls-unique).
    void bindingThatIsMeantOtherwiseLocksNobodyOut()
    {
        ServerLauncher server(Kind::Ejabberd);
        QVERIFY2(server.start(), qPrintable(server.problem()));
        ConnectSettings settings = settingsFor(server);
        WatchedClient first;
        first.open(settings);
        QVERIFY2(first.hasSession(), why(first).constData());
        QVERIFY(!first.sessions.first().mechanism.endsWith(u"-PLUS"));
        QCOMPARE(first.sessions.first().strongest.binding, Binding::Refused);
        settings.strongest = first.sessions.first().strongest;
        WatchedClient second;
        second.open(settings);
        QVERIFY2(second.hasSession(), why(second).constData());
        settings.password = Secret(QStringLiteral("wrong"));
        WatchedClient wrong;
        wrong.open(settings);
        QVERIFY(wrong.hasEnded());
        QCOMPARE(wrong.end(), QStringLiteral("NotAuthorised"));
    }
};

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
