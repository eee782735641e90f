// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/garden.h"
#include "support/notification_daemon.h"

#include "app/notification_center.h"
#include "platform/linux/bus_notifier.h"
#include "widgets/main_window.h"
#include "widgets/tray_icon.h"

using namespace natter;
using namespace std::chrono_literals;

/// Of what is said in rooms somebody is told when it means them, as seldom as can be, and who says it where.
class TestRoomNotifications : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        explicit Fixture(PrivateBus &bus)
            : daemon(bus)
            , connection(bus.connection(QStringLiteral("natter")))
            , notifier(connection)
        {
            RosterItem juliet;
            juliet.jid = WindowWorld::juliet().peer;
            juliet.handle = QStringLiteral("Juliet");
            addRomeo({ juliet });
            accounts.find(romeo())->rooms().join(garden::chat().peer, {}, QStringLiteral("Garden"));
            if (!daemon.start()) {
                qFatal("no daemon");
            }
            until([this] { return notifier.isAvailable(); });
            settle();
        }
        void treat(Notify notify)
        {
            conversations.treat(garden::chat(), [notify](ChatTreatment &chat) { chat.notify = notify; });
            settle();
        }
        Invitations &invitations() { return accounts.find(romeo())->invitations(); }
        void invite(const char *name, const Jid &from, bool isDirect)
        {
            RoomCall call;
            call.room = Jid::orNull(QString::fromLatin1(name) + QStringLiteral("@chat.capulet.lit"));
            call.from = from;
            call.isDirect = isDirect;
            invitations().note(call);
        }
        /// Shows that the time for others had come.
        void sayElsewhere(const QString &body)
        {
            say(juliet(), body);
            until([&] { return daemon.newest().body == body; });
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

    PrivateBus m_bus;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_bus.isRunning(), qPrintable(m_bus.problem())); }

    void mentionSaysWhoAndWhere()
    {
        Fixture f(m_bus);
        f.record({ garden::said("Nurse", "Madam!") });
        f.sayElsewhere("Ay me");
        QCOMPARE(f.daemon.calls(), 1);
        f.record({ garden::mention("Nurse", "Romeo: where is she?"), garden::said("Peter", "Anon!") });
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.newest().title, QString("Nurse in Garden"), 20'000);
        QCOMPARE(f.daemon.newest().body, QString("Romeo: where is she?"));
    }

    void ruleIsThePersons()
    {
        Fixture f(m_bus);
        f.treat(Notify::Never);
        f.record({ garden::mention("Nurse", "Romeo!") });
        f.sayElsewhere("Ay me");
        QCOMPARE(f.daemon.titles().size(), 1);
        f.treat(Notify::Always);
        f.record({ garden::said("Peter", "Anon!") });
        QTRY_COMPARE_WITH_TIMEOUT(f.daemon.newest().body, QString("Anon!"), 20'000);
        QCOMPARE(f.daemon.newest().title, QString("Garden: 2 new messages"));
    }

    void floodOfMentionsIsSeldomTold()
    {
        Fixture f(m_bus);
        f.record({ garden::mention("Tybalt", "Romeo 0") });
        QTRY_COMPARE(f.daemon.calls(), 1);
        for (int i = 1; i < 10; ++i) {
            f.record({ garden::mention("Tybalt", "Romeo " + QString::number(i)) });
        }
        f.sayElsewhere("Ay me"); // does not wait for them
        QCOMPARE(f.daemon.calls(), 2);
        f.sayElsewhere("O Romeo");
        QCOMPARE(f.daemon.calls(), 3);
        f.time.advance(5s);
        QTRY_VERIFY_WITH_TIMEOUT(f.daemon.titles().contains("Garden: 10 mentions"), 20'000);
        QCOMPARE(f.daemon.calls(), 4);
    }

    void invitationOfAContactIsTold()
    {
        Fixture f(m_bus);
        f.invite("ball", Fixture::juliet().peer, true);
        QTRY_COMPARE(f.daemon.newest().title, QString("Juliet"));
        QVERIFY2(f.daemon.newest().body.startsWith("Invites you"), qPrintable(f.daemon.newest().body));
        QVERIFY(f.daemon.newest().body.contains("ball@chat.capulet.lit"));
        f.invitations().decline(f.invitations().all().first());
        QTRY_COMPARE(f.daemon.titles(), QStringList());
    }

    void claimOfARoomIsToldAsThatAndOnce()
    {
        Fixture f(m_bus);
        for (const char *name : { "a", "b", "c", "d" }) {
            f.invite(name, Fixture::juliet().peer, false);
        }
        f.sayElsewhere("Ay me");
        QCOMPARE(f.daemon.calls(), 2);
        QCOMPARE(f.daemon.titles(), QStringList({ "Juliet", "Juliet" }));
        f.invite("ball", Fixture::juliet().peer, true); // that is hers
        QTRY_COMPARE(f.daemon.calls(), 3);
    }

    /// Hostile case 67.
    void strangersInvitationsAreQuiet()
    {
        Fixture f(m_bus);
        for (const char *name : { "a", "b", "c", "d" }) {
            f.invite(name, Jid::orNull(u"tybalt@verona.lit"), false);
        }
        f.sayElsewhere("Ay me");
        QCOMPARE(f.daemon.calls(), 1);
    }

    void whatIsSaidAloneIsToldAsThat()
    {
        Fixture f(m_bus);
        f.say({ Fixture::romeo(), garden::chat().peer.withResource(u"Nurse") }, "a word with you");
        QTRY_COMPARE(f.daemon.newest().title, QString("Nurse (Garden)"));
    }

    /// Somebody else may have the name by now.
    void replyIsForWhoIsShown()
    {
        Fixture f(m_bus);
        ChatMessage whispered = garden::said("Nurse", "a word with you");
        whispered.conversation.peer = whispered.conversation.peer.withResource(u"Nurse");
        whispered.kind = ChatKind::Person;
        whispered.nick.clear();
        whispered.occupant = "id-nurse";
        f.record({ whispered });
        QTRY_COMPARE(f.daemon.newest().title, QString("Nurse (Garden)"));
        f.daemon.reply(f.daemon.newestId(), QStringLiteral("Anon."));
        const auto newest = [&] { return f.conversations.summary(whispered.conversation).lastBody; };
        QTRY_COMPARE(newest(), QString("Anon."));
        const auto page =
            f.store.call([&](Store &store) { return store.messages().page(whispered.conversation, 0, 9); });
        QTRY_VERIFY(page.isFinished());
        QCOMPARE(page.result()->last().recipient, QString("id-nurse"));
    }
};

QTEST_MAIN(TestRoomNotifications)
#include "tst_room_notifications.moc"
