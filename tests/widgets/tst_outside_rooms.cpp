// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/garden_window.h"

#include "widgets/room_windows.h"
#include "widgets/timeline_view.h"

#include <QtTest>

using namespace natter;

/// What becomes of a conversation with a room in which nobody hears us, and of one that was left.
class TestOutsideRooms : public QObject
{
    Q_OBJECT

    struct Fixture : GardenWindow
    {
        RoomWindows &roomWindows() { return *window.findChild<RoomWindows *>(); }
    };

private Q_SLOTS:
    void whatNobodyWouldHearStaysInTheComposer()
    {
        Fixture f;
        f.enter();
        f.open();
        f.arrive("romeo", "<item role='visitor' affiliation='none'/><status code='110'/>");
        QTRY_VERIFY(f.edit().placeholderText().contains("only read"));
        f.forget();
        f.write("hear me");
        QCOMPARE(f.composer().text(), QString("hear me"));
        QVERIFY(!f.heard("hear me"));
        QVERIFY(f.view().findChild<TimelineView *>()->model()->rowCount() == 0);
        f.arrive("romeo", f.item() + "<status code='110'/>");
        QTRY_VERIFY(!f.edit().placeholderText().contains("only read"));
        f.write(QString()); // what stands there
        f.waitFor("hear me");
    }

    void roomThatWasLeftCanBeForgotten()
    {
        Fixture f;
        f.enter();
        f.open();
        const auto texts = [&f] {
            QStringList all;
            for (const Command &command : f.roomWindows().commands(garden::chat())) {
                all << command.text;
            }
            return all;
        };
        QVERIFY(!texts().contains("Forget the room…"));
        f.account->rooms().leave(garden::chat().peer);
        QTRY_VERIFY(texts().contains("Forget the room…"));
        f.roomWindows().commands(garden::chat()).last().run();
        QVERIFY2(f.dialogs.asked.value(0).contains("The garden"), qPrintable(f.dialogs.asked.value(0)));
        f.dialogs.lastAgreed();
        QTRY_VERIFY(!f.account->bookmarks().find(garden::chat().peer));
        QVERIFY(!texts().contains("Forget the room…"));
    }
};

QTEST_MAIN(TestOutsideRooms)
#include "tst_outside_rooms.moc"
