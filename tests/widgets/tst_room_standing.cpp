// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_world.h"

#include "models/chat_list_model.h"
#include "widgets/chats_pane.h"
#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/name_header.h"
#include "widgets/room_pane.h"

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
