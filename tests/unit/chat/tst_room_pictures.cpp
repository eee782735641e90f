// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"
#include "protocol/xep/xep0153_vcard_avatars.h"

#include <QtTest>

using namespace natter;

/// Which pictures rooms and those in them have, without any being fetched.
class TestRoomPictures : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        Fixture() { goOnline(); }

        static QByteArray update(const QByteArray &picture)
        {
            return "<x xmlns='vcard-temp:x:update'><photo>" + (picture.isEmpty() ? picture : pictureHashOf(picture))
                + "</photo></x>";
        }
        static QByteArray told(const QByteArray &picture)
        {
            return "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                   "<value>http://jabber.org/protocol/muc#roominfo</value></field>"
                   "<field var='muc#roominfo_avatarhash'><value>"
                + pictureHashOf(picture) + "</value></field></x>";
        }
        void showItself(const QByteArray &picture, const QByteArray &from = "garden@chat.capulet.lit")
        {
            receive("<presence from='" + from + "'>" + update(picture) + "</presence>");
            settle();
        }
        RoomPictures &pictures { rooms.pictures() };
    };

private Q_SLOTS:
    void aRoomTellsWithWhatItIs()
    {
        Fixture f;
        f.enter(Fixture::withIds() + Fixture::told("rose"));
        QCOMPARE(f.pictures.hashOf(f.garden), pictureHashOf("rose"));
        QVERIFY(!f.takeRequest(f.garden, VCard::name)); // until somebody looks
        f.receive("<message type='groupchat' from='garden@chat.capulet.lit'>" + Fixture::user("<status code='104'/>")
                  + "</message>");
        f.settle();
        QVERIFY(f.describe(f.garden, Fixture::withIds() + Fixture::told("lily")));
        QCOMPARE(f.pictures.hashOf(f.garden), pictureHashOf("lily"));
    }

    void aRoomTellsInPresence()
    {
        Fixture f;
        Room &room = f.enter();
        QSignalSpy changed(&f.pictures, &RoomPictures::changed);
        f.showItself("rose");
        QCOMPARE(f.pictures.hashOf(f.garden), pictureHashOf("rose"));
        f.showItself("rose");
        QCOMPARE(changed.count(), 1);
        f.showItself("lily", "hall@chat.capulet.lit"); // where we are not
        QCOMPARE(f.pictures.hashOf(f.garden), pictureHashOf("rose"));
        f.showItself({});
        QCOMPARE(f.pictures.hashOf(f.garden), QByteArray());
        QCOMPARE(room.occupants().size(), 2); // it is nobody in itself
    }

    void occupantsTellInPresence()
    {
        Fixture f;
        Room &room = f.enter();
        QSignalSpy changed(&room, &Room::occupantsChanged);
        const Jid nurse = f.garden.withResource(QStringLiteral("nurse"));
        QCOMPARE(f.pictures.hashOf(nurse), QByteArray());
        f.arrive("nurse", Fixture::standing("moderator", "owner"),
                 Fixture::occupantId("id-nurse") + Fixture::update("a"));
        QCOMPARE(f.pictures.hashOf(nurse), pictureHashOf("a"));
        QTRY_COMPARE(changed.count(), 1);
        f.depart("nurse");
        QCOMPARE(f.pictures.hashOf(nurse), QByteArray());
        QVERIFY(!f.takeRequest(nurse, VCard::name));
    }

    void aPictureIsChanged()
    {
        Fixture f;
        f.enter();
        const auto done = f.pictures.change(f.garden, VCard::Photo { QStringLiteral("image/png"), "rose" });
        const Element question = f.takeRequest(f.garden, VCard::name);
        f.receive(f.resultTo(question, "<vCard xmlns='vcard-temp'><URL>https://capulet.lit</URL></vCard>"));
        const Element change = f.takeRequest(f.garden, VCard::name);
        QCOMPARE(change.attribute(u"type"), QString("set"));
        const VCard card = VCard::read(change.child(VCard::name)).value();
        QCOMPARE(card.link, QString("https://capulet.lit"));
        QCOMPARE(card.photos.first().bytes, QByteArray("rose"));
        QVERIFY(!done.isFinished());
        f.receive(f.resultTo(change, {}));
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
    }

    void aRoomMayRefuse()
    {
        Fixture f;
        f.enter();
        const auto done = f.pictures.change(f.garden, std::nullopt);
        f.refuse(f.takeRequest(f.garden, VCard::name), "item-not-found"); // it had none
        f.refuse(f.takeRequest(f.garden, VCard::name), "forbidden", "auth");
        QTRY_VERIFY(done.isFinished());
        QCOMPARE(done.result().error().condition, QString("forbidden"));
        const auto large = f.pictures.change(f.garden, VCard::Photo { {}, QByteArray(limits::pictureBytes + 1, 'x') });
        QVERIFY(large.isFinished());
        QVERIFY(!f.takeRequest(f.garden, VCard::name));
    }
};

QTEST_GUILESS_MAIN(TestRoomPictures)
#include "tst_room_pictures.moc"
