// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/name_server.h"
#include "support/namespaces.h"
#include "support/romeo_account.h"
#include "support/watched_client.h"

#include <QtTest>

using namespace natter;
using Phase = AccountStatus::Phase;

/// A machine that has no way to anywhere, as one that has just been unplugged: nothing but loopback has a route.
class TestUnreachable : public QObject
{
    Q_OBJECT

    static inline bool isAlone = false;

    TestAuthority m_authority;
    Identity m_identity;

public:
    static void initMain() { isAlone = enterOwnNetwork(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(isAlone, "no network of our own can be made here");
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void networkWithoutRoutesIsSaid_data()
    {
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<QByteArray>("record"); ///< of the first
        QTest::newRow("IPv4") << QStringList("192.0.2.1") << QByteArray();
        QTest::newRow("IPv6") << QStringList("2001:db8::1") << QByteArray();
        QTest::newRow("two") << QStringList({ "192.0.2.1", "2001:db8::1" }) << QByteArray();
        QTest::newRow("name") << QStringList("unreachable.lit") << NameServer::record(1, QByteArray("\xc0\0\2\1", 4));
    }
    void networkWithoutRoutesIsSaid()
    {
        QFETCH(QStringList, hosts);
        QFETCH(QByteArray, record);
        NameServer names;
        names.records = { record };
        QVERIFY(record.isEmpty() || names.listen());
        ConnectSettings settings;
        settings.account = Jid::orNull(u"romeo@montague.lit");
        settings.password = Secret(QStringLiteral("pencil"));
        for (const TlsMode tls : { TlsMode::StartTls, TlsMode::Direct }) {
            settings.endpoints.clear();
            for (const QString &host : hosts) {
                settings.endpoints.append({ host, 5222, tls });
            }
            WatchedClient client;
            client.open(settings);
            QVERIFY(client.hasEnded(30'000));
            QCOMPARE(client.end(), QStringLiteral("NetworkUnreachable"));
            QVERIFY(!client.ended.first().detail.isEmpty());
        }
    }

    void serverThatIsNearIsFoundBehindOneThatIsNot()
    {
        ScriptedServer server(Script().bound(), m_identity);
        ConnectSettings settings = WatchedClient::settingsFor(server, m_authority.pem());
        settings.endpoints.prepend({ QStringLiteral("192.0.2.1"), 5222, TlsMode::StartTls });
        WatchedClient client;
        client.open(settings);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
    }

    void accountWaitsForTheNetwork()
    {
        Romeo romeo(5222, m_authority.pem());
        AccountSettings far = romeo.settings;
        far.server->host = QStringLiteral("192.0.2.1");
        romeo.random.fix(255);
        romeo.account->setSettings(far);
        QTRY_COMPARE(romeo.kind(), QStringLiteral("NetworkUnreachable"));
        QVERIFY(romeo.comesTo(Phase::Waiting));
        ScriptedServer server(Script().bound(), m_identity);
        romeo.settings.server->port = server.serverPort();
        romeo.account->setSettings(romeo.settings); // there it is again
        QVERIFY2(romeo.comesTo(Phase::Online), qPrintable(romeo.kind()));
    }
};

QTEST_GUILESS_MAIN(TestUnreachable)
#include "tst_unreachable.moc"
