// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/internet_address.h"

#include <QtTest>

using namespace natter;

/// Which addresses are of the internet, and which of what is around this computer.
class TestInternetAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<bool>("isOnInternet");
        for (const char *address :
             { "93.184.216.34", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
               "126.255.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255",
               "2a00:1450::1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8" }) {
            QTest::newRow(address) << true;
        }
        for (const char *address : { "0.0.0.0",
                                     "0.1.2.3",
                                     "10.0.0.1",
                                     "100.64.0.1",
                                     "127.0.0.1",
                                     "127.255.255.255",
                                     "169.254.169.254",
                                     "172.16.0.1",
                                     "172.31.255.255",
                                     "192.0.2.1",
                                     "192.168.1.1",
                                     "198.18.0.1",
                                     "224.0.0.1",
                                     "240.0.0.1",
                                     "255.255.255.255",
                                     "::",
                                     "::1",
                                     "fe80::1",
                                     "fc00::1",
                                     "fd12:3456::1",
                                     "fec0::1",
                                     "ff02::1",
                                     "2001:db8::1",
                                     "2001::1",
                                     "2002:7f00:1::1",
                                     "::ffff:127.0.0.1",
                                     "::ffff:10.0.0.1",
                                     "64:ff9b::10.0.0.1",
                                     "::127.0.0.1" }) {
            QTest::newRow(address) << false;
        }
    }
    void addresses()
    {
        QFETCH(bool, isOnInternet);
        const QHostAddress address(QTest::currentDataTag());
        QVERIFY(!address.isNull());
        QCOMPARE(natter::isOnInternet(address), isOnInternet);
        QCOMPARE(meansOwnNetwork(QTest::currentDataTag()), !isOnInternet);
    }

    void names()
    {
        QVERIFY(meansOwnNetwork("localhost") && meansOwnNetwork("LOCALHOST"));
        QVERIFY(!meansOwnNetwork("localhost.montague.lit") && !meansOwnNetwork("router") && !meansOwnNetwork(""));
        QVERIFY(meansOwnNetwork("localhost.") && meansOwnNetwork("x.localhost"));
        QVERIFY(isLocalName("router") && isLocalName("printer.local") && isLocalName("printer.local."));
        QVERIFY(!isLocalName("montague.lit") && !isLocalName("local.montague.lit") && !isLocalName("192.0.2.1"));
        QVERIFY(!isOnInternet(QHostAddress()));
    }
};

QTEST_GUILESS_MAIN(TestInternetAddress)
#include "tst_internet_address.moc"
