// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "chat/read_sharing.h"
#include "protocol/xep/xep0333_displayed_markers.h"

#include <QtTest>

using namespace natter;

/// Who in a room learns what was read here, and what they tell of it (XEP-0333, Group Chats).
class TestRoomReading : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        ContactList contacts { account, protocol, store };
        DisclosureRule rule { account, conversations, preferences };
        ReadSharing sharing { contacts, protocol, conversations, store, rule };

        Fixture()
        {
            sharing.follow(rooms);
            connect(&rooms, &Rooms::entered, &sharing, &ReadSharing::roomEntered);
            goOnline();
            receive("<iq type='set' id='r1' from='romeo@montague.lit'><query xmlns='jabber:iq:roster'/></iq>");
            beginToTell();
        }
        /// Nothing was read on other devices.
        void beginToTell()
        {
            sharing.sessionCaughtUp();
            waitForStore();
            receive(resultTo(request({ u"http://jabber.org/protocol/pubsub", u"pubsub" }),
                             "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items "
                             "node='urn:xmpp:mds:displayed:0'/></pubsub>"));
            waitForStore();
        }
        static QByteArray kindOfRoom() { return withIds() + feature("muc_membersonly") + feature("muc_nonanonymous"); }
        void sayNext(const QByteArray &id)
        {
            say("nurse", "Madam!", id, occupantId("id-nurse") + stanzaId("r-" + id));
            waitForStore();
        }
        /// Everything that is there.
        void read()
        {
            conversations.markRead(inGarden, conversations.summary(inGarden).lastRow);
            waitForStore();
        }
        /// Which ids the room was told of since the last time, once nothing is left to be told.
        QStringList told()
        {
            const auto isTold = [this] {
                return awaited(store.call([this](Store &opened) { return opened.reading().news(account); }))->isEmpty();
            };
            if (!QTest::qWaitFor(isTold, 20'000)) {
                return { "nobody was told" };
            }
            QStringList ids;
            while (const auto message = takeMessage(garden)) {
                const auto marker = message->payload<DisplayedMarker>();
                ids << (marker && message->type == Message::Type::Groupchat ? marker->id : QString("something else"));
            }
            return ids;
        }
        void display(const QByteArray &nick, const QByteArray &upTo, const QByteArray &id)
        {
            hear(nick, "<displayed xmlns='urn:xmpp:chat-markers:0' id='" + upTo + "'/>" + occupantId("id-" + nick), id);
            waitForStore();
        }
    };

private Q_SLOTS:
    void roomOfMembersLearnsIt()
    {
        Fixture f;
        f.enter(Fixture::kindOfRoom());
        f.sayNext("m1");
        f.sayNext("m2");
        f.read();
        QCOMPARE(f.told(), QStringList("r-m2"));
        f.read();
        QCOMPARE(f.told(), QStringList());
        Preferences::Values values = f.preferences.values();
        values.sendReading = false;
        f.preferences.set(values);
        f.sayNext("m3");
        f.read();
        QCOMPARE(f.told(), QStringList());
    }

    void otherRoomsLearnNothing_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("open to everybody") << Fixture::feature("muc_nonanonymous");
        QTest::newRow("where nobody knows who is there") << Fixture::feature("muc_membersonly");
    }
    void otherRoomsLearnNothing()
    {
        QFETCH(QByteArray, kind);
        Fixture f;
        f.enter(Fixture::withIds() + kind);
        f.sayNext("m1");
        f.read();
        QCOMPARE(f.told(), QStringList());
    }

    void whatWasReadOutsideIsToldInside()
    {
        Fixture f;
        f.enter(Fixture::kindOfRoom());
        f.sayNext("m1");
        f.goOffline();
        f.sharing.sessionEnded();
        f.read();
        f.take();
        f.goOnline();
        f.beginToTell();
        QVERIFY(f.rooms.isComing(f.garden));
        f.waitForStore();
        QVERIFY(f.describe(f.garden, Fixture::kindOfRoom()));
        f.letIn();
        f.endHistory();
        QCOMPARE(f.told(), QStringList("r-m1"));
    }

    void whoHasReadIsShown()
    {
        Fixture f;
        f.enter(Fixture::kindOfRoom());
        const QString id = f.awaited(f.outbox.send(f.garden, "Anon.")).value().stanzaId;
        f.hear("romeo", "<body>Anon.</body>" + f.occupantId("id-romeo") + f.stanzaId("r-ours"), id.toUtf8());
        f.waitForStore();
        QCOMPARE(f.of(id).delivery, ChatMessage::Delivery::OnServer);
        f.display("nurse", "unknown", "d1");
        QCOMPARE(f.of(id).delivery, ChatMessage::Delivery::OnServer);
        f.display("nurse", "r-ours", "d2");
        QCOMPARE(f.of(id).delivery, ChatMessage::Delivery::Displayed);
        const auto readers = f.awaited(f.conversations.readersOf(f.of(id).row));
        QCOMPARE(readers->size(), 1);
        QCOMPARE(readers->first().nick, QString("nurse"));
    }

    void anotherOfOurDevicesHasRead()
    {
        Fixture f;
        f.enter(Fixture::kindOfRoom());
        f.sayNext("m1");
        QCOMPARE(f.conversations.summary(f.inGarden).unread, 1);
        f.display("romeo", "r-m1", "d1");
        QCOMPARE(f.conversations.summary(f.inGarden).unread, 0);
    }
};

QTEST_GUILESS_MAIN(TestRoomReading)
#include "tst_room_reading.moc"
