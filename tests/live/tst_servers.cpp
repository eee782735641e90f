// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_launcher.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QtTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace natter;
using Kind = ServerLauncher::Kind;

/// That the launched servers offer what tests rely on.
class TestServers : public QObject
{
    Q_OBJECT

    /// What the server says before the login to somebody who says who they are; empty if it does not.
    static QByteArray features(const ServerLauncher &server)
    {
        QSslSocket socket;
        QSslConfiguration configuration = socket.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(server.authority()));
        socket.setSslConfiguration(configuration);
        socket.setPeerVerifyName(ServerLauncher::domain());
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.directTlsPort());
        if (!socket.waitForEncrypted(20'000)) {
            return {};
        }
        socket.write(QStringLiteral("<?xml version='1.0'?><stream:stream to='%1' from='romeo@%1' version='1.0' "
                                    "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")
                         .arg(ServerLauncher::domain())
                         .toUtf8());
        QByteArray said;
        const bool complete = QTest::qWaitFor(
            [&] {
                said += socket.readAll();
                return said.contains("</stream:features>");
            },
            20'000);
        return complete ? said : QByteArray();
    }

    /// Whether another program could take that port for itself.
    static bool isFree(quint16 port)
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool bound = ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
        ::close(socket);
        return bound;
    }

private Q_SLOTS:
    void portsStayTheirsWhileTheyAreDown_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("Prosody") << static_cast<int>(Kind::Prosody);
        QTest::newRow("ejabberd") << static_cast<int>(Kind::Ejabberd);
    }
    void portsStayTheirsWhileTheyAreDown()
    {
        QFETCH(int, kind);
        ServerLauncher server(static_cast<Kind>(kind));
        for (int i = 0; i < 2; ++i) {
            QVERIFY2(server.start(), qPrintable(server.problem()));
            server.kill();
            QVERIFY(!isFree(server.startTlsPort()) && !isFree(server.directTlsPort()));
        }
    }

    void newerOnesOfferTheQuickLogin_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArrayList>("own");
        // Its quick login knows no end point, its ordinary one does
        QTest::newRow("Prosody 13") << static_cast<int>(
            Kind::Prosody13) << QByteArrayList { "urn:xmpp:csi:0", "urn:xmpp:stream-limits:0", "HT-SHA-256-EXPR" };
        QTest::newRow("ejabberd 24") << static_cast<int>(Kind::Ejabberd24)
                                     << QByteArrayList { "HT-SHA-256-EXPR", "HT-SHA-256-ENDP" };
    }
    void newerOnesOfferTheQuickLogin()
    {
        QFETCH(int, kind);
        QFETCH(QByteArrayList, own);
        const QByteArrayList common { "urn:xmpp:sasl:2",      "urn:xmpp:bind:0", "urn:xmpp:sm:3",
                                      "urn:xmpp:carbons:2",   "urn:xmpp:fast:0", "urn:xmpp:sasl-cb:0",
                                      "tls-server-end-point", "tls-exporter",    "SCRAM-SHA-256-PLUS",
                                      "HT-SHA-256-NONE" };
        ServerLauncher server(static_cast<Kind>(kind));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        for (const bool again : { false, true }) { // what is offered once may be gone the second time
            const QByteArray said = features(server);
            for (const QByteArray &needed : common + own) {
                QVERIFY2(said.contains(needed),
                         "no " + needed + " at the " + (again ? "second" : "first") + " connection in " + said);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestServers)
#include "tst_servers.moc"
