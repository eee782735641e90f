// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/test_authority.h"
#include "wire/certificate_match.h"

using namespace natter;

/// Whom a certificate was made for (RFC 6120, 13.7.1.2).
class TestCertificateMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void madeForTheDomainOrNot_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *what, const char *domain, const char *name, bool fits) {
            QTest::newRow(what) << QString::fromUtf8(domain) << QString::fromUtf8(name) << fits;
        };
        row("the domain", "montague.lit", "DNS:montague.lit", true);
        row("in capitals", "montague.lit", "DNS:MONTAGUE.LIT", true);
        row("another one", "montague.lit", "DNS:capulet.lit", false);
        row("below a wildcard", "a.montague.lit", "DNS:*.montague.lit", true);
        row("two below a wildcard", "b.a.montague.lit", "DNS:*.montague.lit", false);
        row("beside a wildcard", "montague.lit", "DNS:*.montague.lit", false);
        row("wildcard over a whole domain", "montague.lit", "DNS:*.lit", false);
        row("wildcard within a label", "romeo.montague.lit", "DNS:ro*.montague.lit", false);
        row("two wildcards", "b.a.montague.lit", "DNS:*.*.montague.lit", false);
        row("other letters",
            "b\xc3\xbc"
            "cher.lit",
            "DNS:xn--bcher-kva.lit", true);
        row("below a wildcard, other letters",
            "b\xc3\xbc"
            "cher.montague.lit",
            "DNS:*.montague.lit", true);
        row("address", "127.0.0.1", "IP:127.0.0.1", true);
        row("address of IPv6", "[::1]", "IP:::1", true);
        row("another address", "127.0.0.1", "IP:127.0.0.2", false);
        row("address as a name", "127.0.0.1", "DNS:127.0.0.1", false);
        row("service", "montague.lit", "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client.montague.lit", false);
        row("XmppAddr", "montague.lit", "otherName:1.3.6.1.5.5.7.8.5;UTF8:montague.lit", false);
        row("mail", "montague.lit", "email:romeo@montague.lit", false);
    }
    void madeForTheDomainOrNot()
    {
        QFETCH(QString, domain);
        QFETCH(QString, name);
        QFETCH(bool, fits);
        const QSslCertificate certificate = TestAuthority::selfSigned({ domain, { name } }).certificate;
        QVERIFY(!certificate.isNull());
        QCOMPARE(isMadeFor(certificate, domain), fits);
    }
};

QTEST_GUILESS_MAIN(TestCertificateMatch)
#include "tst_certificate_match.moc"
