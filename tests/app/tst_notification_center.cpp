// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/notification_daemon.h"
#include "support/scripted_server.h"
#include "support/test_authority.h"
#include "support/window_world.h"

#include "app/notification_center.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

using namespace natter;

namespace {

/// Romeo, who knows Juliet, on a desktop with a notification daemon.
struct Fixture : WindowWorld
{
    explicit Fixture(PrivateBus &bus) : daemon(bus), notifier(bus.connection(QStringLiteral("natter")))
    {
        RosterItem item;
        item.jid = juliet().peer;
        item.handle = QStringLiteral("Juliet");
        addRomeo({ item });
        if (!daemon.start()) {
            qFatal("no daemon");
        }
        until([this] { return notifier.isAvailable(); });
    }
    void set(const std::function<void(Preferences::Values &)> &change)
    {
        Preferences::Values values = preferences.values();
        change(values);
        preferences.set(values);
    }
    void lookAtJuliet()
    {
        window.show();
        window.activateWindow();
        window.openConversation(juliet());
        until([this] { return window.visibleConversation() == juliet(); });
        settle();
    }

    NotificationDaemon daemon;
    Notifier notifier;
    Dialogs dialogs;
    MainWindow window { services, dialogs };
    TrayIcon tray { services, window };
    NotificationCenter center { services, window, tray, notifier };
};

using Before = std::function<void(Fixture &)>;

} // namespace

Q_DECLARE_METATYPE(Before)

/// What deserves a notification, what it says, when it goes, and what a click on it does.
class TestNotificationCenter : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void messageIsShownWithWhoAndWhat()
    {
        Fixture f(m_bus);
        f.say(Fixture::juliet(), QStringLiteral("Ay me\nO Romeo"));
        QTRY_COMPARE(f.daemon.newest().title, QStringLiteral("Juliet"));
        QCOMPARE(f.daemon.newest().body, QStringLiteral("Ay me O Romeo"));
    }

    void burstOfOneChatIsOne()
    {
        Fixture f(m_bus);
        for (int i = 0; i < 20; ++i) {
            f.say(Fixture::juliet(), QStringLiteral("Ay me %1").arg(i));
        }
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 2, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(f.daemon.titles().contains(QStringLiteral("Juliet: 20 new messages")), 20'000);
        QVERIFY(f.daemon.calls() < 10);
    }

    void textMayBeKeptToOneself()
    {
        Fixture f(m_bus);
        f.set([](auto &values) { values.notificationText = false; });
        f.say(Fixture::juliet(), QStringLiteral("a secret"));
        QTRY_COMPARE(f.daemon.newest().title, QStringLiteral("Juliet"));
        QCOMPARE(f.daemon.newest().body, QStringLiteral("New message"));
    }

    void someMessagesAreNotShown_data()
    {
        QTest::addColumn<Before>("before");
        QTest::newRow("the chat is looked at") << Before([](Fixture &f) { f.lookAtJuliet(); });
        QTest::newRow("switched off") << Before(
            [](Fixture &f) { f.set([](auto &values) { values.notifications = false; }); });
        QTest::newRow("not to be disturbed")
            << Before([](Fixture &f) { f.accounts.setAvailability(Availability::DoNotDisturb, {}); });
    }
    void someMessagesAreNotShown()
    {
        QFETCH(Before, before);
        Fixture f(m_bus);
        before(f);
        f.say(Fixture::juliet(), QStringLiteral("Ay me"));
        f.record({ Fixture::outgoing(Fixture::juliet(), QStringLiteral("She speaks")) }); // from another device
        f.set([](auto &values) { values.notifications = true; });
        f.accounts.setAvailability(Availability::Online, {});
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam")); // shows that the time had come
        QTRY_COMPARE(f.daemon.titles().size(), 1);
        QCOMPARE(f.daemon.calls(), 1);
        QVERIFY(f.daemon.titles().first().startsWith(QStringLiteral("nurse")));
    }

    void whatIsReadIsWithdrawn()
    {
        Fixture f(m_bus);
        f.say(Fixture::juliet(), QStringLiteral("Ay me"));
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 2, 20'000);
        f.lookAtJuliet();
        QTRY_COMPARE(f.daemon.titles().size(), 1);
        QVERIFY(f.daemon.titles().first().startsWith(QStringLiteral("nurse")));
    }

    void nightThatWasMissedIsOneForEachChat()
    {
        TestAuthority authority;
        ScriptedServer server(
            Script().bound().expect("urn:xmpp:mam:2").endsPolitely(), // an archive that takes its time
            authority.issue({ "montague.lit", { "DNS:montague.lit" } }));
        Fixture f(m_bus);
        AccountSettings other;
        other.jid = Jid::orNull(u"benvolio@montague.lit");
        other.enabled = false;
        f.awaited(f.accounts.add(other, { Secret(QStringLiteral("pencil")) }));
        f.pointAt(server.serverPort(), authority.pem());
        Account *romeo = f.accounts.find(Fixture::romeo());
        romeo->providePassword(Secret(QStringLiteral("pencil")));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->isCatchingUp(), 20'000);
        for (int i = 0; i < 30; ++i) {
            f.say(Fixture::juliet(), QStringLiteral("Ay me %1").arg(i));
            f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam %1").arg(i));
        }
        f.say(Fixture::chatWith(QStringLiteral("tybalt")), QStringLiteral("Turn thee"));
        f.record({ Fixture::outgoing(Fixture::chatWith(QStringLiteral("tybalt")),
                                     QStringLiteral("I do but keep the peace")) });
        f.say({ other.jid, Fixture::juliet().peer }, QStringLiteral("Madam")); // shows that the time had come
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 1, 20'000);
        QCOMPARE(f.daemon.calls(), 1);
        QVERIFY(romeo->isCatchingUp());
        f.accounts.setAvailability(Availability::Offline, {}); // what is here by then
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 3, 20'000);
        QVERIFY(f.daemon.titles().contains(QStringLiteral("Juliet: 30 new messages")));
        QCOMPARE(f.daemon.calls(), 3);
    }

    void clickOpensTheChat()
    {
        Fixture f(m_bus);
        QVERIFY(!f.window.isVisible()); // it was started hidden
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        f.say(Fixture::juliet(), QStringLiteral("Ay me"));
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 2, 20'000);
        f.settle();
        const auto titles = f.daemon.titles();
        const uint id = f.daemon.newestId() - (titles.last() == u"Juliet" ? 0 : 1);
        f.daemon.click(id);
        QTRY_COMPARE(f.window.visibleConversation(), Fixture::juliet());
        QVERIFY(f.window.isVisible());
    }
};

QTEST_MAIN(TestNotificationCenter)
#include "tst_notification_center.moc"
