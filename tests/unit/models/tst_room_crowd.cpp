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
        crowd.note(about(Kind::Logged, {})); // stays elsewhere until it is dismissed
        crowd.note(about(Kind::VoiceRequested, "Paris"));
        QCOMPARE(plain(crowd),
                 QString("Nurse joined|Prince removed Tybalt: He fights|Prince changed the subject: Peace"));
    }

    void whatIsMuchIsCounted()
    {
        RoomCrowd crowd;
        for (int i = 0; i < 100; ++i) {
            crowd.note(about(Kind::Banned, QString::number(i)));
        }
        const QStringList lines = crowd.lines();
        QCOMPARE(lines.size(), 9);
        QCOMPARE(lines.first(), QString("92 more changes"));
        QVERIFY2(lines.last().contains("99"), qPrintable(lines.last()));
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
