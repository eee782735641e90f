// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "support/dead_port.h"
#include "support/scripted_names.h"
#include "support/watched_client.h"
#include "wire/endpoint_race.h"
#include "wire/socket_descriptor.h"

using namespace natter;
using namespace std::chrono_literals;

static const QHostAddress ipv4(QHostAddress::LocalHost);
static const QHostAddress ipv6(QHostAddress::LocalHostIPv6);
static const QString domain = QStringLiteral("montague.lit");

/// The way to a server that has several addresses, or whose DNS is strange: the first that answers is taken, and what
/// is dead costs little.
class TestDialling : public QObject
{
    Q_OBJECT

    /// A server that `romeo` can log in to, on a port of its own or on the one of `port`.
    struct Server : ScriptedServer
    {
        Server(const Identity &identity, const QHostAddress &address, quint16 port = 0)
            : ScriptedServer(Script().bound().endsPolitely(), identity)
        {
            close();
            if (!listen(address, port)) {
                qFatal("port %d is taken", port);
            }
        }
    };

    ConnectSettings settings() const
    {
        ConnectSettings settings;
        settings.account = Jid::orNull(u"romeo@montague.lit");
        settings.password = Secret(QStringLiteral("pencil"));
        settings.extraAuthority = m_authority.pem();
        return settings;
    }

    TestAuthority m_authority;
    Identity m_identity;

private Q_SLOTS:
    void initTestCase() { m_identity = m_authority.issue({ domain, { QStringLiteral("DNS:montague.lit") } }); }

