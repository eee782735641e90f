// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_members_model.h"

#include <QtTest>

using namespace natter;

/// The lists of a room.
class TestRoomMembersModel : public QObject
{
    Q_OBJECT

    static RoomMember member(const char *address, const char *nick = "", const char *reason = "")
    {
        return { Jid::orNull(QString::fromLatin1(address)), QString::fromLatin1(nick), QString::fromUtf8(reason),
                 RoomAffiliation::Outcast };
    }
    static QStringList shown(const RoomMembersModel &model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row) {
            names.append(model.index(row).data().toString());
        }
        return names;
    }

private Q_SLOTS:
    void theyStandByTheirAddresses()
    {
        RoomMembersModel model;
        model.setMembers({ member("tybalt@capulet.lit", "Ty\nbalt", "bit his \xe2\x80\xae thumb"),
                           member("paris@verona.lit"), member("mantua.lit") });
        QCOMPARE(shown(model), QStringList({ "mantua.lit", "paris@verona.lit", "tybalt@capulet.lit" }));
        QCOMPARE(model.index(2).data(RoomMembersModel::RemarkRole).toString(),
                 QString("Ty<U+000A>balt · bit his <U+202E> thumb"));
        QCOMPARE(model.index(1).data(RoomMembersModel::RemarkRole).toString(), QString());
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QString("paris@verona.lit"));
        QCOMPARE(model.index(1).data(RoomMembersModel::MemberRole).value<RoomMember>().jid,
                 Jid::orNull(u"paris@verona.lit"));
    }

    void theyAreFoundByAllThatIsKnownOfThem()
    {
        RoomMembersModel model;
        model.setMembers({ member("tybalt@capulet.lit", "Prince of cats"), member("paris@verona.lit", "", "spam") });
        model.setText("CATS");
        QCOMPARE(shown(model), QStringList { "tybalt@capulet.lit" });
        model.setText("spam");
        QCOMPARE(shown(model), QStringList { "paris@verona.lit" });
        model.setText(".lit");
        QCOMPARE(shown(model).size(), 2);
        QCOMPARE(model.total(), 2);
    }
};

QTEST_GUILESS_MAIN(TestRoomMembersModel)
#include "tst_room_members_model.moc"
