// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_notices.h"

#include "support/room_session.h"

#include <QtTest>

using namespace natter;

/// What waits in a room for the person to look at it, until they have.
class TestRoomNotices : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        Fixture() { goOnline(); }
        /// The room says that about itself.
        void announce(const QList<int> &codes) { hear({}, user(statuses(codes)), {}); }
        void askToSpeak(const QByteArray &nick)
        {
            receive("<message from='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='form'>"
                    "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>"
                    "<field var='muc#role'><value>participant</value></field><field var='muc#roomnick'><value>"
                    + nick + "</value></field></x></message>");
            settle();
        }
    };

private Q_SLOTS:
    void warningIsToldUntilItIsDismissed()
    {
        Fixture f;
        RoomNotices &notices = RoomNotices::of(f.enter());
        QCOMPARE(notices.text(), QString());
        f.announce({ 104, 172 });
        QVERIFY2(notices.text().contains("sees your address"), qPrintable(notices.text()));
        f.waitForStore();
        QCOMPARE(f.openness(), RoomOpenness {}); // the next run warns as well
        notices.dismissWarnings();
        QCOMPARE(notices.text(), QString());
        f.waitForStore();
        QCOMPARE(f.openness(), (RoomOpenness { true, false }));
    }

    void whoAsksToSpeakIsToldOfWhileTheyAreThere()
    {
        Fixture f;
        RoomNotices &notices = RoomNotices::of(f.enter());
        f.arrive("peter", f.standing("visitor"));
        f.askToSpeak("peter");
        QVERIFY2(notices.text().contains("asks to be allowed to speak"), qPrintable(notices.text()));
        f.depart("peter");
        QCOMPARE(notices.text(), QString());
    }

    void whoCannotAnswerIsNotAsked()
    {
        Fixture f;
        RoomNotices &notices = RoomNotices::of(f.enter());
        const auto beModerator = [&f] { f.arrive("romeo", f.standing("moderator") + f.statuses({ 110 })); };
        beModerator();
        f.askToSpeak("peter");
        QVERIFY(!notices.text().isEmpty());
        f.arrive("romeo", f.standing("participant") + f.statuses({ 110 }));
        QCOMPARE(notices.requests(), QList<RoomNote>());
        beModerator();
        f.askToSpeak("peter");
        QVERIFY(!notices.text().isEmpty());
        f.depart("romeo",
                 f.standing("none") + f.statuses({ 110, 332 })); // the room stops, and knows of no request then
        QCOMPARE(notices.requests(), QList<RoomNote>());
    }
};

QTEST_GUILESS_MAIN(TestRoomNotices)
#include "tst_room_notices.moc"
