// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/notification_daemon.h"
#include "support/scripted_server.h"
#include "support/test_authority.h"
#include "support/window_world.h"

#include "app/notification_center.h"
#include "platform/linux/bus_notifier.h"
#include "widgets/chat_window.h"
#include "widgets/composer.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

#include <QDBusPendingCallWatcher>
#include <QSignalSpy>

using namespace natter;
using namespace std::chrono_literals;

namespace {

/// Everything that a daemon can do.
QStringList everything()
{
    return { QStringLiteral("body"), QStringLiteral("actions"), QStringLiteral("inline-reply"),
             QStringLiteral("sound") };
}

/// Romeo, who knows Juliet, on a desktop with a notification daemon.
struct Fixture : WindowWorld
{
    explicit Fixture(PrivateBus &bus)
        : daemon(bus)
        , connection(bus.connection(QStringLiteral("natter")))
        , notifier(connection)
    {
        RosterItem item;
        item.jid = juliet().peer;
        item.handle = QStringLiteral("Juliet");
        addRomeo({ item });
        startDaemon();
    }
    void startDaemon()
    {
        if (!daemon.start(everything())) {
            qFatal("no daemon");
        }
        until([this] { return notifier.isAvailable(); });
        hear();
    }
    /// Until all that the daemon has said was heard: answers on a bus arrive in order.
    void hear()
    {
        const QString name = QStringLiteral("org.freedesktop.Notifications");
        const QDBusPendingCallWatcher watcher(connection.asyncCall(QDBusMessage::createMethodCall(
            name, QStringLiteral("/org/freedesktop/Notifications"), name, QStringLiteral("GetCapabilities"))));
        until([&watcher] { return watcher.isFinished(); });
        settle();
    }
    /// What Juliet says is shown; returns its number.
    uint shows(const QString &body)
    {
        say(juliet(), body);
        until([&] { return daemon.newest().body == body; });
        hear();
        return daemon.newestId();
    }
    int unread() { return conversations.summary(juliet()).unread; }
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

    FakeClock time;
    NotificationDaemon daemon;
    QDBusConnection connection;
    BusNotifier notifier;
    Dialogs dialogs;
    MainWindow window { services, dialogs };
    TrayIcon tray { services, window };
    NotificationCenter center { services, time, window, tray, notifier };
};

/// Notes which windows showed themselves, and with which activation token.
class TokenWatch : public QObject
{
public:
    TokenWatch() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (event->type() == QEvent::Show && widget && widget->isWindow()) {
            shown.append({ QString::fromLatin1(widget->metaObject()->className()), qgetenv("XDG_ACTIVATION_TOKEN") });
        }
        return false;
    }
    QList<std::pair<QString, QByteArray>> shown;
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