    void ipv6IsTakenIfItAnswers()
    {
        Server six(m_identity, ipv6);
        Server four(m_identity, ipv4, six.serverPort());
        Zone zone;
        zone.addStartTls("xmpp.montague.lit", six.serverPort());
        zone.addresses["xmpp.montague.lit"] = { ipv4, ipv6 };
        ConnectSettings asked = settings();
        asked.dialling.stagger = 1h;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("xmpp.montague.lit"));
        QVERIFY(client.hasLowDelay());
        client.close();
        QVERIFY(client.hasEnded());
        QVERIFY(six.isDone());
        QCOMPARE(four.connections(), 0);
    }

    void refusedIpv6CostsNothing()
    {
        Server four(m_identity, ipv4);
        Zone zone;
        zone.addStartTls("xmpp.montague.lit", four.serverPort());
        zone.addresses["xmpp.montague.lit"] = { ipv6, ipv4 };
        ConnectSettings asked = settings();
        asked.dialling.stagger = 1h; // nor is it waited for
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
    }

    void deadIpv6CostsTheStagger()
    {
        const DeadPort six(ipv6);
        QTcpServer four;
        QVERIFY(four.listen(ipv4, six.port()));
        AddressRace race;
        qintptr descriptor = -1;
        connect(&race, &AddressRace::won, this, [&](qintptr taken) { descriptor = taken; });
        QElapsedTimer timer;
        timer.start();
        race.start({ ipv4, ipv6 }, six.port(), limits::connectStagger);
        bool waits = false;
        QTimer::singleShot(2 * limits::connectStagger, &race, [&] { // after it, however slow the machine is
            waits = descriptor == -1 && race.findChildren<QTcpSocket *>().size() < 2;
        });
        QTRY_VERIFY_WITH_TIMEOUT(descriptor != -1, 20'000);
        QVERIFY2(std::chrono::milliseconds(timer.elapsed()) >= limits::connectStagger - 5ms, "IPv6 had no chance");
        QVERIFY2(!waits, "IPv4 waited for more than the stagger");
        QTcpSocket winner;
        QVERIFY(winner.setSocketDescriptor(descriptor));
        QCOMPARE(winner.peerAddress(), ipv4);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(race.findChildren<QTcpSocket *>().isEmpty());
    }

    void familyThatIsSwallowedIsNotWaitedFor_data()
    {
        QTest::addColumn<QAbstractSocket::NetworkLayerProtocol>("swallowed");
        QTest::newRow("IPv6") << QAbstractSocket::IPv6Protocol;
        QTest::newRow("IPv4") << QAbstractSocket::IPv4Protocol;
    }
    void familyThatIsSwallowedIsNotWaitedFor()
    {
        QFETCH(QAbstractSocket::NetworkLayerProtocol, swallowed);
        Server server(m_identity, swallowed == QAbstractSocket::IPv6Protocol ? ipv4 : ipv6);
        Zone zone;
        zone.addStartTls("xmpp.montague.lit", server.serverPort());
        zone.addresses["xmpp.montague.lit"] = { ipv4, ipv6 };
        zone.swallowed = swallowed;
        ConnectSettings asked = settings();
        asked.dialling.dns = 1h;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
    }

    void whoJoinsLateTakesPart()
    {
        QTcpServer four;
        QVERIFY(four.listen(ipv4));
        AddressRace race;
        QList<Error> ends;
        qintptr descriptor = -1;
        connect(&race, &AddressRace::lost, this, [&](const Error &error) { ends.append(error); });
        connect(&race, &AddressRace::won, this, [&](qintptr taken) { descriptor = taken; });
        race.open(four.serverPort(), 0ms);
        race.join({ ipv6 });
        QTRY_VERIFY(race.findChildren<QTcpSocket *>().isEmpty()); // refused
        QVERIFY2(ends.isEmpty(), "more may join");
        race.join({ ipv6, ipv4 });
        QCOMPARE(race.findChildren<QTcpSocket *>().size(), 1);
        QTRY_VERIFY(descriptor != -1);
        closeSocket(descriptor);

        race.open(four.serverPort(), 1h);
        race.join({ ipv6 });
        race.close({ Error::Kind::Timeout, {}, {}, {} });
        QTRY_COMPARE(ends.size(), 1);
        QCOMPARE(ends.first().kind, Error::Kind::ConnectionRefused);
        race.open(four.serverPort(), 1h);
        race.close({ Error::Kind::Timeout, {}, {}, {} });
        QCOMPARE(ends.size(), 2);
        QCOMPARE(ends.last().kind, Error::Kind::Timeout);
    }

    void losersAreClosed()
    {
        QTcpServer slow;
        QVERIFY(slow.listen(ipv6));
        QTcpServer quick;
        QVERIFY(quick.listen(ipv4, slow.serverPort()));
        AddressRace race;
        QList<qintptr> taken;
        connect(&race, &AddressRace::won, this, [&](qintptr descriptor) { taken.append(descriptor); });
        race.start({ ipv6, ipv4 }, slow.serverPort(), 0ms); // both at once
        QTRY_COMPARE(taken.size(), 1);
        QTcpSocket winner;
        QVERIFY(winner.setSocketDescriptor(taken.first()));
        QTcpServer &lost = winner.peerAddress() == ipv6 ? quick : slow;
        (void)QTest::qWaitFor([&] { return lost.hasPendingConnections(); }, 200);
        if (const auto loser = std::unique_ptr<QTcpSocket>(lost.nextPendingConnection())) {
            QTRY_COMPARE(loser->state(), QAbstractSocket::UnconnectedState);
        }
        QCOMPARE(winner.state(), QAbstractSocket::ConnectedState);
    }

    void nothingThatTheServerSaysFirstIsLost()
    {
        QTcpServer server;
        QVERIFY(server.listen(ipv4));
        connect(&server, &QTcpServer::newConnection, this, [&] { server.nextPendingConnection()->write("early"); });
        AddressRace race;
        qintptr descriptor = -1;
        connect(&race, &AddressRace::won, this, [&](qintptr taken) { descriptor = taken; });
        race.start({ ipv4 }, server.serverPort(), 1h);
        QTRY_VERIFY(descriptor != -1);
        QTcpSocket winner;
        QVERIFY(winner.setSocketDescriptor(descriptor));
        QTRY_COMPARE(winner.bytesAvailable(), 5);
    }

    void noAddressAnswers()
    {
        AddressRace race;
        QList<Error> ends;
        connect(&race, &AddressRace::lost, this, [&](const Error &error) { ends.append(error); });
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(ipv4));
            port = gone.serverPort();
        }
        race.start({ ipv4, ipv6 }, port, 0ms);
        QTRY_COMPARE(ends.size(), 1);
        QCOMPARE(ends.first().kind, Error::Kind::ConnectionRefused);
        race.start({}, port, 0ms);
        QCOMPARE(ends.size(), 2);
        QCOMPARE(ends.last().kind, Error::Kind::HostNotFound);
    }

    /// CVE-2022-24968, CVE-2022-26491: the name that a certificate is checked against came from DNS.
    void CVE_2022_24968_CVE_2022_26491_certificateOfTheNameInDnsIsRefused()
    {
        ScriptedServer evil(Script().bound(),
                            m_authority.issue({ "xmpp.evil.lit", { QStringLiteral("DNS:xmpp.evil.lit") } }));
        Zone zone;
        zone.addStartTls("xmpp.evil.lit", evil.serverPort());
        zone.addresses["xmpp.evil.lit"] = { QHostAddress(QHostAddress::LocalHost) };
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QCOMPARE(client.reports.size(), 1);
        QCOMPARE(client.reports.first().domain, QStringLiteral("montague.lit"));
        QVERIFY(client.reports.first().problems.contains(CertificateReport::Problem::HostMismatch));
        QVERIFY(!evil.received().contains("<auth"));
        QCOMPARE(zone.questions->load(), 5); // two for services, three for addresses, none for what else DNS may tell
    }

    void candidatesComeByPriorityAndEachHasItsDeadline()
    {
        const DeadPort dead(ipv4);
        Server good(m_identity, ipv4);
        Server spare(m_identity, ipv4);
        Zone zone;
        zone.addStartTls("spare.lit", spare.serverPort(), 50);
        zone.addStartTls("good.lit", good.serverPort(), 40);
        zone.addStartTls("dead.lit", dead.port(), 30);
        zone.addStartTls("silent.lit", 5222, 20);
        zone.addStartTls("unknown.lit", 5222, 10);
        zone.silent = { "silent.lit" };
        for (const char *host : { "spare.lit", "good.lit", "dead.lit" }) {
            zone.addresses[host] = { ipv4 };
        }
        ConnectSettings asked = settings();
        asked.dialling.dns = 500ms;
        asked.dialling.connection = 500ms;
        QElapsedTimer timer;
        timer.start();
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("good.lit"));
        QCOMPARE(spare.connections(), 0);
        QVERIFY2(timer.elapsed() >= 150, "a priority begins before the one before it has failed");
    }

    void targetsOfOnePriorityRace()
    {
        const DeadPort dead(ipv4);
        Server good(m_identity, ipv4);
        Server spare(m_identity, ipv4);
        Zone zone;
        const auto add = [&zone](const QString &host, quint16 port, quint16 weight) {
            zone.services[QStringLiteral("_xmpp-client._tcp.montague.lit")].append(
                { { host, port, TlsMode::StartTls }, 10, weight });
            zone.addresses[host] = { ipv4 };
        };
        add("silent.lit", 5222, 60'000);
        add("dead.lit", dead.port(), 60'000);
        add("good.lit", good.serverPort(), 0); // the last, as good as always
        zone.addStartTls("spare.lit", spare.serverPort(), 20);
        zone.addresses["spare.lit"] = { ipv4 };
        zone.silent = { "silent.lit" };
        ConnectSettings asked = settings();
        asked.dialling.dns = 1h;
        asked.dialling.connection = 1h;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("good.lit"));
        QCOMPARE(spare.connections(), 0);
    }

    void firstTargetIsTakenIfItAnswers()
    {
        QTcpServer first;
        QVERIFY(first.listen(ipv4));
        QTcpServer second;
        QVERIFY(second.listen(ipv4));
        ScriptedNames names({});
        EndpointRace race(names);
        QStringList hosts;
        connect(&race, &EndpointRace::won, this, [&](qintptr descriptor, const Endpoint &endpoint) {
            hosts.append(endpoint.host);
            closeSocket(descriptor);
        });
        DialTimes times;
        times.stagger = 1h;
        race.start({ { "[127.0.0.1]", first.serverPort(), TlsMode::StartTls },
                     { "127.0.0.1", second.serverPort(), TlsMode::StartTls } },
                   times);
        QTRY_COMPARE(hosts, QStringList("[127.0.0.1]"));
        QVERIFY(!second.hasPendingConnections());
    }

    void targetsThatHaveNotFailedAreLeftForLater()
    {
        const DeadPort dead(ipv4);
        QTcpServer good;
        QVERIFY(good.listen(ipv4));
        quint16 port = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(ipv4));
            port = gone.serverPort();
        }
        const QList<Endpoint> endpoints { { "127.0.0.1", dead.port(), TlsMode::StartTls },
                                          { "unknown.lit", 5222, TlsMode::StartTls },
                                          { "127.0.0.1", port, TlsMode::StartTls },
                                          { "127.0.0.1", good.serverPort(), TlsMode::Direct },
                                          { "127.0.0.1", dead.port(), TlsMode::Direct } };
        ScriptedNames names({});
        EndpointRace race(names);
        QList<Endpoint> winners;
        QList<Endpoint> left;
        connect(&race, &EndpointRace::won, this,
                [&](qintptr descriptor, const Endpoint &endpoint, const QList<Endpoint> &others) {
                    winners.append(endpoint);
                    left = others;
                    closeSocket(descriptor);
                });
        race.start(endpoints, DialTimes());
        QTRY_COMPARE(winners, QList<Endpoint> { endpoints[3] });
        QCOMPARE(left, (QList<Endpoint> { endpoints[0], endpoints[4] }));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(race.findChildren<QObject *>().isEmpty());
    }

    void targetsThatAllFailEndOnce()
    {
        const DeadPort dead(ipv4);
        ScriptedNames names({});
        EndpointRace race(names);
        QList<Error> ends;
        connect(&race, &EndpointRace::lost, this,
                [&](const Endpoint & /*endpoint*/, const Error &error) { ends.append(error); });
        DialTimes times;
        times.connection = 50ms;
        times.stagger = 0ms;
        race.start({ { "unknown.lit", 5222, TlsMode::StartTls }, { "127.0.0.1", dead.port(), TlsMode::StartTls } },
                   times);
        QTRY_COMPARE(ends.size(), 1);
        QCOMPARE(ends.first().kind, Error::Kind::Timeout);
    }

    void targetThatIsNoServerLeavesTheOthers()
    {
        ScriptedServer closing(Script().header().close());
        Server good(m_identity, ipv4);
        Zone zone;
        zone.services[QStringLiteral("_xmpp-client._tcp.montague.lit")] = {
            { { "closing.lit", closing.serverPort(), TlsMode::StartTls }, 10, 60'000 },
            { { "good.lit", good.serverPort(), TlsMode::StartTls }, 10, 0 },
        };
        zone.addresses["closing.lit"] = { ipv4 };
        zone.addresses["good.lit"] = { ipv4 };
        ConnectSettings asked = settings();
        asked.dialling.stagger = 1h;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("good.lit"));
        QCOMPARE(closing.connections(), 1);
    }

    void strangeDnsEnds_data()
    {
        QTest::addColumn<Zone>("zone");
        QTest::addColumn<QString>("end");
        Zone none;
        QTest::newRow("no such domain") << none << "HostNotFound";
        Zone refused;
        refused.addStartTls(".", 0);
        QTest::newRow("target is the root") << refused << "ServiceRefused";
        Zone many;
        for (int i = 0; i < 1000; ++i) {
            many.addStartTls(QStringLiteral("host%1.lit").arg(i), 5222, quint16(i));
        }
        QTest::newRow("a thousand names that do not exist") << many << "HostNotFound";
        Zone loop;
        loop.addStartTls("_xmpp-client._tcp.montague.lit", 5222);
        QTest::newRow("a target that leads back") << loop << "HostNotFound";
        Zone empty;
        empty.addStartTls("empty.lit", 5222);
        empty.addresses["empty.lit"] = {};
        QTest::newRow("a name without addresses") << empty << "HostNotFound";
        Zone silent;
        silent.silent = { "_xmpp-client._tcp.montague.lit", "_xmpps-client._tcp.montague.lit", domain };
        QTest::newRow("nobody answers") << silent << "Timeout";
    }
    void strangeDnsEnds()
    {
        QFETCH(Zone, zone);
        QFETCH(QString, end);
        ConnectSettings asked = settings();
        asked.dialling.dns = 100ms;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), end);
        QVERIFY(*zone.questions <= 2 + 3 * limits::srvRecords);
    }

    void stoppedWhileDiallingEndsOnce_data()
    {
        QTest::addColumn<bool>("names");
        QTest::newRow("while DNS is asked") << true;
        QTest::newRow("while connecting") << false;
    }
    void stoppedWhileDiallingEndsOnce()
    {
        QFETCH(bool, names);
        const DeadPort dead(ipv4);
        Zone zone;
        zone.addStartTls("xmpp.montague.lit", dead.port());
        zone.addresses["xmpp.montague.lit"] = { ipv4 };
        if (names) {
            zone.silent = { "xmpp.montague.lit" };
        }
        WatchedClient client(ScriptedNames::of(zone));
        client.open(settings());
        QTRY_COMPARE(zone.questions->load(), 5);
        client.settle();
        client.close();
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("Cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestDialling)
#include "tst_dialling.moc"
