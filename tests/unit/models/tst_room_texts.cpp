// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_texts.h"

#include <QtTest>

using namespace natter;
using Kind = RoomNote::Kind;

/// What is said about what happens in a room.
class TestRoomTexts : public QObject
{
    Q_OBJECT

    static RoomNote became(RoomAffiliation affiliation)
    {
        RoomNote note;
        note.kind = Kind::AffiliationChanged;
        note.nick = QStringLiteral("romeo");
        note.affiliation = affiliation;
        return note;
    }
    static RoomNote became(RoomRole role)
    {
        RoomNote note;
        note.kind = Kind::RoleChanged;
        note.nick = QStringLiteral("romeo");
        note.role = role;
        return note;
    }

private Q_SLOTS:
    void whatOneBecomesOneselfIsSaidToOne()
    {
        QVERIFY(noteText(became(RoomAffiliation::Admin)).contains("romeo"));
        for (const RoomAffiliation each :
             { RoomAffiliation::Owner, RoomAffiliation::Admin, RoomAffiliation::Member, RoomAffiliation::None }) {
            const QString text = noteText(became(each), "romeo");
            QVERIFY2(text.startsWith("You are") && !text.contains("romeo"), qPrintable(text));
        }
        for (const RoomRole each : { RoomRole::Moderator, RoomRole::Participant, RoomRole::Visitor }) {
            const QString text = noteText(became(each), "romeo");
            QVERIFY2(text.startsWith("You ") && !text.contains("romeo"), qPrintable(text));
        }
    }

    void whoIsNotThereWasPerhapsNoMember()
    {
        const QString absent = noteText(became(RoomAffiliation::None), "nurse"); // a ban is over, perhaps
        QVERIFY2(!absent.contains("no longer a member") && absent.contains("banned"), qPrintable(absent));
        RoomNote there = became(RoomAffiliation::None);
        there.role = RoomRole::Participant;
        QVERIFY2(noteText(there, "nurse").contains("no longer a member"), qPrintable(noteText(there, "nurse")));
    }

    void anotherNameOfOneselfIsSaidToOne()
    {
        RoomNote note;
        note.kind = Kind::Renamed;
        note.nick = QStringLiteral("romeo");
        note.other = QStringLiteral("montague");
        QVERIFY(noteText(note, "juliet").contains("romeo"));
        const QString text = noteText(note, "montague"); // by then
        QVERIFY2(text.startsWith("You ") && text.contains("montague") && !text.contains("romeo"), qPrintable(text));
    }

    void reasonOfAChangeIsTold()
    {
        for (RoomNote note : { became(RoomAffiliation::Member), became(RoomRole::Visitor) }) {
            const QString bare = noteText(note);
            note.text = QStringLiteral("A \x1b[31mrose");
            QVERIFY2(noteText(note).startsWith(bare), qPrintable(noteText(note)));
            QVERIFY(noteText(note).contains("rose"));
            QVERIFY(!noteText(note).contains(QChar(0x1b)));
        }
        RoomNote outcast = became(RoomAffiliation::Outcast);
        outcast.text = QStringLiteral("why");
        QVERIFY(noteText(outcast).isEmpty()); // that they are banned is a note of its own
    }
};

QTEST_GUILESS_MAIN(TestRoomTexts)
#include "tst_room_texts.moc"
