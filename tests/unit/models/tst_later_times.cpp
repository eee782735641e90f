// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/friendly_time.h"
#include "models/later_times.h"

#include <QLocale>
#include <QtTest>

using namespace natter;

/// What is offered to whoever wants something sent later.
class TestLaterTimes : public QObject
{
    Q_OBJECT

    static QList<QDateTime> times(const QDateTime &now)
    {
        QList<QDateTime> all;
        const auto offered = laterTimes(now);
        for (const LaterTime &time : offered) {
            all.append(time.time);
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void nextOnesAreOffered_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QList<QDateTime>>("expected");
        const auto at = [](int day, int hour, int minute = 0) {
            return QDateTime(QDate(2026, 12, day), QTime(hour, minute)); // the first is a Tuesday
        };
        QTest::newRow("morning") << at(1, 10, 20) << QList { at(1, 11, 20), at(1, 18), at(2, 9), at(7, 9) };
        QTest::newRow("evening is here") << at(1, 18) << QList { at(1, 19), at(2, 9), at(7, 9) };
        QTest::newRow("over midnight") << at(1, 23, 30) << QList { at(2, 0, 30), at(2, 9), at(7, 9) };
        QTest::newRow("Sunday: Monday is tomorrow") << at(6, 10) << QList { at(6, 11), at(6, 18), at(7, 9) };
        QTest::newRow("Monday: the next") << at(7, 10) << QList { at(7, 11), at(7, 18), at(8, 9), at(14, 9) };
    }
    void nextOnesAreOffered()
    {
        QFETCH(QDateTime, now);
        QFETCH(QList<QDateTime>, expected);
        QCOMPARE(times(now), expected);
        QCOMPARE(times(now.toUTC()), expected);
        QCOMPARE(times(now.addSecs(12)), expected); // nobody sees seconds
    }

    void wordsSayWhen()
    {
        const auto offered = laterTimes(QDateTime(QDate(2026, 12, 1), QTime(10, 20)));
        QVERIFY(offered[0].text.contains("11:20"));
        QVERIFY(offered[1].text.contains("18:00"));
        QVERIFY(offered[2].text.contains("09:00"));
        QVERIFY(offered[3].text.contains(QLocale().dayName(1)));
    }

    void suggestionIsAFullHourAWayOff()
    {
        const QDateTime now(QDate(2026, 12, 31), QTime(22, 59, 59));
        QCOMPARE(someLaterTime(now), QDateTime(QDate(2027, 1, 1), QTime(0, 0)));
        QCOMPARE(someLaterTime(now.addSecs(1)), QDateTime(QDate(2027, 1, 1), QTime(1, 0)));
    }

    void tomorrowIsCalledSo()
    {
        const QDateTime tomorrow(QDate::currentDate().addDays(1), QTime(9, 5));
        QCOMPARE(friendlyMoment(tomorrow), QString("Tomorrow, 09:05"));
        QCOMPARE(friendlyMoment(tomorrow.toUTC()), QString("Tomorrow, 09:05"));
        QVERIFY(
            friendlyMoment(tomorrow.addDays(1)).contains(QLocale().dayName(tomorrow.addDays(1).date().dayOfWeek())));
    }
};

QTEST_APPLESS_MAIN(TestLaterTimes)
#include "tst_later_times.moc"
