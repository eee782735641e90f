// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/limits.h"
#include "support/scripted_names.h"
#include "wire/endpoint_resolver.h"

using namespace natter;
using namespace std::chrono_literals;

static const QString direct = QStringLiteral("_xmpps-client._tcp.montague.lit");
static const QString startTls = QStringLiteral("_xmpp-client._tcp.montague.lit");

static SrvRecord record(const QString &host, quint16 port, quint16 priority = 0)
{
    return { { host, port, TlsMode::StartTls }, priority, 0 };
}

/// Which servers a domain has, whatever DNS says and however long it takes.
class TestEndpointResolver : public QObject
{
    Q_OBJECT

    static Result<EndpointGroups> resolve(const Zone &zone, std::chrono::milliseconds deadline = 1h,
                                          const QString &domain = QStringLiteral("montague.lit"))
    {
        ScriptedNames names(zone);
        RandomId random;
        EndpointResolver resolver(names, random);
        QList<Result<EndpointGroups>> answers;
        connect(&resolver, &EndpointResolver::resolved, &resolver,
                [&](const Result<EndpointGroups> &answer) { answers.append(answer); });
        resolver.resolve(domain, deadline);
        if (!QTest::qWaitFor([&] { return !answers.isEmpty(); }, 10'000)) {
            return failure(Error::Kind::Timeout);
        }
        QCoreApplication::processEvents();
        return answers.size() == 1 ? answers.first() : failure(Error::Kind::Malformed, QStringLiteral("twice"));
    }
    static EndpointGroups single(const char *host, quint16 port, TlsMode tls)
    {
        return { { { QLatin1String(host), port, tls } } };
    }
    static EndpointGroups domainItself() { return single("montague.lit", 5222, TlsMode::StartTls); }

private Q_SLOTS:
    void bothServicesAreOneSet()
    {
        Zone zone;
        zone.services[direct] = { record("b.lit", 443, 20), record("a.lit", 5223, 5) };
        zone.services[startTls] = { record("a.lit", 5222, 10) };
        const EndpointGroups expected { { { "a.lit", 5223, TlsMode::Direct } },
                                        { { "a.lit", 5222, TlsMode::StartTls } },
                                        { { "b.lit", 443, TlsMode::Direct } } };
        const auto found = resolve(zone);
        QVERIFY(found);
        QCOMPARE(*found, expected);
    }

    void noRecordMeansTheDomainItself()
    {
        const auto found = resolve({});
        QVERIFY(found);
        QCOMPARE(*found, domainItself());
    }

    void addressOfOldIsAskedForInAscii()
    {
        const auto found = resolve({}, 1h, QString::fromUtf8("mönt.lit"));
        QVERIFY(found);
        QCOMPARE(found->first().first().host, QStringLiteral("xn--mnt-sna.lit"));
    }

    void rootMeansThatThereIsNone_data()
    {
        QTest::addColumn<QString>("root");
        QTest::newRow("as written") << QStringLiteral(".");
        QTest::newRow("as Qt gives it") << QString();
    }
    void rootMeansThatThereIsNone()
    {
        QFETCH(QString, root);
        Zone zone;
        zone.services[startTls] = { record(root, 0) };
        auto found = resolve(zone);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::ServiceRefused);

        zone.services[direct] = { record("a.lit", 443) }; // one of the two is enough
        found = resolve(zone);
        QVERIFY(found);
        QCOMPARE(*found, single("a.lit", 443, TlsMode::Direct));
    }

    void aThousandRecordsAreCutShort()
    {
        Zone zone;
        for (int i = 0; i < 1000; ++i) {
            zone.services[startTls].append(record(QStringLiteral("host%1.lit").arg(i), 5222, quint16(i % 7)));
        }
        const auto found = resolve(zone);
        QVERIFY(found);
        QCOMPARE(found->size(), 1); // so many are of the first priority
        QCOMPARE(found->first().size(), qsizetype(limits::srvRecords));
        QVERIFY(found->first().first().host.startsWith(u"host"));
    }

    void silenceEndsAtTheDeadline()
    {
        Zone zone;
        zone.silent = { direct, startTls };
        auto found = resolve(zone, 50ms);
        QVERIFY(found);
        QCOMPARE(*found, domainItself());

        zone.silent = { direct }; // what the other said counts
        zone.services[startTls] = { record("a.lit", 5222) };
        found = resolve(zone, 50ms);
        QVERIFY(found);
        QCOMPARE(*found, single("a.lit", 5222, TlsMode::StartTls));
    }

    void cancelledMeansNoAnswer()
    {
        Zone zone;
        zone.services[startTls] = { record("a.lit", 5222) };
        ScriptedNames names(zone);
        RandomId random;
        EndpointResolver resolver(names, random);
        QSignalSpy spy(&resolver, &EndpointResolver::resolved);
        resolver.resolve(QStringLiteral("montague.lit"), 1h);
        resolver.cancel();
        resolver.resolve(QStringLiteral("capulet.lit"), 1h); // which the answers of before are not for
        QTRY_COMPARE(spy.size(), 1);
        const auto found = spy.first().first().value<Result<EndpointGroups>>();
        QVERIFY(found);
        QCOMPARE(found->first().first().host, QStringLiteral("capulet.lit"));
    }
};

QTEST_GUILESS_MAIN(TestEndpointResolver)
#include "tst_endpoint_resolver.moc"
