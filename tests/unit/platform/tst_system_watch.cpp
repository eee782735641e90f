// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_watch.h"
#include "support/private_bus.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// What the system's services say on the bus, as they say it.
class TestSystemWatch : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;

    void say(const QString &path, const QString &interface, const QString &name, const QVariantList &arguments)
    {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(arguments);
        QVERIFY(m_bus.connection(QStringLiteral("services")).send(signal));
    }
    void sleep(bool begins)
    {
        say(QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
            QStringLiteral("PrepareForSleep"), { begins });
    }
    void change(const QString &path, const QString &owner, const QVariantMap &changed,
                const QStringList &invalidated = {})
    {
        say(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"),
            { owner, changed, invalidated });
    }
    void networkManager(const QVariantMap &changed)
    {
        change(QStringLiteral("/org/freedesktop/NetworkManager"), QStringLiteral("org.freedesktop.NetworkManager"),
               changed);
    }
    /// Signals on a bus arrive in order: once this one is there, all before it are.
    void waitForTheBus(SystemWatch &watch)
    {
        QSignalSpy awake(&watch, &SystemWatch::wokeUp);
        sleep(false);
        for (int again = 0; !awake.wait(1000) && again < 20; ++again) { // it may not have been subscribed to yet
            sleep(false);
        }
        QVERIFY(awake.count() > 0);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void sleepIsNothingButWakingUpIs()
    {
        BusWatch watch(m_bus.connection(QStringLiteral("watch")));
        QSignalSpy awake(&watch, &SystemWatch::wokeUp);
        sleep(true);
        sleep(false);
        QVERIFY(awake.wait());
        sleep(true);
        sleep(false);
        QTRY_COMPARE(awake.count(), 2);
    }

    void networkThatChanges_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QVariantMap>("changed");
        const QString manager = QStringLiteral("/org/freedesktop/NetworkManager");
        const QString managerOwner = QStringLiteral("org.freedesktop.NetworkManager");
        QTest::newRow("NetworkManager, state") << manager << managerOwner << QVariantMap { { "State", 70U } };
        QTest::newRow("NetworkManager, behind a portal")
            << manager << managerOwner << QVariantMap { { "Connectivity", 2U }, { "Version", "1" } };
        QTest::newRow("NetworkManager, another connection")
            << manager << managerOwner
            << QVariantMap { { "PrimaryConnection",
                               QVariant::fromValue(QDBusObjectPath("/org/freedesktop/NetworkManager/1")) } };
        QTest::newRow("networkd") << QStringLiteral("/org/freedesktop/network1")
                                  << QStringLiteral("org.freedesktop.network1.Manager")
                                  << QVariantMap { { "OnlineState", "online" } };
    }
    void networkThatChanges()
    {
        QFETCH(QString, path);
        QFETCH(QString, owner);
        QFETCH(QVariantMap, changed);
        BusWatch watch(m_bus.connection(QStringLiteral("watch")));
        QSignalSpy network(&watch, &SystemWatch::networkChanged);
        change(path, owner, changed);
        QVERIFY(network.wait());
        change(path, owner, {}, changed.keys()); // the other way to say it
        QVERIFY(network.wait());
    }

    void burstIsOneChange()
    {
        BusWatch watch(m_bus.connection(QStringLiteral("watch")));
        QSignalSpy network(&watch, &SystemWatch::networkChanged);
        for (uint state = 20; state <= 70; state += 10) {
            networkManager({ { QStringLiteral("State"), state } });
        }
        QVERIFY(network.wait());
        QVERIFY(!network.wait(1500));
        QCOMPARE(network.count(), 1);
    }

    void whatConcernsNoConnectionIsIgnored()
    {
        BusWatch watch(m_bus.connection(QStringLiteral("watch")));
        QSignalSpy network(&watch, &SystemWatch::networkChanged);
        networkManager({ { QStringLiteral("WirelessEnabled"), true } });
        change(QStringLiteral("/org/freedesktop/NetworkManager"), QStringLiteral("org.example.Else"),
               { { QStringLiteral("State"), 70U } });
        say(QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
            QStringLiteral("PrepareForSleep"), { QStringLiteral("not a truth value") });
        say(QStringLiteral("/org/freedesktop/NetworkManager"), QStringLiteral("org.freedesktop.DBus.Properties"),
            QStringLiteral("PropertiesChanged"), { 1 });
        waitForTheBus(watch);
        QVERIFY(!network.wait(1500));
    }

    void withoutABusNothingHappens()
    {
        BusWatch watch(QDBusConnection(QStringLiteral("there is none")));
        QSignalSpy awake(&watch, &SystemWatch::wokeUp);
        sleep(false);
        BusWatch other(m_bus.connection(QStringLiteral("watch")));
        waitForTheBus(other);
        QCOMPARE(awake.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSystemWatch)
#include "tst_system_watch.moc"
