// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/private_bus.h"
#include "support/program.h"
#include "support/server_launcher.h"

#include <QDBusMessage>
#include <QElapsedTimer>

using namespace natter;
using namespace natter::program;

/// The whole program on a system that sleeps, and that changes its network: it asks the server at once whether the
/// connection is still there.
class TestSystemEvents : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; ///< runtime folder, password, authority
    ServerLauncher m_server { ServerLauncher::Kind::Prosody };
    PrivateBus m_bus;

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem()));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus.address().toLatin1());
        write(QStringLiteral("password"), ServerLauncher::password().toUtf8());
        write(QStringLiteral("authority.pem"), m_server.authority());
        QVERIFY(QDir::setCurrent(m_folder.path()));
    }

    void quietConnectionIsAskedAtOnce_data()
    {
        QTest::addColumn<QDBusMessage>("event");
        QDBusMessage woke = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/login1"),
                                                       QStringLiteral("org.freedesktop.login1.Manager"),
                                                       QStringLiteral("PrepareForSleep"));
        woke.setArguments({ false });
        QTest::newRow("woken up") << woke;
        QDBusMessage moved = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/NetworkManager"),
                                                        QStringLiteral("org.freedesktop.DBus.Properties"),
                                                        QStringLiteral("PropertiesChanged"));
        moved.setArguments({ QStringLiteral("org.freedesktop.NetworkManager"),
                             QVariantMap { { QStringLiteral("State"), 70U } }, QStringList() });
        QTest::newRow("another network") << moved;
    }
    void quietConnectionIsAskedAtOnce()
    {
        QFETCH(QDBusMessage, event);
        CutProxy line(m_server.startTlsPort());
        QElapsedTimer quiet;
        quiet.start();
        bool brokeSilence = false;
        constexpr int silence = 7'000; // milliseconds; by itself it asks after twenty seconds
        connect(&line, &CutProxy::passed, this, [&] { brokeSilence = quiet.restart() > silence || brokeSilence; });
        Program natter;
        QVERIFY2(natter.start(), natter.errors());
        QVERIFY2(natter.does(QStringLiteral("account add romeo@natter.test --password-file password --ca authority.pem "
                                            "--host 127.0.0.1 --tls starttls --port %1")
                                 .arg(line.serverPort())),
                 natter.errors());
        QVERIFY2(natter.reaches(QStringLiteral("romeo@natter.test"), QStringLiteral("online")), natter.errors());
        QTRY_VERIFY_WITH_TIMEOUT(quiet.elapsed() > silence, 3 * patience);
        brokeSilence = false;
        QVERIFY(m_bus.connection(QStringLiteral("system")).send(event));
        QTRY_VERIFY_WITH_TIMEOUT(brokeSilence, 10'000);
        QCOMPARE(natter.account(QStringLiteral("romeo@natter.test"))[u"state"].toString(), QStringLiteral("online"));
        QCOMPARE(line.connections(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSystemEvents)
#include "tst_system_events.moc"
