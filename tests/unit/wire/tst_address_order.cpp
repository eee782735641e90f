// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "wire/address_race.h"

using namespace natter;

/// In which order the addresses of one server are tried (RFC 8305, 4).
class TestAddressOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void familiesTakeTurns_data()
    {
        QTest::addColumn<QStringList>("found");
        QTest::addColumn<QStringList>("order");
        const auto row = [](const char *name, const QStringList &found, const QStringList &order) {
            QTest::newRow(name) << found << order;
        };
        row("none", {}, {});
        row("IPv4 alone", { "192.0.2.2", "192.0.2.1" }, { "192.0.2.2", "192.0.2.1" });
        row("IPv6 alone", { "2001:db8::2", "2001:db8::1" }, { "2001:db8::2", "2001:db8::1" });
        row("IPv6 first, though named last", { "192.0.2.1", "2001:db8::1" }, { "2001:db8::1", "192.0.2.1" });
        row("by turns, each in its order", { "192.0.2.9", "192.0.2.1", "2001:db8::9", "2001:db8::1" },
            { "2001:db8::9", "192.0.2.9", "2001:db8::1", "192.0.2.1" });
        row("the rest of the longer one", { "2001:db8::1", "192.0.2.1", "192.0.2.2", "192.0.2.3" },
            { "2001:db8::1", "192.0.2.1", "192.0.2.2", "192.0.2.3" });
        row("none twice", { "192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8:0::1" }, { "2001:db8::1", "192.0.2.1" });
    }
    void familiesTakeTurns()
    {
        QFETCH(QStringList, found);
        QFETCH(QStringList, order);
        QList<QHostAddress> addresses;
        for (const QString &text : found) {
            addresses.append(QHostAddress(text));
        }
        QStringList tried;
        for (const QHostAddress &address : interleaved(addresses)) {
            tried.append(address.toString());
        }
        QCOMPARE(tried, order);
    }

    void bothFamiliesHaveAShareOfTooMany()
    {
        QList<QHostAddress> addresses { QHostAddress("192.0.2.1") };
        for (quint32 i = 0; i < 1000; ++i) {
            addresses.prepend(QHostAddress(QStringLiteral("2001:db8::%1").arg(i + 1, 0, 16)));
        }
        const QList<QHostAddress> order = interleaved(addresses);
        QCOMPARE(order.size(), qsizetype(limits::addresses));
        QVERIFY(order.contains(QHostAddress("192.0.2.1")));
    }
};

QTEST_GUILESS_MAIN(TestAddressOrder)
#include "tst_address_order.moc"
