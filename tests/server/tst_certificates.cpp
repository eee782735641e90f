// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryFile>
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

    /// What signs them can be forged: MD5 since 2008, SHA-1 since 2017. No server of Qt would show such a certificate.
    void weakSignaturesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("digest");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("SHA-256") << QByteArray("SHA256") << true;
        QTest::newRow("SHA-1") << QByteArray("SHA1") << false;
        QTest::newRow("MD5") << QByteArray("MD5") << false;
    }
    void weakSignaturesAreRefused()
    {
        QFETCH(QByteArray, digest);
        QFETCH(bool, accepted);
        const TestAuthority authority(TestAuthority::Key::Rsa); // nothing else signs with MD5
        CertificateWish wish { QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } };
        wish.digest = digest;
        const Identity identity = authority.issue(wish);
        QTemporaryFile file;
        QVERIFY(file.open() && file.write(identity.certificate.toPem() + identity.key.toPem()) > 0 && file.flush());
        QProcess server;
        server.start(QStringLiteral("openssl"),
                     { "s_server", "-accept", "127.0.0.1:0", "-cert", file.fileName(), "-key", file.fileName(),
                       "-cipher", "DEFAULT@SECLEVEL=0" });
        QByteArray said;
        const auto hears = [&](const QByteArray &part) {
            return QTest::qWaitFor(
                [&] {
                    said += server.readAllStandardOutput();
                    return said.contains(part);
                },
                10'000);
        };
        QVERIFY2(hears("ACCEPT 127.0.0.1:") && hears("\n"), server.readAllStandardError());
        const quint16 port = said.mid(said.indexOf("127.0.0.1:") + 10).split('\n').first().trimmed().toUShort();
        ConnectSettings asked;
        asked.account = Jid::orNull(u"romeo@montague.lit");
        asked.password = Secret(QStringLiteral("pencil"));
        asked.endpoints = { { QStringLiteral("127.0.0.1"), port, TlsMode::Direct } };
        asked.extraAuthority = authority.pem();
        WatchedClient client;
        client.open(asked);
        if (accepted) {
            QVERIFY2(hears("<stream:stream"), said);
        } else {
            QVERIFY(client.hasEnded());
            QCOMPARE(client.end(), QStringLiteral("CertificateRejected"));
            said += server.readAllStandardOutput();
            QVERIFY(!said.contains("<stream:stream"));
        }
        server.kill();
        QVERIFY(server.waitForFinished());
    }

    /// RFC 6125, 6.4, and RFC 6120, 13.7: A-labels are compared, one wildcard may be one whole label, and of the names
    /// that only XMPP knows none is needed where one of DNS is missing.
    void namesOfOtherDomains_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QByteArray>("rawName");
        QTest::addColumn<bool>("accepted");
        const QString books = QStringLiteral("b\u00fccher.lit");
        const QString garden = QStringLiteral("garden.montague.lit");
        const auto row = [](const char *what, const QString &domain, const QStringList &names, bool accepted) {
            QTest::newRow(what) << domain << names << QByteArray() << accepted;
        };
        row("A-label", books, { "DNS:xn--bcher-kva.lit" }, true);
        row("A-label in capitals", books, { "DNS:XN--BCHER-KVA.LIT" }, true);
        row("A-label of another", books, { "DNS:xn--bcher-5va.lit" }, false);
        row("letters that look alike", books, { "DNS:bucher.lit" }, false);
        row("part of an A-label", books, { "DNS:xn--bcher-*.lit" }, false);
        row("A-label below a wildcard", QStringLiteral("b\u00fccher.montague.lit"), { "DNS:*.montague.lit" }, true);
        row("domain above", books, { "DNS:*.lit" }, false);
        QTest::newRow("U-label in UTF-8") << books << QStringList() << books.toUtf8() << false;
        QTest::newRow("U-label in Latin 1") << books << QStringList() << books.toLatin1() << false;
        row("wildcard", garden, { "DNS:*.montague.lit" }, true);
        row("wildcard among others", garden, { "DNS:montague.lit", "DNS:*.montague.lit" }, true);
        row("two labels for a wildcard", QStringLiteral("old.") + garden, { "DNS:*.montague.lit" }, false);
        row("wildcard in the middle", garden, { "DNS:garden.*.lit" }, false);
        row("wildcard and letters", garden, { "DNS:gar*.montague.lit" }, false);
        row("wildcard with a dot missing", garden, { "DNS:*montague.lit" }, false);
        row("domain of the wildcard", garden, { "DNS:montague.lit" }, false);
        row("XmppAddr", garden, { "otherName:1.3.6.1.5.5.7.8.5;UTF8:garden.montague.lit" }, false);
        row("XmppAddr beside DNS", garden,
            { "otherName:1.3.6.1.5.5.7.8.5;UTF8:capulet.lit", "DNS:garden.montague.lit" }, true);
        row("XmppAddr beside another's", garden,
            { "otherName:1.3.6.1.5.5.7.8.5;UTF8:garden.montague.lit", "DNS:capulet.lit" }, false);
        row("SRVName", garden, { "otherName:1.3.6.1.5.5.7.8.7;IA5:_xmpp-client.garden.montague.lit" }, false);
        row("SRVName beside DNS", garden,
            { "otherName:1.3.6.1.5.5.7.8.7;IA5:_xmpp-client.garden.montague.lit", "DNS:garden.montague.lit" }, true);
        row("SRVName as one of DNS", garden, { "DNS:_xmpp-client.garden.montague.lit" }, false);
        row("address of the web", garden, { "URI:xmpp:garden.montague.lit" }, false);
    }
    void namesOfOtherDomains()
    {
        QFETCH(QString, domain);
        QFETCH(QStringList, names);
        QFETCH(QByteArray, rawName);
        QFETCH(bool, accepted);
        CertificateWish wish { QStringLiteral("x"), names };
        wish.rawName = rawName;
        ScriptedServer server(Script().offersLogin("<mechanism>PLAIN</mechanism>"), m_authority.issue(wish));
        ConnectSettings asked = settings(server);
        asked.account = Jid::orNull(QStringLiteral("romeo@") + domain);
        WatchedClient client;
        client.open(asked);
        QVERIFY(client.hasEnded());
        // The login is what fails where the certificate is good
        QCOMPARE(client.end(), accepted ? QStringLiteral("NoMechanism") : QStringLiteral("CertificateRejected"));
        QCOMPARE(server.received().count("<stream:stream"), accepted ? 2 : 1);
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
