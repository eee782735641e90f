// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier.h"
#include "support/notification_daemon.h"

#include <QDBusPendingCallWatcher>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// Notifications on a bus with a daemon, without one, and with one that comes and goes.
class TestNotifier : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;
    QDBusConnection bus() { return m_bus.connection(QStringLiteral("natter")); }
    /// Answers on a bus arrive in order: once the daemon has answered this, the notifier has heard all before it.
    void settle()
    {
        const QDBusMessage ping = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("GetCapabilities"));
        QDBusPendingCallWatcher watcher(bus().asyncCall(ping));
        QSignalSpy answered(&watcher, &QDBusPendingCallWatcher::finished);
        QVERIFY(answered.wait());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void withoutABusNothingHappens()
    {
        Notifier notifier(QDBusConnection(QStringLiteral("no such bus")));
        QVERIFY(!notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"));
        notifier.withdraw(QStringLiteral("juliet"));
    }

    void daemonMayComeLaterAndGo()
    {
        Notifier notifier(bus());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"));
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        QTRY_VERIFY(notifier.isAvailable());
        QCOMPARE(daemon.calls(), 0); // nobody wants to see later what could not be shown then
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"));
        QTRY_COMPARE(daemon.titles(), QStringList(QStringLiteral("Juliet")));
        daemon.stop();
        QTRY_VERIFY(!notifier.isAvailable());
        QVERIFY(daemon.start());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.withdraw(QStringLiteral("juliet")); // its number belongs to another daemon
        notifier.show(QStringLiteral("nurse"), QStringLiteral("Nurse"), QStringLiteral("Madam"));
        QTRY_COMPARE(daemon.titles(), QStringList(QStringLiteral("Nurse")));
    }

    void oneForEachKey()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        QTRY_COMPARE(daemon.newest().body, QStringLiteral("one"));
        const uint id = daemon.newestId();
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("two"));
        QTRY_COMPARE(daemon.newest().body, QStringLiteral("two"));
        QCOMPARE(daemon.newestId(), id);
        notifier.show(QStringLiteral("nurse"), QStringLiteral("Nurse"), QStringLiteral("Madam"));
        QTRY_COMPARE(daemon.titles(), QStringList({ QStringLiteral("Juliet"), QStringLiteral("Nurse") }));
        notifier.withdraw(QStringLiteral("juliet"));
        QTRY_COMPARE(daemon.titles(), QStringList(QStringLiteral("Nurse")));
    }

    void whatIsReadBeforeItIsShownDoesNotStay()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        notifier.withdraw(QStringLiteral("juliet")); // the daemon has not said yet which number it has
        QTRY_COMPARE(daemon.calls(), 1);
        QTRY_VERIFY(daemon.titles().isEmpty());
    }

    void slowDaemonShowsOneAllTheSame()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("two"));
        QTRY_COMPARE(daemon.calls(), 2);
        QTRY_COMPARE(daemon.titles(), QStringList(QStringLiteral("Juliet")));
        QCOMPARE(daemon.newest().body, QStringLiteral("two"));
    }

    void clickSaysWhichAndBringsItsToken()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QSignalSpy activated(&notifier, &Notifier::activated);
        QTRY_VERIFY(notifier.isAvailable());
        for (const auto *key : { "juliet", "nurse" }) {
            notifier.show(QLatin1String(key), QLatin1String(key), QStringLiteral("Ay me"));
        }
        QTRY_COMPARE(daemon.titles().size(), 2);
        const uint nurse = daemon.newestId();
        QCOMPARE(daemon.newest().actions.value(0), QStringLiteral("default"));
        settle();
        daemon.click(nurse, QStringLiteral("token"));
        QVERIFY(activated.wait());
        QCOMPARE(activated.first(), QVariantList({ QStringLiteral("nurse"), QStringLiteral("token") }));
        activated.clear();
        daemon.click(nurse + 1000); // another program's
        daemon.click(nurse);
        QVERIFY(activated.wait());
        QCOMPARE(activated.last(), QVariantList({ QStringLiteral("nurse"), QString() })); // a token is good once
    }

    void dismissedOneIsShownAnew()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        QTRY_COMPARE(daemon.titles().size(), 1);
        const uint id = daemon.newestId();
        settle();
        daemon.dismiss(id);
        settle();
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("two"));
        QTRY_COMPARE(daemon.titles(), QStringList(QStringLiteral("Juliet")));
        QVERIFY(daemon.newestId() != id);
    }

    void anotherOneIsShownWhenTheFirstGoesAtThatMoment()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        QTRY_COMPARE(daemon.titles().size(), 1);
        settle();
        daemon.dismiss(daemon.newestId());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("two")); // not heard yet
        QTRY_COMPARE(daemon.calls(), 2);
        settle();
        settle(); // a closing would be on its way by now
        QCOMPARE(daemon.newest().body, QStringLiteral("two"));
        notifier.withdraw(QStringLiteral("juliet"));
        QTRY_VERIFY(daemon.titles().isEmpty());
    }

    void bodyIsPlainText_data()
    {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<QString>("shown");
        QTest::newRow("daemon with markup") << QStringList { QStringLiteral("body"), QStringLiteral("body-markup") }
                                            << QStringLiteral("&lt;img src=&quot;http://verona.lit/track&quot;&gt;");
        QTest::newRow("daemon without") << QStringList { QStringLiteral("body") }
                                        << QStringLiteral("<img src=\"http://verona.lit/track\">");
    }
    void bodyIsPlainText()
    {
        QFETCH(QStringList, capabilities);
        QFETCH(QString, shown);
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start(capabilities));
        Notifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        settle(); // what the daemon can do is known a moment later than that it is there
        notifier.show(QStringLiteral("x"), QStringLiteral("Tybalt"),
                      QStringLiteral("<img src=\"http://verona.lit/track\">"));
        QTRY_COMPARE(daemon.newest().body, shown);
    }

    void nothingIsLeftBehind()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        {
            Notifier notifier(bus());
            QTRY_VERIFY(notifier.isAvailable());
            notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
            QTRY_COMPARE(daemon.titles().size(), 1);
            settle();
        }
        QTRY_VERIFY(daemon.titles().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNotifier)
#include "tst_notifier.moc"
