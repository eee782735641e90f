// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/bus_notifier.h"

#include "base/limits.h"
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

    /// A daemon that can do everything, and what a notifier says of it.
    struct World
    {
        explicit World(TestNotifier &theTest) : test(theTest)
        {
            if (!daemon.start({ QStringLiteral("actions"), QStringLiteral("inline-reply") })) {
                qFatal("no daemon");
            }
            if (!QTest::qWaitFor([this] { return notifier.isAvailable(); })) {
                qFatal("no daemon was found");
            }
            test.settle();
        }
        /// Returns the number that it has for the daemon.
        uint shows(const QString &key)
        {
            const int calls = daemon.calls();
            notifier.show(key, key, QStringLiteral("Ay me"), Notifier::Answers);
            if (!QTest::qWaitFor([&] { return daemon.calls() > calls; })) {
                qFatal("not shown");
            }
            test.settle();
            return daemon.newestId();
        }

        TestNotifier &test;
        NotificationDaemon daemon { test.m_bus };
        BusNotifier notifier { test.bus() };
        QSignalSpy activated { &notifier, &Notifier::activated };
        QSignalSpy read { &notifier, &Notifier::readRequested };
        QSignalSpy replied { &notifier, &Notifier::replied };
    };

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void withoutABusNothingHappens()
    {
        BusNotifier notifier(QDBusConnection(QStringLiteral("no such bus")));
        QVERIFY(!notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"));
        notifier.withdraw(QStringLiteral("juliet"));
    }

    void daemonMayComeLaterAndGo()
    {
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("one"));
        QTRY_COMPARE(daemon.newest().body, QStringLiteral("one"));
        const uint id = daemon.newestId();
        settle();
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
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
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
        BusNotifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        settle(); // what the daemon can do is known a moment later than that it is there
        notifier.show(QStringLiteral("x"), QStringLiteral("Tybalt"),
                      QStringLiteral("<img src=\"http://verona.lit/track\">"));
        QTRY_COMPARE(daemon.newest().body, shown);
    }

    void whatTheDaemonCannotDoIsNotOffered_data()
    {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<QStringList>("actions");
        QTest::addColumn<bool>("heard");
        const QString body = QStringLiteral("body");
        const QString actions = QStringLiteral("actions");
        const QString reply = QStringLiteral("inline-reply");
        QTest::newRow("nothing") << QStringList { body } << QStringList() << false;
        QTest::newRow("actions") << QStringList { body, actions } << QStringList { "default", "mark-as-read" } << false;
        QTest::newRow("replies") << QStringList { body, actions, reply }
                                 << QStringList { "default", "inline-reply", "mark-as-read" } << false;
        QTest::newRow("replies without actions") << QStringList { body, reply } << QStringList() << false;
        QTest::newRow("sound") << QStringList { body, QStringLiteral("sound") } << QStringList() << true;
    }
    void whatTheDaemonCannotDoIsNotOffered()
    {
        QFETCH(QStringList, capabilities);
        QFETCH(QStringList, actions);
        QFETCH(bool, heard);
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start(capabilities));
        BusNotifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        settle();
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"),
                      Notifier::Answers | Notifier::Sound);
        QTRY_COMPARE(daemon.calls(), 1);
        const auto shown = daemon.newest();
        QStringList offered;
        for (qsizetype i = 0; i < shown.actions.size(); i += 2) {
            offered.append(shown.actions[i]);
            QVERIFY(!shown.actions.value(i + 1).isEmpty()); // what a button says
        }
        QCOMPARE(offered, actions);
        QCOMPARE(shown.hints.contains(QStringLiteral("x-kde-reply-placeholder-text")),
                 capabilities.contains(QStringLiteral("inline-reply")));
        QCOMPARE(shown.isHeard(), heard);
        QCOMPARE(shown.hints.value(QStringLiteral("suppress-sound")).toBool(), !heard);
    }

    void desktopKnowsWhatItIs()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start({ QStringLiteral("actions"), QStringLiteral("sound"), QStringLiteral("inline-reply") }));
        BusNotifier notifier(bus());
        QTRY_VERIFY(notifier.isAvailable());
        settle();
        QGuiApplication::setDesktopFileName(QStringLiteral("im.natter.Natter")); // as in a Flatpak
        notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("Ay me"));
        QTRY_COMPARE(daemon.calls(), 1);
        const QVariantMap expected { { QStringLiteral("desktop-entry"), QStringLiteral("im.natter.Natter") },
                                     { QStringLiteral("category"), QStringLiteral("im.received") },
                                     { QStringLiteral("urgency"), QVariant::fromValue(uchar(1)) },
                                     { QStringLiteral("suppress-sound"), true } };
        QCOMPARE(daemon.newest().hints, expected);
        QCOMPARE(daemon.newest().actions.value(0), QStringLiteral("default"));
        QCOMPARE(daemon.newest().actions.size(), 2); // nobody asked for more
    }

    void answersAreToldOfTheirKey()
    {
        World w(*this);
        const uint juliet = w.shows(QStringLiteral("juliet"));
        const uint nurse = w.shows(QStringLiteral("nurse"));
        w.daemon.invoke(juliet, QStringLiteral("mark-as-read"));
        w.daemon.reply(nurse, QStringLiteral("Anon!"));
        w.daemon.invoke(nurse, QStringLiteral("call-the-police")); // which we never offered
        settle();
        QCOMPARE(w.read, QList<QVariantList>({ { QStringLiteral("juliet") } }));
        QCOMPARE(w.replied, QList<QVariantList>({ { QStringLiteral("nurse"), QStringLiteral("Anon!") } }));
        QVERIFY(w.activated.isEmpty());
    }

    void nobodyElseAnswers()
    {
        World w(*this);
        const uint juliet = w.shows(QStringLiteral("juliet"));
        NotificationDaemon stranger(m_bus, QStringLiteral("stranger"));
        stranger.reply(juliet, QStringLiteral("I hate you"));
        stranger.invoke(juliet, QStringLiteral("mark-as-read"));
        stranger.click(juliet, QStringLiteral("token"));
        stranger.dismiss(juliet);
        w.daemon.reply(juliet + 1000, QStringLiteral("I hate you")); // nor of what was never shown
        w.daemon.reply(0, QStringLiteral("I hate you"));
        w.daemon.reply(juliet, QStringLiteral("But soft!"));
        QTRY_COMPARE(w.replied.size(), 1);
        settle();
        QCOMPARE(w.replied, QList<QVariantList>({ { QStringLiteral("juliet"), QStringLiteral("But soft!") } }));
        QVERIFY(w.read.isEmpty());
        QVERIFY(w.activated.isEmpty());
    }

    void replyHasALimit()
    {
        World w(*this);
        const uint juliet = w.shows(QStringLiteral("juliet"));
        const auto letters = static_cast<int>(limits::textNodeBytes / 2);
        w.daemon.reply(juliet, QString(letters, QChar(0xe4)) + u'a'); // two bytes each
        w.daemon.reply(juliet, QString(letters, QChar(0xe4)));
        QTRY_COMPARE(w.replied.size(), 1);
        QCOMPARE(w.replied.first().value(1).toString().size(), letters);
    }

    void replyCountsThatWasTypedBeforeTheNotificationWent()
    {
        World w(*this);
        const uint juliet = w.shows(QStringLiteral("juliet"));
        w.daemon.reply(juliet, QStringLiteral("But soft!"));
        w.notifier.withdraw(QStringLiteral("juliet")); // not heard yet
        QTRY_COMPARE(w.replied.size(), 1);
        QTRY_VERIFY(w.daemon.titles().isEmpty());
        settle();
        w.daemon.reply(juliet, QStringLiteral("What light")); // it is closed by now
        settle();
        QCOMPARE(w.replied.size(), 1);
    }

    void longTokenIsNone()
    {
        World w(*this);
        const uint juliet = w.shows(QStringLiteral("juliet"));
        w.daemon.click(juliet, QString(static_cast<int>(limits::activationTokenChars) + 1, u'x'));
        QTRY_COMPARE(w.activated.size(), 1);
        QCOMPARE(w.activated.first(), QVariantList({ QStringLiteral("juliet"), QString() }));
    }

    void numberThatIsGivenTwiceIsOfTheLast()
    {
        World w(*this);
        w.daemon.lie(7);
        w.shows(QStringLiteral("juliet"));
        w.shows(QStringLiteral("nurse"));
        w.daemon.reply(7, QStringLiteral("Anon!"));
        QTRY_COMPARE(w.replied.size(), 1);
        QCOMPARE(w.replied.first().first().toString(), QStringLiteral("nurse"));
        w.notifier.withdraw(QStringLiteral("juliet")); // it has no number any more
        settle();
        w.daemon.reply(7, QStringLiteral("I come, anon."));
        QTRY_COMPARE(w.replied.size(), 2);
        QCOMPARE(w.replied.last().first().toString(), QStringLiteral("nurse"));
    }

    void zeroIsNoNumber()
    {
        World w(*this);
        w.daemon.lie(0);
        w.shows(QStringLiteral("juliet"));
        w.daemon.reply(0, QStringLiteral("But soft!"));
        w.daemon.click(0, QStringLiteral("token"));
        settle();
        QVERIFY(w.replied.isEmpty());
        QVERIFY(w.activated.isEmpty());
    }

    void daemonThatTakesOverKnowsNothing()
    {
        World w(*this);
        w.shows(QStringLiteral("nurse"));
        const uint juliet = w.shows(QStringLiteral("juliet"));
        NotificationDaemon next(m_bus, QStringLiteral("next"));
        QVERIFY(next.startBehind());
        w.daemon.stop(); // nobody is without one for a moment
        next.reply(juliet, QStringLiteral("But soft!"));
        settle();
        settle(); // what the next one can do was asked for by now
        QVERIFY(w.replied.isEmpty());
        QVERIFY(w.notifier.isAvailable());
        w.notifier.show(QStringLiteral("juliet"), QStringLiteral("Juliet"), QStringLiteral("two"), Notifier::Answers);
        QTRY_COMPARE(next.calls(), 1);
        QCOMPARE(next.newestId(), 1U); // not in the place of what that one has never shown
        QVERIFY(next.newest().actions.isEmpty());
        settle();
        next.reply(1, QStringLiteral("But soft!"));
        QTRY_COMPARE(w.replied.size(), 1);
    }

    void nothingIsLeftBehind()
    {
        NotificationDaemon daemon(m_bus);
        QVERIFY(daemon.start());
        {
            BusNotifier notifier(bus());
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
