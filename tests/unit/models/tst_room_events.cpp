// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_events.h"

#include "base/text.h"
#include "models/friendly_time.h"
#include "support/room_session.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// What happened in a room, by when it did.
class TestRoomEvents : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        Fixture()
        {
            goOnline();
            events = &RoomEvents::of(enter());
        }
        /// Without what keeps names apart from the sentence.
        QStringList between(const QDateTime &after, const QDateTime &upTo) const
        {
            static const QRegularExpression embedding(QStringLiteral("[\u202a-\u202c]"));
            return events->between(after, upTo).replaceInStrings(embedding, QString());
        }
        /// Lets some time go by; returns the moment before it.
        QDateTime later()
        {
            const QDateTime before = clock.now();
            wait(1s);
            return before;
        }

        RoomEvents *events;
    };

private Q_SLOTS:
    void thoseOfATimeAreFolded()
    {
        Fixture f;
        QCOMPARE(f.between({}, {}), QStringList()); // who was there before us has not come
        const QDateTime beginning = f.later();
        f.arrive("Benvolio");
        f.arrive("Tybalt");
        const QDateTime arrived = f.later();
        f.depart("Tybalt", f.standing("none", "none", {}, "<actor nick='Prince'/>") + "<status code='307'/>");
        QCOMPARE(f.between(beginning, arrived), QStringList { "Benvolio and Tybalt joined" });
        QCOMPARE(f.between(arrived, {}), QStringList { "Prince removed Tybalt" });
        QCOMPARE(f.between({}, {}),
                 (QStringList { friendlyDay(beginning.toLocalTime().date()), "Benvolio and Tybalt joined",
                                "Prince removed Tybalt" }));
        QCOMPARE(f.between({}, beginning), QStringList());
    }

    void manyNewsAreToldOnce()
    {
        Fixture f;
        QSignalSpy changed(f.events, &RoomEvents::changed);
        for (int i = 0; i < 20; ++i) {
            f.arrive(QByteArray::number(i));
        }
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(f.between({}, {}).last(), QString("0 and 19 others joined"));
    }

    void amongManyNobodyFollowsWhoComesAndGoes()
    {
        Fixture f;
        for (int i = 0; i < 60; ++i) {
            f.arrive(QByteArray::number(i));
        }
        const QDateTime crowded = f.later();
        f.arrive("Benvolio");
        f.depart("Benvolio");
        f.depart("59", f.standing("none", "outcast") + "<status code='301'/>");
        QCOMPARE(f.between(crowded, {}), QStringList { "59 was banned" });
    }

    void onlySoMuchIsKept()
    {
        Fixture f;
        f.arrive("Benvolio");
        const QDateTime first = f.later();
        for (int i = 0; i < 600; ++i) {
            f.arrive("Benvolio", f.standing(i % 2 ? "visitor" : "participant"));
        }
        QCOMPARE(f.between({}, first), QStringList());
        QVERIFY(!f.between(first, {}).isEmpty());
    }

    void whoComesAndGoesHidesNothing()
    {
        Fixture f;
        f.depart("nurse", f.standing("none", "outcast") + "<status code='301'/>");
        const QDateTime banned = f.later();
        for (int i = 0; i < 300; ++i) {
            f.arrive("Tybalt");
            f.depart("Tybalt");
        }
        QCOMPARE(f.between({}, banned).last(), QString("nurse was banned"));
    }

    void whoCanBeTakenForAnotherIsMarked()
    {
        Fixture f;
        f.arrive("Nurse"); // while "nurse" runs the room
        QVERIFY2(f.between({}, {}).last().contains("not nurse joined"), qPrintable(f.between({}, {}).last()));
    }

    void whatHappenedOnAnotherDayStandsUnderThatDay()
    {
        Fixture f;
        const QDateTime now = f.clock.now();
        f.arrive("Benvolio");
        QCOMPARE(f.between(now.addSecs(-1), {}), QStringList { "Benvolio joined" });
        QCOMPARE(f.between(now.addDays(-2), {}),
                 (QStringList { friendlyDay(now.toLocalTime().date()), "Benvolio joined" }));
    }
};

QTEST_GUILESS_MAIN(TestRoomEvents)
#include "tst_room_events.moc"
