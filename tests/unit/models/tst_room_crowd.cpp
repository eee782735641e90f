// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_crowd.h"

#include "base/text.h"

#include <QtTest>

using namespace natter;
using Kind = RoomNote::Kind;

/// Who comes and goes is one line, however many they are.
class TestRoomCrowd : public QObject
{
    Q_OBJECT

    static RoomNote about(Kind kind, const QString &nick, const QString &other = {}, const QString &text = {})
    {
        RoomNote note;
        note.kind = kind;
        note.nick = nick;
        note.other = other;
        note.text = text;
        return note;
    }
    /// Without what keeps names apart from the sentence.
    static QString plain(const RoomCrowd &crowd)
    {
        return crowd.lines().join(u'|').remove(QChar(0x202a)).remove(QChar(0x202b)).remove(QChar(0x202c));
    }

private Q_SLOTS:
    void manyAreFolded()
    {
        RoomCrowd crowd;
        QCOMPARE(crowd.lines(), QStringList());
        crowd.note(about(Kind::Joined, "Nurse"));
        QCOMPARE(plain(crowd), QString("Nurse joined"));
        crowd.note(about(Kind::Joined, "Tybalt"));
        crowd.note(about(Kind::Joined, "Tybalt"));
        QCOMPARE(plain(crowd), QString("Nurse and Tybalt joined"));
        for (int i = 0; i < 5000; ++i) {
            crowd.note(about(Kind::Joined, QString::number(i % 2)));
        }
        QCOMPARE(plain(crowd), QString("Nurse and 3 others joined"));
        crowd.note(about(Kind::Left, "Romeo"));
        QCOMPARE(plain(crowd), QString("Nurse and 3 others joined · Romeo left"));
    }

    void whoComesBackWasNeverAway()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Left, "Nurse"));
        crowd.note(about(Kind::Joined, "Nurse"));
        QCOMPARE(crowd.lines(), QStringList());
    }

    void otherThingsAreSaidBeside()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Joined, "Nurse"));
        crowd.note(about(Kind::Joined, "Tybalt"));
        crowd.note(about(Kind::Kicked, "Tybalt", "Prince", "He fights"));
        crowd.note(about(Kind::SubjectChanged, "Prince", {}, "Peace"));
        crowd.note(about(Kind::VoiceRequested, "Paris")); // stays elsewhere until it is answered
        QCOMPARE(plain(crowd),
                 QString("Nurse and Tybalt joined|Prince removed Tybalt: He fights|Prince changed the subject: Peace"));
    }

    void whatIsMuchIsCounted()
    {
        RoomCrowd crowd;
        for (int i = 0; i < 100; ++i) {
            crowd.note(about(Kind::Banned, QString::number(i)));
        }
        const QStringList lines = crowd.lines();
        QCOMPARE(lines.size(), 13);
        QCOMPARE(lines.first(), QString("88 more changes"));
        QVERIFY2(lines.last().contains("99"), qPrintable(lines.last()));
    }

    void whoHasTheNameOfWhoLeftIsSomebodyElse()
    {
        RoomCrowd crowd;
        RoomNote left = about(Kind::Left, "Nurse");
        left.occupant = "id-nurse";
        RoomNote joined = about(Kind::Joined, "Nurse");
        joined.occupant = "id-tybalt";
        crowd.note(left);
        crowd.note(joined);
        QCOMPARE(plain(crowd), QString("Nurse left|Nurse joined"));
    }

    void whoComesBackAfterAKickIsThere()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Kicked, "Tybalt", "Prince"));
        crowd.note(about(Kind::Joined, "Tybalt"));
        QCOMPARE(plain(crowd), QString("Prince removed Tybalt|Tybalt joined"));
    }

    void whoHasSeveralNamesIsToldOfByTheLast()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Joined, "Tybalt"));
        crowd.note(about(Kind::Renamed, "Tybalt", "Paris"));
        crowd.note(about(Kind::Left, "Paris"));
        QCOMPARE(plain(crowd), QString());
        crowd.note(about(Kind::Renamed, "Nurse", "Angelica"));
        crowd.note(about(Kind::Renamed, "Angelica", "Nurse"));
        QCOMPARE(plain(crowd), QString());
        crowd.note(about(Kind::Left, "Abram"));
        crowd.note(about(Kind::Renamed, "Sampson", "Abram"));
        QCOMPARE(plain(crowd), QString("Abram left|Sampson is called Abram now"));
        crowd = {};
        crowd.note(about(Kind::Left, "Abram"));
        crowd.note(about(Kind::Joined, "Gregory"));
        crowd.note(about(Kind::Renamed, "Gregory", "Abram")); // is there
        QVERIFY2(!plain(crowd).section(u'|', -1).contains("left"), qPrintable(plain(crowd)));
    }

    void changesOfNamesHideNothing()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Banned, "Tybalt", "Prince"));
        for (int i = 0; i < 20; ++i) {
            crowd.note(about(Kind::Renamed, QString::number(i), QString::number(i + 1)));
        }
        QCOMPARE(plain(crowd), QString("Prince banned Tybalt|0 is called 20 now"));
        crowd.note(about(Kind::Renamed, "Paris", "Abram"));
        QCOMPARE(plain(crowd), QString("Prince banned Tybalt|Paris is called Abram now, and 1 more changes of names"));
    }

    void whoDidSomethingLeftAllTheSame()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::SubjectChanged, "Nurse", {}, "Roses"));
        crowd.note(about(Kind::Left, "Nurse"));
        crowd.note(about(Kind::AffiliationChanged, "Nurse"));
        QCOMPARE(plain(crowd).section(u'|', 1, 1), QString("Nurse left"));
    }

    void namesOfOthersAreText()
    {
        RoomCrowd crowd;
        crowd.note(about(Kind::Renamed, QStringLiteral("a\u202e"), QStringLiteral("<b>\nc</b>")));
        QCOMPARE(plain(crowd), QString("a<U+202E> is called <b><U+000A>c</b> now"));
    }
};

QTEST_GUILESS_MAIN(TestRoomCrowd)
#include "tst_room_crowd.moc"
