// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "wire/srv_order.h"

using namespace natter;

/// Numbers that follow from a seed.
class SeededRandom final : public RandomId
{
public:
    explicit SeededRandom(quint32 seed) : m_generator(seed) { }
    QByteArray bytes(int count) override
    {
        QByteArray result(count, '\0');
        for (char &byte : result) {
            byte = static_cast<char>(m_generator.generate() & 0xff);
        }
        return result;
    }

private:
    QRandomGenerator m_generator;
};

static SrvRecord record(const char *host, quint16 priority, quint16 weight, TlsMode tls = TlsMode::StartTls,
                        quint16 port = 5222)
{
    return { { QString::fromLatin1(host), port, tls }, priority, weight };
}

static QStringList hosts(const EndpointGroups &groups)
{
    QStringList result;
    for (const QList<Endpoint> &group : groups) {
        for (const Endpoint &endpoint : group) {
            result.append(endpoint.host);
        }
    }
    return result;
}

/// In which order the servers that DNS names are tried (RFC 2782, XEP-0368).
class TestSrvOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGivesNothing()
    {
        SeededRandom random(1);
        QVERIFY(srvOrder({}, random).isEmpty());
    }

    void bothServicesAreOneSet()
    {
        for (quint32 seed = 0; seed < 50; ++seed) {
            SeededRandom random(seed);
            const auto order =
                srvOrder({ record("d", 20, 5, TlsMode::Direct, 443), record("b", 5, 0, TlsMode::Direct, 5223),
                           record("c", 10, 9), record("a", 0, 1) },
                         random);
            QCOMPARE(hosts(order), QStringList({ "a", "b", "c", "d" }));
            QCOMPARE(order.at(0).first(), (Endpoint { "a", 5222, TlsMode::StartTls }));
            QCOMPARE(order.at(1).first(), (Endpoint { "b", 5223, TlsMode::Direct }));
            QCOMPARE(order.at(3).first(), (Endpoint { "d", 443, TlsMode::Direct }));
        }
    }

    void unusableRecordsAreLeftOut()
    {
        SeededRandom random(1);
        QVERIFY(
            srvOrder({ record(".", 0, 0), record("", 0, 0), record("a", 0, 0, TlsMode::Direct, 0) }, random).isEmpty());
        QCOMPARE(hosts(srvOrder({ record(".", 0, 0, TlsMode::Direct), record("a", 9, 0) }, random)), QStringList("a"));
    }

    void weightsAreProportions()
    {
        int first[4] = {};
        constexpr int runs = 4000;
        for (quint32 seed = 0; seed < runs; ++seed) {
            SeededRandom random(seed);
            const auto order = hosts(
                srvOrder({ record("3", 1, 60), record("0", 1, 0), record("1", 1, 10), record("2", 1, 30) }, random));
            QCOMPARE(order.size(), 4);
            QCOMPARE(QSet<QString>(order.begin(), order.end()).size(), 4);
            ++first[order.first().toInt()];
        }
        QVERIFY2(first[0] > 10 && first[0] < 100, "weight 0 keeps a small chance");
        QVERIFY(qAbs(first[1] - runs / 10) < runs / 25);
        QVERIFY(qAbs(first[2] - runs * 3 / 10) < runs / 25);
        QVERIFY(qAbs(first[3] - runs * 6 / 10) < runs / 25);
    }

    void extremeWeightsAreFine()
    {
        QList<SrvRecord> many;
        for (int i = 0; i < 500; ++i) {
            many.append(record(QByteArray::number(i).constData(), 65535, 65535));
        }
        SeededRandom random(7);
        const auto order = srvOrder(many, random);
        QCOMPARE(order.size(), 1); // all of one priority
        const QStringList names = hosts(order);
        QCOMPARE(names.size(), limits::srvRecords);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), limits::srvRecords);
    }

    void thoseOfOnePriorityBelongTogether()
    {
        SeededRandom random(1);
        const auto order = srvOrder({ record("c", 20, 0), record("a", 10, 0), record("d", 20, 9, TlsMode::Direct),
                                      record("b", 10, 9), record("e", 30, 0) },
                                    random);
        QCOMPARE(order.size(), 3);
        QCOMPARE(order.at(0).size(), 2);
        QCOMPARE(order.at(1).size(), 2);
        QCOMPARE(order.at(2), (QList<Endpoint> { { "e", 5222, TlsMode::StartTls } }));
    }

    void lowPriorityIsNotPushedOutByLater()
    {
        QList<SrvRecord> many;
        for (int i = 0; i < 40; ++i) {
            many.append(record("later", 2, 65535));
        }
        many.append(record("first", 1, 0));
        SeededRandom random(3);
        QCOMPARE(srvOrder(many, random).first().first().host, QStringLiteral("first"));
    }
};

QTEST_GUILESS_MAIN(TestSrvOrder)
#include "tst_srv_order.moc"
