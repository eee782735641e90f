// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "support/dead_port.h"
#include "support/scripted_names.h"
#include "support/watched_client.h"

using namespace natter;
using namespace std::chrono_literals;

static const QHostAddress loopback(QHostAddress::LocalHost);

/// A server that sends its client elsewhere: a client goes there as far as it is the same service, and not for ever.
class TestDetours : public QObject
{
    Q_OBJECT

    TestAuthority m_authority;
    Identity m_identity;
    Identity m_stranger;

    ConnectSettings settings() const
    {
        ConnectSettings settings;
        settings.account = Jid::orNull(u"romeo@montague.lit");
        settings.password = Secret(QStringLiteral("pencil"));
        settings.extraAuthority = m_authority.pem();
        return settings;
    }
    /// DNS names `first`; "other.lit" is this machine as well.
    static Zone zoneOf(const ScriptedServer &first)
    {
        Zone zone;
        zone.addStartTls("first.lit", first.serverPort());
        zone.addresses["first.lit"] = { loopback };
        zone.addresses["other.lit"] = { loopback };
        return zone;
    }
    static QByteArray seeOther(const QByteArray &place)
    {
        return "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + place
            + "</see-other-host></stream:error></stream:stream>";
    }
    static QByteArray placeOf(const ScriptedServer &server)
    {
        return "other.lit:" + QByteArray::number(server.serverPort());
    }
    /// Bound, with a stream that can be resumed at `location`, and then gone.
    static Script resumableAt(const QByteArray &location)
    {
        return Script().enabled({}, "resume='true' location='" + location + '\'').close();
    }
    static Script resumes()
    {
        return Script().managed().expect("<resume ").send("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        m_stranger = m_authority.issue({ QStringLiteral("other.lit"), { QStringLiteral("DNS:other.lit") } });
    }

    void otherHostIsFollowed()
    {
        ScriptedServer other(Script().bound(), m_identity);
        ScriptedServer first(Script().encrypted().header().send(seeOther(placeOf(other))).close(), m_identity);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(client.sessions.first().host, QStringLiteral("other.lit"));
        QVERIFY(other.received().contains("to='montague.lit'"));
        QCOMPARE(first.connections(), 1);
    }

    void strangersWordIsNotFollowed()
    {
        ScriptedServer other(Script().bound(), m_identity);
        ScriptedServer first(Script().header().send(seeOther(placeOf(other))).close(), m_identity); // before TLS
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(client.ended.first().condition, QStringLiteral("see-other-host"));
        QCOMPARE(other.connections(), 0);
    }

    void chosenServerIsNotLeft()
    {
        ScriptedServer other(Script().bound(), m_identity);
        ScriptedServer first(Script().encrypted().header().send(seeOther(placeOf(other))).close(), m_identity);
        ConnectSettings asked = settings();
        asked.endpoints = { { QStringLiteral("127.0.0.1"), first.serverPort(), TlsMode::StartTls } };
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(other.connections(), 0);
    }

    /// CVE-2022-22787: a client that trusted whoever it was sent to.
    void CVE_2022_22787_otherHostShowsTheSameCertificate()
    {
        ScriptedServer other(Script().bound(), m_stranger);
        ScriptedServer first(Script().encrypted().header().send(seeOther(placeOf(other))).close(), m_identity);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("TlsFailed"));
        QCOMPARE(other.connections(), 1);
        QVERIFY(!other.received().contains("<auth"));
        QVERIFY2(client.reports.isEmpty(), "nobody is asked to trust it");
    }

