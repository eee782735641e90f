// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "wire/other_host.h"

using namespace natter;

/// What a server may write for another place to connect to (RFC 6120, 4.9.3.19).
class TestOtherHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const auto row = [](const char *text, const char *host, int port) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(host) << port;
        };
        row("b.montague.lit", "b.montague.lit", 5222);
        row(" b.montague.lit\n", "b.montague.lit", 5222);
        row("B.montague.lit:9222", "b.montague.lit", 9222);
        row("192.0.2.7:5222", "192.0.2.7", 5222);
        row("[2001:41D0:1:A49b::1]:9222", "2001:41D0:1:A49b::1", 9222);
        row("[2001:db8::1]", "2001:db8::1", 5222);
        row("2001:db8::1", "2001:db8::1", 5222);
    }
    void places()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto found = otherHost(text, TlsMode::StartTls);
        QVERIFY(found);
        QCOMPARE(*found, (Endpoint { host, quint16(port), TlsMode::StartTls }));
    }

    void directTlsStaysDirect()
    {
        QCOMPARE(otherHost(QStringLiteral("b.lit"), TlsMode::Direct), (Endpoint { "b.lit", 5223, TlsMode::Direct }));
    }

    void noPlaces_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : { "",
                                  " ",
                                  ":",
                                  ":5222",
                                  "b.lit:",
                                  "b.lit:0",
                                  "b.lit:-1",
                                  "b.lit:65536",
                                  "b.lit:99999999999",
                                  "b.lit:52x",
                                  "b.lit:5222:5222",
                                  "b .lit",
                                  "romeo@b.lit",
                                  "b.lit/orchard",
                                  "http://b.lit",
                                  "[2001:db8::1",
                                  "[b.lit]:1",
                                  "[]",
                                  "[192.0.2.1]:5222",
                                  "[2001:db8::1]5222",
                                  "[2001:db8::1]:0" }) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
        QTest::newRow("digits of another script") << QString::fromUtf8("b.lit:٥٢٢٢");
        QTest::newRow("very long") << QString(100'000, u'a');
        QTest::newRow("null character") << QString(QStringLiteral("b.lit") + QChar(0));
    }
    void noPlaces()
    {
        QFETCH(QString, text);
        QVERIFY(!otherHost(text, TlsMode::StartTls));
    }
};

QTEST_GUILESS_MAIN(TestOtherHost)
#include "tst_other_host.moc"
