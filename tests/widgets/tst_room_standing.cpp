// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_world.h"

#include "models/chat_list_model.h"
#include "models/room_notices.h"
#include "widgets/chats_pane.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/name_header.h"
#include "widgets/room_pane.h"
#include "widgets/timeline_view.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>

using namespace natter;

/// Whether we are in a room, and why not, is to be seen wherever the room is.
class TestRoomStanding : public QObject
{
    Q_OBJECT

    struct Fixture : GardenWorld
    {
        Fixture()
        {
            window.resize(1200, 800);
            window.show();
            window.activateWindow();
        }
        QModelIndex row()
        {
            const auto lists = window.findChild<ChatsPane *>()->findChildren<QListView *>();
            for (const QListView *list : lists) {
                for (int row = 0; list->accessibleName() == QLatin1String("Chats") && row < list->model()->rowCount();
                     ++row) {
                    const QModelIndex index = list->model()->index(row, 0);
                    if (index.data(ChatListModel::IdRole).value<ConversationId>() == garden::chat()) {
                        return index;
                    }
                }
            }
            qFatal("the room is not listed");
        }
        std::optional<RoomOpenness> openness() { return conversations.summary(garden::chat()).treatment.openness; }
        QString notice() { return row().data(ChatListModel::NoticeRole).toString(); }
        QString absence() { return row().data(ChatListModel::AbsenceRole).toString(); }
        QString header() { return window.findChild<NameHeader *>()->accessibleName(); }
        void goOffline()
        {
            account->setAvailability(Availability::Offline, {});
            until([this] { return account->status().phase == AccountStatus::Phase::Offline; });
            settle();
        }