    void pinnedCertificateIsDemandedThereToo()
    {
        ScriptedServer other(Script().bound(), m_identity); // good for anybody who has pinned nothing
        const Identity own = TestAuthority::selfSigned({ QStringLiteral("montague.lit"), { "DNS:montague.lit" } });
        ScriptedServer first(Script().encrypted().header().send(seeOther(placeOf(other))).close(), own);
        ConnectSettings asked = settings();
        asked.pinnedCertificate = own.certificate.digest(QCryptographicHash::Sha256);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("TlsFailed"));
        QVERIFY(!other.received().contains("<auth"));
    }

    void loopEnds()
    {
        const Script script = Script().encrypted().header();
        ScriptedServer port(script, m_identity);
        const quint16 number = port.serverPort();
        port.close();
        ScriptedServer first(Script(script).send(seeOther("other.lit:" + QByteArray::number(number))).close(),
                             m_identity);
        first.close();
        QVERIFY(first.listen(loopback, number));
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(first.connections(), 1 + limits::detours);
    }

    void noPlaceIsNotFollowed_data()
    {
        QTest::addColumn<QByteArray>("place");
        for (const char *place : { "", "other.lit:0", "other.lit:65536", "romeo@other.lit", "[::1", "a b" }) {
            QTest::newRow(place) << QByteArray(place);
        }
    }
    void noPlaceIsNotFollowed()
    {
        QFETCH(QByteArray, place);
        ScriptedServer first(Script().encrypted().header().send(seeOther(place)).close(), m_identity);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(first.connections(), 1);
    }

    void otherHostThatIsDeadLeavesTheOtherCandidates()
    {
        const DeadPort dead(loopback);
        ScriptedServer spare(Script().bound(), m_identity);
        ScriptedServer first(
            Script().encrypted().header().send(seeOther("other.lit:" + QByteArray::number(dead.port()))).close(),
            m_identity);
        Zone zone = zoneOf(first);
        zone.addStartTls("other.lit", spare.serverPort(), 10);
        ConnectSettings asked = settings();
        asked.dialling.detour = 100ms;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY2(client.hasSession(), qPrintable(client.end()));
        QCOMPARE(spare.connections(), 1);
    }

    void sessionThatIsSentElsewhereGoesOnThere()
    {
        ScriptedServer other(resumes(), m_identity);
        Script script = Script().enabled().send(seeOther(placeOf(other))).close();
        ScriptedServer first(script, m_identity);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("StreamError"));
        QCOMPARE(client.fates, QList<SessionFate> { SessionFate::MayResume });
        client.open(settings());
        QTRY_COMPARE(client.resumed.size(), 1);
        QCOMPARE(client.resumed.first().host, QStringLiteral("other.lit"));
        QCOMPARE(first.connections(), 1);
    }

    void streamIsResumedWhereTheServerWants()
    {
        ScriptedServer other(resumes(), m_identity);
        ScriptedServer first(resumableAt(placeOf(other)), m_identity);
        WatchedClient client(ScriptedNames::of(zoneOf(first)));
        client.open(settings());
        QVERIFY(client.hasEnded());
        client.open(settings());
        QTRY_COMPARE(client.resumed.size(), 1);
        QCOMPARE(client.resumed.first().host, QStringLiteral("other.lit"));
        QCOMPARE(first.connections(), 1);
    }

    void locationThatDoesNotWorkCostsLittle_data()
    {
        QTest::addColumn<QString>("location");
        QTest::newRow("dead") << QStringLiteral("dead");
        QTest::newRow("name that nobody answers about") << QStringLiteral("silent.lit:5222");
        QTest::newRow("no such name") << QStringLiteral("unknown.lit:5222");
        QTest::newRow("refused") << QStringLiteral("127.0.0.1:1");
        QTest::newRow("somebody else's certificate") << QStringLiteral("stranger");
        QTest::newRow("not served there") << QStringLiteral("unwilling");
        QTest::newRow("port 0") << QStringLiteral("other.lit:0");
        QTest::newRow("no place") << QStringLiteral("no place");
        QTest::newRow("accepts and says nothing") << QStringLiteral("mute");
        QTest::newRow("stops in the handshake") << QStringLiteral("halting");
    }
    void locationThatDoesNotWorkCostsLittle()
    {
        QFETCH(QString, location);
        static_assert(limits::detourDeadline < 5s);
        const DeadPort dead(loopback);
        ScriptedServer stranger(Script().bound(), m_stranger);
        ScriptedServer unwilling(Script()
                                     .encrypted()
                                     .header()
                                     .send("<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                                           "</stream:error></stream:stream>")
                                     .close(),
                                 m_identity);
        ScriptedServer mute((Script()), m_identity);
        ScriptedServer halting(Script()
                                   .header()
                                   .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                                   .expect("<starttls")
                                   .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
                               m_identity);
        QByteArray place = location.toLatin1();
        const QList<std::pair<const char *, quint16>> servers { { "dead", dead.port() },
                                                                { "stranger", stranger.serverPort() },
                                                                { "unwilling", unwilling.serverPort() },
                                                                { "mute", mute.serverPort() },
                                                                { "halting", halting.serverPort() } };
        for (const auto &[name, port] : servers) {
            place = place == name ? "other.lit:" + QByteArray::number(port) : place;
        }
        ScriptedServer first(resumableAt(place), m_identity);
        Zone zone = zoneOf(first);
        zone.silent = { "silent.lit" };
        ConnectSettings asked = settings();
        asked.dialling.detour = 200ms;
        WatchedClient client(ScriptedNames::of(zone));
        client.open(asked);
        QVERIFY(client.hasEnded());
        client.open(asked);
        QTRY_COMPARE(first.connections(), 2);
        QTRY_VERIFY(first.received().contains("<resume "));
        QCOMPARE(client.ended.size(), 1);
        QVERIFY(client.reports.isEmpty());
        QVERIFY(!stranger.received().contains("<auth"));
    }
};

QTEST_GUILESS_MAIN(TestDetours)
#include "tst_detours.moc"
