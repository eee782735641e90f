// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/watched_client.h"

#include <QDir>
#include <QRandomGenerator>

using namespace natter;

static int entriesIn(const char *folder)
{
    return static_cast<int>(
        QDir(QString::fromLatin1(folder)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size());
}
static int openFiles() { return entriesIn("/proc/self/fd"); }
static int threads() { return entriesIn("/proc/self/task"); }

/// Connecting, closing, dropping and destroying in any state and order: one end for each beginning, nothing left open.
class TestConnectStorm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = m_authority.issue({ QStringLiteral("montague.lit"), { QStringLiteral("DNS:montague.lit") } });
        const Script whole = Script().bound();
        for (const qsizetype steps : { qsizetype(0), qsizetype(3), whole.size() / 2, whole.size() - 3 }) {
            add(Script(whole.first(steps)).closeHard());
            add(whole.first(steps));
        }
        add(Script().bound().endsPolitely());
        add(Script().bound());
        add(Script().bound().send("<message/>").close());
        add(Script().send("garbage"));
    }

    void anyOrderEndsWell()
    {
        for (quint32 seed = 0; seed < 30; ++seed) {
            storm(seed); // until Qt and OpenSSL have what they keep
        }
        QTRY_COMPARE(openConnections(), 0);
        QThreadPool::globalInstance()->waitForDone();
        const int filesBefore = openFiles();
        const int threadsBefore = threads();
        for (quint32 seed = 30; seed < 330; ++seed) {
            storm(seed);
            if (QTest::currentTestFailed()) {
                qWarning("seed %u", seed);
                return;
            }
        }
        QTRY_COMPARE(openConnections(), 0);
        QThreadPool::globalInstance()->waitForDone();
        QTRY_VERIFY2(openFiles() <= filesBefore + 2,
                     qPrintable(QStringLiteral("%1 > %2").arg(openFiles()).arg(filesBefore)));
        QTRY_VERIFY2(threads() <= threadsBefore + 1,
                     qPrintable(QStringLiteral("%1 > %2").arg(threads()).arg(threadsBefore)));
    }

private:
    void add(const Script &script) { m_servers.push_back(std::make_unique<ScriptedServer>(script, m_identity)); }

    int openConnections() const
    {
        int count = 0;
        for (const auto &server : m_servers) {
            count += server->open();
        }
        return count;
    }

    ConnectSettings settings(QRandomGenerator &random) const
    {
        const auto &server = m_servers[random.bounded(static_cast<quint32>(m_servers.size()))];
        const TlsMode tls = random.bounded(8) == 0 ? TlsMode::Direct : TlsMode::StartTls;
        ConnectSettings result = WatchedClient::settingsFor(*server, {}, tls);
        result.pinnedCertificate = m_identity.certificate.digest(QCryptographicHash::Sha256);
        if (random.bounded(10) == 0) {
            result.endpoints.first().port = 1; // nobody listens there
        }
        return result;
    }

    void storm(quint32 seed)
    {
        QRandomGenerator random(seed);
        WatchedClient client;
        int opened = 0;
        const int actions = random.bounded(1, 8);
        for (int i = 0; i < actions; ++i) {
            switch (random.bounded(7)) {
            case 0:
            case 1:
            case 2:
                client.open(settings(random));
                ++opened;
                break;
            case 3:
                client.close();
                break;
            case 4:
                client.drop();
                break;
            default:
                pass(random.bounded(40), client);
                break;
            }
        }
        if (random.bounded(2) == 0) {
            return; // destroyed in whatever state it is
        }
        client.drop();
        client.settle();
        QCOMPARE(client.ended.size(), opened);
        client.drop();
        client.close();
        client.settle();
        QCOMPARE(client.ended.size(), opened);
    }

    /// Handles that many events of the servers, which brings the client to another state; no time is measured.
    void pass(int events, WatchedClient &client)
    {
        for (int i = 0; i < events; ++i) {
            QCoreApplication::processEvents();
            if (i % 8 == 0) {
                client.settle();
            }
        }
    }

    TestAuthority m_authority;
    Identity m_identity;
    std::vector<std::unique_ptr<ScriptedServer>> m_servers;
};

QTEST_GUILESS_MAIN(TestConnectStorm)
#include "tst_connect_storm.moc"