        Dialogs dialogs;
        MainWindow window { services, dialogs };
    };

private Q_SLOTS:
    void roomWhereNobodyHasSpokenShowsItsSubject()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item() + "<status code='110'/>", {}, "Of love\nand hate");
        const auto preview = [&f] { return f.row().data(ChatListModel::PreviewRole).toString(); };
        QTRY_COMPARE(preview(), QString("Of love and hate"));
        f.record({ garden::said("Nurse", "Madam!") });
        QTRY_COMPARE(preview(), QString("Madam!"));
    }

    void listSaysWhatKeepsUsOut()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.ask();
        f.refuseEntry("not-authorized");
        QTRY_VERIFY2(f.absence().contains("password"), qPrintable(f.absence()));
        QVERIFY(f.row().data(Qt::AccessibleTextRole).toString().contains("needs a password"));
        QVERIFY(f.row().data(Qt::ToolTipRole).toString().contains("needs a password"));
        f.forget();
        f.ask({ {}, Secret(QStringLiteral("wherefore")) });
        QVERIFY(!f.absence().isEmpty()); // on the way in nothing flickers
        f.letIn();
        QVERIFY2(f.absence().isEmpty(), qPrintable(f.absence()));
        QVERIFY(!f.row().data(Qt::ToolTipRole).isValid());
        f.depart("romeo",
                 f.item("none", "outcast", {}, "<reason>&lt;b>Murder&lt;/b></reason>")
                     + "<status code='301'/><status code='110'/>");
        QTRY_VERIFY2(f.absence().contains("banned"), qPrintable(f.absence()));
        QVERIFY(f.row().data(Qt::ToolTipRole).toString().contains("&lt;b&gt;"));
    }

    void listSaysNothingOnTheWayIn()
    {
        Fixture f;
        f.ask();
        QVERIFY2(f.absence().isEmpty(), qPrintable(f.absence()));
        f.letIn();
        f.goOffline();
        QVERIFY2(f.absence().isEmpty(), qPrintable(f.absence()));
    }

    void listSaysWhatWaitsInARoom()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.ask();
        f.letIn(f.item("moderator", "owner") + "<status code='110'/>");
        f.window.openConversation(WindowWorld::juliet()); // another one
        QVERIFY2(f.notice().isEmpty(), qPrintable(f.notice()));
        f.announce("<status code='104'/><status code='172'/>");
        QTRY_VERIFY2(f.notice().contains("sees your address"), qPrintable(f.notice()));
        QVERIFY(f.row().data(Qt::AccessibleTextRole).toString().contains("sees your address"));
        QVERIFY(f.row().data(Qt::ToolTipRole).toString().contains("sees your address"));
        RoomNotices &notices = RoomNotices::of(*f.account->rooms().find(garden::chat().peer));
        notices.dismissWarnings();
        QVERIFY2(f.notice().isEmpty(), qPrintable(f.notice()));
        f.arrive("Peter", f.item("visitor"));
        f.receive("<message from='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='form'>"
                  "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>"
                  "<field var='muc#role'><value>participant</value></field>"
                  "<field var='muc#roomnick'><value>Peter</value></field>"
                  "<field var='muc#request_allow' type='boolean'><value>false</value></field></x></message>");
        QTRY_VERIFY2(f.notice().contains("asks to be allowed to speak"), qPrintable(f.notice()));
        f.depart("Peter");
        QTRY_VERIFY2(f.notice().isEmpty(), qPrintable(f.notice()));
    }

    void warningComesAgainUntilItIsDismissed()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.enter();
        QTRY_VERIFY(f.openness());
        f.announce("<status code='104'/><status code='172'/>");
        QTRY_VERIFY2(f.notice().contains("sees your address"), qPrintable(f.notice()));
        const QString warning = f.notice();
        const auto beginAnew = [&f] { // as another run does
            f.account->rooms().leave(garden::chat().peer);
            f.depart("romeo", f.item("none") + "<status code='110'/>");
            f.forget();
            f.ask();
            f.letIn(f.item() + "<status code='100'/><status code='110'/>");
        };
        beginAnew();
        QTRY_COMPARE(f.notice(), warning);
        RoomNotices::of(*f.account->rooms().find(garden::chat().peer)).dismissWarnings();
        QTRY_VERIFY(f.openness()->showsAddresses);
        beginAnew();
        QVERIFY2(f.notice().isEmpty(), qPrintable(f.notice()));
    }

    void whoTakesTheNameOfWhoLeftIsMarked()
    {
        Fixture f;
        f.moreFeatures = "<feature var='urn:xmpp:occupant-id:0'/>";
        const auto id = [](const QByteArray &who) {
            return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + who + "'/>";
        };
        f.ask();
        f.letIn(f.item() + "<status code='110'/>", {});
        f.window.openConversation(garden::chat());
        f.arrive("Nurse", f.item("moderator", "owner"), id("nurse"));
        f.depart("Nurse", f.item("none", "owner"));
        f.arrive("Nurse", f.item(), id("paris"));
        f.receive("<message type='groupchat' from='garden@chat.capulet.lit/Nurse' id='m1'><body>Madam!</body>"
                  + id("paris") + "</message>");
        auto *timeline = f.window.findChild<TimelineView *>();
        QTRY_COMPARE(timeline->model()->rowCount(), 1);
        QTRY_VERIFY2(timeline->rowText(0).contains("Nurse · another person, "), qPrintable(timeline->rowText(0)));
        f.depart("Nurse");
        f.arrive("Nurse", f.item("moderator", "owner"), id("nurse"));
        f.receive("<message type='groupchat' from='garden@chat.capulet.lit/Nurse' id='m2'><body>Juliet!</body>"
                  + id("nurse") + "</message>");
        QTRY_COMPARE(timeline->model()->rowCount(), 2);
        QTRY_VERIFY2(timeline->rowText(1).contains("Nurse, "), qPrintable(timeline->rowText(1)));
        QVERIFY2(timeline->rowText(0).contains("Nurse · another person, "), qPrintable(timeline->rowText(0)));
        f.depart("Nurse", f.item("none", "owner"));
        QVERIFY2(timeline->rowText(0).contains("Nurse · another person, "), qPrintable(timeline->rowText(0)));
    }

    void roomThatWasLeftSaysSo()
    {
        Fixture f;
        f.record({ garden::said("Nurse", "Madam!") });
        f.enter();
        f.account->rooms().leave(garden::chat().peer);
        f.settle();
        QVERIFY2(f.absence().contains("not in this room"), qPrintable(f.absence()));
        QVERIFY(f.row().data(ChatListModel::IsRoomLeftRole).toBool());
    }

    void privateChatWithALookalikeSaysSo()
    {
        Fixture f;
        f.ask();
        f.letIn(f.item() + "<status code='110'/>",
                { { "Nurse", f.item("moderator", "owner") }, { "Nurs\xd0\xb5", f.item() } });
        f.window.openConversation({ f.romeo(), garden::chat().peer.withResource(QString::fromUtf8("Nurs\xd0\xb5")) });
        f.settle();
        QVERIFY2(f.header().contains("not Nurse"), qPrintable(f.header()));
        f.window.openConversation({ f.romeo(), garden::chat().peer.withResource(QStringLiteral("Nurse")) });
        f.settle();
        QVERIFY2(f.header().startsWith("Nurse, "), qPrintable(f.header()));
    }

    void nobodyIsSaidToBeThereWithoutAConnection()
    {
        Fixture f;
        f.enter();
        f.window.openConversation(garden::chat());
        f.window.setDetailsVisible(true);
        f.settle();
        QTRY_VERIFY2(f.header().contains("2 people"), qPrintable(f.header()));
        f.goOffline();
        QTRY_VERIFY2(f.header().contains("no connection"), qPrintable(f.header()));
        const auto buttons = f.window.findChild<RoomPane *>()->findChildren<QPushButton *>();
        for (const QPushButton *button : buttons) {
            QVERIFY2(!button->text().contains("2 people") && !button->text().contains("0 people"),
                     qPrintable(button->text()));
        }
    }
};

QTEST_MAIN(TestRoomStanding)
#include "tst_room_standing.moc"
