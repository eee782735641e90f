// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/watched_client.h"

using namespace natter;

/// Certificates that servers show: which of them are for the domain that is meant, and which end the login.
class TestCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_good = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
    }

    void certificates_data()
    {
        QTest::addColumn<CertificateWish>("wish");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<CertificateReport::Problem>("problem");
        using Problem = CertificateReport::Problem;
        const QString domain = QStringLiteral("montague.lit");
        const auto named = [](const QString &common, const QStringList &names) {
            return CertificateWish { common, names };
        };
        const auto row = [](const char *name, const CertificateWish &wish, Problem problem) {
            QTest::newRow(name) << wish << false << problem;
        };
        QTest::newRow("good") << named(domain, { "DNS:montague.lit" }) << true << Problem::Unusable;
        QTest::newRow("good among others")
            << named("x", { "DNS:a.lit", "DNS:MONTAGUE.lit" }) << true << Problem::Unusable;
        row("a service's name", named("x", { "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client.montague.lit" }),
            Problem::HostMismatch);
        CertificateWish expired = named(domain, { "DNS:montague.lit" });
        expired.fromDays = -20;
        expired.toDays = -10;
        row("expired", expired, Problem::Expired);
        CertificateWish early = expired;
        early.fromDays = 10;
        early.toDays = 20;
        row("not yet valid", early, Problem::NotYetValid);
        CertificateWish client = named(domain, { "DNS:montague.lit" });
        client.usage = QStringLiteral("clientAuth");
        row("made for clients", client, Problem::Unusable);
        row("other domain (CVE-2014-5075)", named("capulet.lit", { "DNS:capulet.lit" }), Problem::HostMismatch);
        row("machine instead of the domain", named("localhost", { "DNS:localhost", "IP:127.0.0.1" }),
            Problem::HostMismatch);
        row("subdomain", named("x", { "DNS:xmpp.montague.lit" }), Problem::HostMismatch);
        row("parent", named("x", { "DNS:lit" }), Problem::HostMismatch);
        row("suffix", named("x", { "DNS:montague.lit.evil" }), Problem::HostMismatch);
        row("wildcard below", named("x", { "DNS:*.montague.lit" }), Problem::HostMismatch);
        row("wildcard above", named("x", { "DNS:*.lit" }), Problem::HostMismatch);
        row("wildcard for all", named("x", { "DNS:*" }), Problem::HostMismatch);
        row("two wildcards", named("x", { "DNS:*.*" }), Problem::HostMismatch);
        row("part of a label", named("x", { "DNS:m*.lit" }), Problem::HostMismatch);
        row("common name only", named(domain, {}), Problem::HostMismatch);
        row("common name beside other names", named(domain, { "DNS:capulet.lit" }), Problem::HostMismatch);
        row("mail address", named("x", { "email:romeo@montague.lit" }), Problem::HostMismatch);
    }
    void certificates()
    {
        QFETCH(CertificateWish, wish);
        QFETCH(bool, accepted);
        QFETCH(CertificateReport::Problem, problem);
        ScriptedServer server(Script().bound(), m_authority.issue(wish));
        WatchedClient client;
        client.open(settings(server));
        if (accepted) {
            QVERIFY2(client.hasSession(), qPrintable(client.end()));
            return;
        }
        QTRY_VERIFY(!client.ended.isEmpty() || !client.sessions.isEmpty());
        client.settle();
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QCOMPARE(client.reports.size(), 1);
        QVERIFY(client.reports.first().problems.contains(problem));
        QCOMPARE(client.reports.first().domain, QStringLiteral("montague.lit"));
        QVERIFY(!server.received().contains("<auth"));
    }

    void certificatesOfAnAuthorityInBetween_data()
    {
        QTest::addColumn<bool>("mayIssue");
        QTest::addColumn<QByteArray>("constraints");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("good") << true << QByteArray() << true;
        QTest::newRow("permitted") << true << QByteArray("permitted;DNS:montague.lit") << true;
        QTest::newRow("for others") << true << QByteArray("permitted;DNS:capulet.lit") << false;
        QTest::newRow("for all but us") << true << QByteArray("excluded;DNS:montague.lit") << false;
        QTest::newRow("no authority") << false << QByteArray() << false;
    }
    void certificatesOfAnAuthorityInBetween()
    {
        QFETCH(bool, mayIssue);
        QFETCH(QByteArray, constraints);
        QFETCH(bool, accepted);
        const auto between = m_authority.between(mayIssue, constraints);
        ScriptedServer server(Script().bound(), between->issue({ "x", { QStringLiteral("DNS:montague.lit") } }));
        WatchedClient client;
        client.open(settings(server));
        QTRY_VERIFY(!client.ended.isEmpty() || !client.sessions.isEmpty());
        QVERIFY2(client.sessions.isEmpty() != accepted, qPrintable(client.end()));
        QVERIFY(accepted || !server.received().contains("<auth"));
    }

    void nameWithAZeroInItIsRefused()
    {
        CertificateWish wish { "montague.lit", {} };
        wish.rawName = QByteArray("montague.lit\0.evil.lit", 22);
        ScriptedServer server(Script().bound(), m_authority.issue(wish));
        WatchedClient client;
        client.open(settings(server));
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QVERIFY(!server.received().contains("<auth"));
    }

    void selfSignedIsRefusedUntilPinned()
    {
        const CertificateWish wish { QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } };
        const Identity self = TestAuthority::selfSigned(wish);
        ScriptedServer server(Script().bound(), self);
        WatchedClient stranger;
        stranger.open(settings(server));
        QVERIFY(stranger.hasEnded());
        QCOMPARE(stranger.end(), QStringLiteral("CertificateRejected"));
        QVERIFY(stranger.reports.first().problems.contains(CertificateReport::Problem::SelfSigned));
        QVERIFY(stranger.reports.first().canBePinned());

        ConnectSettings pinned = settings(server);
        pinned.pinnedCertificate = stranger.reports.first().pin();
        WatchedClient friendly;
        friendly.open(pinned);
        QVERIFY2(friendly.hasSession(), qPrintable(friendly.end()));

        ScriptedServer changed(Script().bound(), TestAuthority::selfSigned(wish));
        pinned.endpoints.first().port = changed.serverPort();
        WatchedClient warned;
        warned.open(pinned);
        QVERIFY(warned.hasEnded());
        QCOMPARE(warned.end(), QStringLiteral("CertificateRejected"));
        QVERIFY(warned.reports.first().problems.contains(CertificateReport::Problem::Changed));
    }

    void pinStopsAnOtherwiseGoodCertificate()
    {
        ScriptedServer server(Script().bound(), m_good);
        ConnectSettings pinned = settings(server);
        pinned.pinnedCertificate = QByteArray(32, 'x');
        WatchedClient client;
        client.open(pinned);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QCOMPARE(client.reports.size(), 1);
        QCOMPARE(client.reports.first().problems, { CertificateReport::Problem::Changed });
        QVERIFY(!server.received().contains("<auth"));
    }

    /// CVE-2024-51774: a client that ignored this.
    void CVE_2024_51774_unknownAuthorityIsRefused()
    {
        ScriptedServer server(Script().bound(), m_good);
        ConnectSettings without = settings(server);
        without.extraAuthority.clear();
        WatchedClient client;
        client.open(without);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
        QVERIFY(client.reports.first().problems.contains(CertificateReport::Problem::Untrusted));
        without.extraAuthority = "-----BEGIN CERTIFICATE-----\nbroken\n";
        WatchedClient broken;
        broken.open(without);
        QVERIFY(broken.hasEnded());
        QCOMPARE(broken.end(), QStringLiteral("CertificateRejected"));
    }

    void domainWithOtherLettersIsChecked()
    {
        const Identity identity =
            m_authority.issue({ QStringLiteral("x"), { QStringLiteral("DNS:xn--bcher-kva.lit") } });
        ScriptedServer server(Script().offersLogin("<mechanism>PLAIN</mechanism>"), identity);
        ConnectSettings asked = settings(server);
        asked.account = Jid::orNull(QStringLiteral("romeo@b\u00fccher.lit"));
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        QCOMPARE(client.end(), QStringLiteral("NoMechanism")); // that is: the certificate was good
    }

private:
    ConnectSettings settings(const ScriptedServer &server, TlsMode tls = TlsMode::StartTls) const
    {
        return WatchedClient::settingsFor(server, m_authority.pem(), tls);
    }

    TestAuthority m_authority;
    Identity m_good;
};

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