    void whatIsCorrectedIsShownInItsPlace()
    {
        Fixture f(m_bus);
        ChatMessage first = Fixture::incoming(Fixture::juliet(), QStringLiteral("secret"));
        first.stanzaId = QStringLiteral("m1");
        f.record({ first });
        QTRY_COMPARE(f.daemon.newest().body, QStringLiteral("secret"));
        f.hear();
        const uint id = f.daemon.newestId();
        ChatMessage correction = Fixture::incoming(Fixture::juliet(), QStringLiteral("nothing"));
        correction.stanzaId = QStringLiteral("m2");
        correction.purpose = ChatMessage::Purpose::Correction;
        correction.about = first.stanzaId;
        f.record({ correction });
        QTRY_COMPARE(f.daemon.newest().body, QStringLiteral("nothing"));
        QCOMPARE(f.daemon.newestId(), id);
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

    void whatCameLastIsShownLast()
    {
        Fixture f(m_bus);
        const QStringList names { QStringLiteral("nurse"), QStringLiteral("tybalt"), QStringLiteral("juliet"),
                                  QStringLiteral("abram"), QStringLiteral("sampson") };
        for (const QString &name : names) {
            f.say(Fixture::chatWith(name), name);
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), names.size(), 20'000);
        QCOMPARE(f.daemon.newest().body, names.last());
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
        f.time.advance(60s);
        f.accounts.setAvailability(Availability::Offline, {}); // what is here by then
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.titles().size(), 3, 20'000);
        QVERIFY(f.daemon.titles().contains(QStringLiteral("Juliet: 30 new messages")));
        QCOMPARE(f.daemon.calls(), 3);
        QCOMPARE(f.daemon.heard(), 2); // the one for the others' message, and one for the night
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

    void tokenIsForTheWindowOfTheChat_data()
    {
        QTest::addColumn<bool>("own");
        QTest::addColumn<QString>("window");
        QTest::newRow("in the main window") << false << "natter::MainWindow";
        QTest::newRow("in a window of its own") << true << "natter::ChatWindow";
    }
    void tokenIsForTheWindowOfTheChat()
    {
        QFETCH(bool, own);
        QFETCH(QString, window);
        Fixture f(m_bus);
        if (own) {
            Q_EMIT f.window.findChild<ConversationView *>()->windowRequested(Fixture::juliet());
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                widget->hide();
            }
        }
        const uint id = f.shows(QStringLiteral("Ay me"));
        TokenWatch watch;
        f.daemon.click(id, QStringLiteral("token"));
        QTRY_COMPARE(f.window.visibleConversation(), Fixture::juliet());
        QCOMPARE(watch.shown.size(), 1);
        QCOMPARE(watch.shown.first().first, window);
        QCOMPARE(watch.shown.first().second, QByteArray("token"));
        QVERIFY(!qEnvironmentVariableIsSet("XDG_ACTIVATION_TOKEN")); // not for what is started from here
    }

    void markedAsReadIsWhatWasShown()
    {
        Fixture f(m_bus);
        const uint id = f.shows(QStringLiteral("Ay me"));
        f.say(Fixture::juliet(), QStringLiteral("O Romeo")); // not shown yet
        QCOMPARE(f.unread(), 2);
        f.daemon.invoke(id, QStringLiteral("mark-as-read"));
        QTRY_COMPARE(f.unread(), 1);
        QTRY_VERIFY(!f.daemon.titles().contains(QStringLiteral("Juliet: 2 new messages")));
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.newest().body, QStringLiteral("O Romeo"), 20'000);
        QCOMPARE(f.daemon.newest().title, QStringLiteral("Juliet"));
        f.hear();
        f.daemon.invoke(f.daemon.newestId(), QStringLiteral("mark-as-read"));
        QTRY_COMPARE(f.unread(), 0);
        QTRY_VERIFY(f.daemon.titles().isEmpty());
        QVERIFY(!f.window.isVisible());
    }

    void whatIsReadElsewhereIsWithdrawn()
    {
        Fixture f(m_bus);
        f.shows(QStringLiteral("Ay me"));
        f.record({ Fixture::outgoing(Fixture::juliet(), QStringLiteral("She speaks")) }); // on another device
        QTRY_VERIFY(f.daemon.titles().isEmpty());
    }

    void removedAccountLeavesNothing()
    {
        Fixture f(m_bus);
        f.shows(QStringLiteral("Ay me"));
        QVERIFY(f.accounts.remove(Fixture::romeo()));
        QTRY_VERIFY(f.daemon.titles().isEmpty());
    }

    void replyIsSentToItsChat()
    {
        Fixture f(m_bus);
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        QTRY_COMPARE(f.daemon.titles().size(), 1); // or it might be the newest one later
        const uint id = f.shows(QStringLiteral("Ay me"));
        QVERIFY(f.daemon.newest().actions.contains(QStringLiteral("inline-reply")));
        f.daemon.reply(id, QStringLiteral("  ")); // says nothing
        f.daemon.reply(id, QStringLiteral("She speaks!"));
        QTRY_COMPARE(f.stored(Fixture::juliet()).size(), 2);
        const ChatMessage sent = f.stored(Fixture::juliet()).last();
        QVERIFY(sent.isOutgoing());
        QCOMPARE(sent.body, QStringLiteral("She speaks!"));
        QTRY_COMPARE(f.unread(), 0);
        QTRY_COMPARE(f.daemon.titles().size(), 1);
        QVERIFY(f.daemon.titles().first().startsWith(QStringLiteral("nurse")));
        QCOMPARE(f.stored(Fixture::chatWith(QStringLiteral("nurse"))).size(), 1);
    }

    void replyThatCannotBeSentIsKept()
    {
        Fixture f(m_bus);
        f.conversations.setDraft(Fixture::juliet(), { QStringLiteral("What light") });
        const uint id = f.shows(QStringLiteral("Ay me"));
        f.breakStore();
        f.daemon.reply(id, QStringLiteral("But soft!"));
        QTRY_COMPARE(f.conversations.summary(Fixture::juliet()).draft.text, QStringLiteral("But soft!\nWhat light"));
        QTRY_COMPARE(f.daemon.titles(), QStringList(QStringLiteral("Not sent to Juliet")));
        QVERIFY(!f.daemon.newest().actions.contains(QStringLiteral("inline-reply")));
        QCOMPARE(f.stored(Fixture::juliet()).size(), 1);
        f.hear();
        f.daemon.click(f.daemon.newestId());
        QTRY_COMPARE(f.window.visibleConversation(), Fixture::juliet());
        QCOMPARE(f.window.findChild<Composer *>()->text(), QStringLiteral("But soft!\nWhat light"));
        f.conversations.setDraft(Fixture::juliet(), {}); // it was dealt with
        QTRY_VERIFY(f.daemon.titles().isEmpty());
    }

    /// The draft that is stored is older than what is in the window.
    void nothingThatIsBeingTypedIsLostOverIt()
    {
        Fixture f(m_bus);
        f.window.openConversation(Fixture::juliet()); // the window itself is hidden
        f.settle();
        const uint id = f.shows(QStringLiteral("Ay me"));
        auto *composer = f.window.findChild<Composer *>();
        composer->type(QStringLiteral("What light"));
        f.breakStore();
        f.daemon.reply(id, QStringLiteral("But soft!"));
        QTRY_COMPARE(composer->text(), QStringLiteral("But soft!\nWhat light"));
        QCOMPARE(f.conversations.summary(Fixture::juliet()).draft.text, composer->text());
    }

    void strangersAnswerNothing()
    {
        Fixture f(m_bus);
        const uint id = f.shows(QStringLiteral("Ay me"));
        NotificationDaemon stranger(m_bus, QStringLiteral("stranger"));
        stranger.reply(id, QStringLiteral("I hate you"));
        f.daemon.reply(id + 1000, QStringLiteral("I hate you"));
        f.daemon.invoke(id + 1000, QStringLiteral("mark-as-read"));
        f.hear();
        QCOMPARE(f.unread(), 1);
        f.daemon.reply(id, QStringLiteral("She speaks!"));
        QTRY_COMPARE(f.stored(Fixture::juliet()).size(), 2);
        QCOMPARE(f.stored(Fixture::juliet()).last().body, QStringLiteral("She speaks!"));
    }

    void burstIsHeardOnce()
    {
        Fixture f(m_bus);
        f.say(Fixture::chatWith(QStringLiteral("nurse")), QStringLiteral("Madam"));
        f.shows(QStringLiteral("Ay me"));
        QTRY_COMPARE(f.daemon.calls(), 2);
        QCOMPARE(f.daemon.heard(), 1);
        f.time.advance(9s);
        f.shows(QStringLiteral("O Romeo"));
        QCOMPARE(f.daemon.heard(), 1); // the same conversation goes on
        f.time.advance(10s);
        f.shows(QStringLiteral("Wherefore"));
        QCOMPARE(f.daemon.heard(), 2);
    }

    void soundCanBeSwitchedOff()
    {
        Fixture f(m_bus);
        f.set([](auto &values) { values.notificationSound = false; });
        f.shows(QStringLiteral("Ay me"));
        QCOMPARE(f.daemon.heard(), 0);
        QVERIFY(f.daemon.newest().hints.value(QStringLiteral("suppress-sound")).toBool());
        f.set([](auto &values) { values.notificationSound = true; });
        f.shows(QStringLiteral("O Romeo"));
        QCOMPARE(f.daemon.heard(), 1); // what was not heard began no burst
    }

    void notToBeDisturbedCountsOn()
    {
        Fixture f(m_bus);
        f.accounts.setAvailability(Availability::DoNotDisturb, {});
        f.say(Fixture::juliet(), QStringLiteral("Ay me"));
        QCOMPARE(f.unread(), 1);
        QCOMPARE(f.conversations.unreadTotal(), 1);
        f.accounts.setAvailability(Availability::Online, {});
        f.shows(QStringLiteral("O Romeo"));
        QCOMPARE(f.daemon.calls(), 1);
        QCOMPARE(f.daemon.newest().title, QStringLiteral("Juliet: 2 new messages"));
    }

    void daemonMayDieAndComeBack()
    {
        Fixture f(m_bus);
        const uint before = f.shows(QStringLiteral("Ay me"));
        f.daemon.stop();
        QTRY_VERIFY(!f.notifier.isAvailable());
        f.say(Fixture::juliet(), QStringLiteral("O Romeo")); // nobody shows it
        f.startDaemon();
        f.daemon.reply(before, QStringLiteral("She speaks!")); // of its life before
        f.hear();
        QCOMPARE(f.stored(Fixture::juliet()).size(), 2);
        const uint id = f.shows(QStringLiteral("Wherefore"));
        QCOMPARE(f.daemon.titles(), QStringList(QStringLiteral("Juliet: 3 new messages")));
        f.daemon.invoke(id, QStringLiteral("mark-as-read"));
        QTRY_COMPARE(f.unread(), 0);
        QTRY_VERIFY(f.daemon.titles().isEmpty());
    }
};

QTEST_MAIN(TestNotificationCenter)
#include "tst_notification_center.moc"
