// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/private_bus.h"
#include "support/window_world.h"

#include "app/application.h"

using namespace natter;

/// The program tells the task bar how much is unread, and nothing any more once it has ended.
class TestUnreadBadge : public QObject
{
    Q_OBJECT

    QList<int> m_counts; ///< that the task bar has shown, one after the other

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("bar"))
                    .connect({}, {}, QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"),
                             this, SLOT(update(QString, QVariantMap))));
    }

    void badgeSaysWhatIsUnread()
    {
        const QTemporaryDir folder;
        {
            WindowWorld before(folder.filePath(QStringLiteral("natter.sqlite")));
            before.say(WindowWorld::juliet(), QStringLiteral("Ay me"));
            before.say(WindowWorld::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        }
        {
            CommandLine line;
            line.profile = folder.path();
            Application program(line);
            program.start();
            QTRY_COMPARE_WITH_TIMEOUT(m_counts, QList<int>({ 2 }), 20'000);
        }
        QTRY_COMPARE(m_counts, QList<int>({ 2, 0 }));
    }

public Q_SLOTS:
    void update(const QString & /*program*/, const QVariantMap &properties)
    {
        m_counts.append(properties.value(QStringLiteral("count")).toInt());
    }
};

/// The test itself runs in a process of its own, as Qt asks for the bus of the session once.
int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsSet("NATTER_TEST_DESKTOP")) {
        const QApplication app(argc, argv);
        TestUnreadBadge test;
        return QTest::qExec(&test, argc, argv);
    }
    const QCoreApplication app(argc, argv);
    PrivateBus bus;
    if (!bus.isRunning()) {
        qCritical("%s", qPrintable(bus.problem()));
        return 1;
    }
    qputenv("NATTER_TEST_DESKTOP", "1");
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address().toUtf8());
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    QObject::connect(&process, &QProcess::finished, &app, &QCoreApplication::exit);
    process.start(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    return QCoreApplication::exec();
}

#include "tst_unread_badge.moc"
