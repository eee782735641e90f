// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/name_server.h"
#include "support/namespaces.h"
#include "support/watched_client.h"

#include "wire/name_service.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// What the system makes of answers about names, however they are made.
class TestNames : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds
    static inline bool isAlone = false;

    static QByteArray srv(const char *target) { return NameServer::service(wireName(target)); }
    template <typename T> static bool answered(const QFuture<T> &future)
    {
        return QTest::qWaitFor([&future] { return future.isFinished(); }, patience);
    }

public:
    static void initMain() { isAlone = enterOwnNetwork(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(isAlone, "no network of our own can be made here"); }

    void servicesAreFound_data()
    {
        QTest::addColumn<QList<QByteArray>>("records");
        QTest::addColumn<int>("code");
        QTest::addColumn<QStringList>("hosts"); ///< that may be found; a broken answer may also be an error
        using List = QList<QByteArray>;
        const QByteArray good = srv("xmpp.montague.lit");
        QTest::newRow("one") << List { good } << 0 << QStringList("xmpp.montague.lit");
        QTest::newRow("two") << List { good, srv("b.lit") } << 0 << QStringList({ "b.lit", "xmpp.montague.lit" });
        QTest::newRow("none") << List() << 0 << QStringList();
        QTest::newRow("refused as a service")
            << List { NameServer::service(QByteArray(1, '\0')) } << 0 << QStringList(".");
        QTest::newRow("no such name") << List() << 3 << QStringList();
        QTest::newRow("server fails") << List() << 2 << QStringList();
        QTest::newRow("another type") << List { NameServer::record(1, "\x7f\x01\x01\x01") } << 0 << QStringList();
        QTest::newRow("alias in a circle")
            << List { NameServer::record(5, QByteArray("\xc0\x0c", 2)) } << 0 << QStringList();
        // CVE-2023-33285: read beyond the answer
        QTest::newRow("cut in its fixed part (CVE-2023-33285)")
            << List { NameServer::record(33, QByteArray("\0\x0a\0", 3)) } << 0 << QStringList();
        QTest::newRow("no data at all (CVE-2023-33285)") << List { NameServer::record(33, {}) } << 0 << QStringList();
        QTest::newRow("longer than the answer (CVE-2023-33285)")
            << List { NameServer::record(33, number16(1) + number16(1) + number16(1), 4000) } << 0 << QStringList();
        QTest::newRow("target behind the answer (CVE-2023-33285)")
            << List { NameServer::service(QByteArray("\xff\xff", 2)) } << 0 << QStringList();
        QTest::newRow("target that points at itself")
            << List { NameServer::record(33, number16(1) + number16(1) + number16(1) + QByteArray("\xc0\x42", 2)) } << 0
            << QStringList();
        QTest::newRow("label longer than the answer")
            << List { NameServer::service(QByteArray("\x3f") + QByteArray("abc")) } << 0 << QStringList();
    }
    void servicesAreFound()
    {
        QFETCH(QList<QByteArray>, records);
        QFETCH(int, code);
        QFETCH(QStringList, hosts);
        NameServer server;
        server.records = records;
        server.code = code;
        QVERIFY(server.listen());
        NameService names;
        const auto found = names.services(QStringLiteral("_xmpp-client._tcp.montague.lit"));
        QVERIFY(answered(found));
        QVERIFY(server.questions > 0);
        QStringList targets;
        for (const SrvRecord &record : found.result().value_or(QList<SrvRecord>())) {
            targets.append(record.endpoint.host.isEmpty() ? QStringLiteral(".") : record.endpoint.host);
        }
        targets.sort(); // those of one priority come in any order
        QCOMPARE(targets, hosts);
        QVERIFY(code == 0 || !found.result());
    }

    void thousandServicesComeOverTcp()
    {
        NameServer server;
        for (int i = 0; i < 1000; ++i) {
            server.records.append(srv("a.lit"));
        }
        server.truncates = true;
        QVERIFY(server.listen());
        NameService names;
        const auto found = names.services(QStringLiteral("_xmpp-client._tcp.montague.lit"));
        QVERIFY(answered(found));
        for (const SrvRecord &record : found.result().value_or(QList<SrvRecord>())) {
            QCOMPARE(record.endpoint.host, QStringLiteral("a.lit"));
            QCOMPARE(record.endpoint.port, quint16(5222));
        }
    }

    void silenceEnds()
    {
        NameServer server;
        server.answers = false;
        QVERIFY(server.listen());
        NameService names;
        const auto services = names.services(QStringLiteral("_xmpp-client._tcp.montague.lit"));
        const auto addresses = names.addresses(QStringLiteral("montague.lit"));
        QVERIFY(answered(services) && answered(addresses));
        QVERIFY(!services.result());
        QCOMPARE(addresses.result().error().kind, Error::Kind::HostNotFound);
    }

    void addressesAreFound()
    {
        NameServer server;
        server.records = { NameServer::record(1, "\x7f\x01\x01\x01") };
        QVERIFY(server.listen());
        NameService names;
        const auto found = names.addresses(QStringLiteral("capulet.lit"));
        QVERIFY(answered(found));
        QCOMPARE(found.result().value_or(QList<QHostAddress>()), QList<QHostAddress> { QHostAddress("127.1.1.1") });
    }

    /// As behind a router that drops what it does not know.
    void loginDoesNotWaitForAFamilyThatIsSwallowed_data()
    {
        QTest::addColumn<quint16>("swallowed");
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("six") << quint16(28) << NameServer::record(1, QByteArray("\x7f\0\0\1", 4))
                             << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("four") << quint16(1) << NameServer::record(28, QByteArray(15, '\0') + '\1')
                              << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    void loginDoesNotWaitForAFamilyThatIsSwallowed()
    {
        QFETCH(quint16, swallowed);
        QFETCH(QByteArray, record);
        QFETCH(QHostAddress, address);
        NameServer names;
        names.records = { record };
        names.swallowed = swallowed;
        QVERIFY(names.listen());
        TestAuthority authority;
        ScriptedServer server(
            Script().bound(),
            authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } }));
        server.close();
        QVERIFY(server.listen(address));
        ConnectSettings settings = WatchedClient::settingsFor(server, authority.pem());
        settings.endpoints.first().host =
            QLatin1String(QTest::currentDataTag()) + QLatin1String(".lit"); // the system remembers
        settings.dialling.dns = 3s;
        qputenv("RES_OPTIONS", "timeout:4 attempts:1"); // the system gives up later than we do
        WatchedClient client;
        client.open(settings);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
