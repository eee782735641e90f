// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include "protocol/xep/xep0045_multi_user_chat.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Via = ReceivedMessage::Via;

namespace {

/// A session with one open room, and all that is said of rooms and of everybody else.
struct World
{
    ProtocolSession session;
    MultiUserChat &rooms = session.protocol.multiUserChat();
    QList<ReceivedMessage> ofRooms;
    QList<ReceivedMessage> ofOthers;
    QList<Presence> presence;
    QList<RoomCall> calls;
    QSignalSpy bounced { &rooms, &MultiUserChat::bounced };
    QSignalSpy bouncedToOthers { &session.protocol, &XmppProtocol::messageBounced };
    QSignalSpy declined { &rooms, &MultiUserChat::declined };

    World()
    {
        const auto keep = [](auto &list) { return [&list](const auto &value) { list.append(value); }; };
        QObject::connect(&rooms, &MultiUserChat::messageReceived, &session.protocol, keep(ofRooms));
        QObject::connect(&session.protocol, &XmppProtocol::messageReceived, &session.protocol, keep(ofOthers));
        QObject::connect(&rooms, &MultiUserChat::presenceReceived, &session.protocol, keep(presence));
        QObject::connect(&rooms, &MultiUserChat::invited, &session.protocol, keep(calls));
        session.start();
        rooms.open(garden());
    }

    static Jid garden() { return Jid::orNull(u"garden@chat.capulet.lit"); }
    int dropped() const { return session.protocol.droppedCount(); }
    bool isSilent() const
    {
        return ofRooms.isEmpty() && ofOthers.isEmpty() && presence.isEmpty() && calls.isEmpty() && bounced.isEmpty()
            && bouncedToOthers.isEmpty() && declined.isEmpty();
    }
};

QByteArray message(const QByteArray &from, const QByteArray &content, const QByteArray &type = "groupchat")
{
    return "<message id='m1' to='romeo@montague.lit/orchard' from='" + from + "' type='" + type + "'>" + content
        + "</message>";
}

QByteArray user(const QByteArray &content)
{
    return "<x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x>";
}

QByteArray presenceOf(const QByteArray &from, const QByteArray &content, const QByteArray &type = {})
{
    return "<presence from='" + from + '\'' + (type.isEmpty() ? QByteArray() : " type='" + type + '\'') + '>' + content
        + "</presence>";
}

QByteArray carbon(const QByteArray &direction, const QByteArray &attributes, const QByteArray &content)
{
    return "<message from='romeo@montague.lit' to='romeo@montague.lit/orchard'><" + direction
        + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
        + attributes + '>' + content + "</message></forwarded></" + direction + "></message>";
}

QByteArray delay(const QByteArray &from, const QByteArray &day)
{
    return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2026-11-" + day + "T00:00:00Z'/>";
}

const QByteArray body = "<body>hail</body>";
const QByteArray direct = "<x xmlns='jabber:x:conference' jid='tomb@chat.capulet.lit' reason='Come' password='rose'/>";
const QByteArray error = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

} // namespace

/// What rooms send goes to whoever keeps them, and nowhere else.
class TestMultiUserChat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidInAnOpenRoomIsTold()
    {
        World world;
        world.session.receive(message("Garden@CHAT.capulet.lit/nurse", body));
        QCOMPARE(world.ofRooms.size(), 1);
        QCOMPARE(world.ofRooms.first().message.body(), QStringLiteral("hail"));
        QCOMPARE(world.ofRooms.first().message.from.toString(), QStringLiteral("garden@chat.capulet.lit/nurse"));
        QCOMPARE(world.ofRooms.first().via, Via::Live);
        QVERIFY(world.ofRooms.first().stamp.isNull());
        QVERIFY(world.ofOthers.isEmpty());
        QCOMPARE(world.dropped(), 0);
    }

    void groupchatFromElsewhereIsDropped_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("another room") << QByteArray("tomb@chat.capulet.lit/nurse");
        QTest::newRow("another room itself") << QByteArray("tomb@chat.capulet.lit");
        QTest::newRow("the service") << QByteArray("chat.capulet.lit");
        QTest::newRow("a contact") << QByteArray("juliet@capulet.lit/balcony");
        QTest::newRow("our server") << QByteArray("montague.lit");
        QTest::newRow("ourselves") << QByteArray("romeo@montague.lit");
        QTest::newRow("the room's name elsewhere") << QByteArray("garden@chat.verona.lit/nurse");
    }
    void groupchatFromElsewhereIsDropped()
    {
        QFETCH(QByteArray, from);
        World world;
        world.session.receive(message(from, body));
        world.session.receive(message(from, user("<invite from='juliet@capulet.lit'/>") + direct));
        QVERIFY(world.isSilent());
        QCOMPARE(world.dropped(), 2);
    }

    void groupchatWithoutSenderIsNoRooms()
    {
        World world;
        world.session.receive("<message type='groupchat'><body>hail</body></message>");
        QVERIFY(world.isSilent());
        QCOMPARE(world.dropped(), 1);
    }

    void closedRoomIsSilent()
    {
        World world;
        world.rooms.close(World::garden());
        world.session.receive(message("garden@chat.capulet.lit/nurse", body));
        world.session.receive(presenceOf("garden@chat.capulet.lit/nurse", user("<item role='participant'/>")));
        QVERIFY(world.isSilent());
        QCOMPARE(world.dropped(), 2);
    }

    void roomsCloseWithTheSession()
    {
        World world;
        world.session.protocol.resumeSession({});
        QVERIFY(world.rooms.isOpen(World::garden()));
        world.session.protocol.endSession();
        QVERIFY(!world.rooms.isOpen(World::garden()));
        world.session.start();
        world.session.receive(message("garden@chat.capulet.lit/nurse", body));
        QVERIFY(world.isSilent());
    }

    void whatTheRoomItselfSaysIsTold_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("settings changed") << QByteArray("groupchat") << user("<status code='104'/>");
        QTest::newRow("subject") << QByteArray("groupchat") << QByteArray("<subject>Love</subject>");
        QTest::newRow("somebody not there") << QByteArray("normal") << user("<item affiliation='member'/>");
        QTest::newRow("voice is asked for")
            << QByteArray("normal") << QByteArray("<x xmlns='jabber:x:data' type='form'/>");
        QTest::newRow("announcement") << QByteArray("chat") << body;
        QTest::newRow("moderation") << QByteArray("groupchat")
                                    << QByteArray("<retract xmlns='urn:xmpp:message-retract:1' id='s1'><moderated "
                                                  "xmlns='urn:xmpp:message-moderate:1'/></retract>");
    }
    void whatTheRoomItselfSaysIsTold()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, content);
        World world;
        world.session.receive(message("garden@chat.capulet.lit", content, type));
        QCOMPARE(world.ofRooms.size(), 1);
        QVERIFY(world.ofOthers.isEmpty());
        world.session.receive(message("tomb@chat.capulet.lit", content, type));
        QCOMPARE(world.ofRooms.size(), 1);
    }

    void privateMessagesGoOn()
    {
        World world;
        for (const char *type : { "chat", "normal" }) {
            world.session.receive(message("garden@chat.capulet.lit/nurse", body + user({}), type));
        }
        world.session.receive(carbon("received",
                                     "from='garden@chat.capulet.lit/nurse' to='romeo@montague.lit/cell' type='chat'",
                                     body + user({})));
        world.session.receive(carbon(
            "sent", "from='romeo@montague.lit/cell' to='garden@chat.capulet.lit/nurse' type='chat'", body + user({})));
        QCOMPARE(world.ofOthers.size(), 4);
        QCOMPARE(world.ofOthers[0].message.from.toString(), QStringLiteral("garden@chat.capulet.lit/nurse"));
        QCOMPARE(world.ofOthers[2].via, Via::CarbonOfReceived);
        QCOMPARE(world.ofOthers[3].via, Via::CarbonOfSent);
        QCOMPARE(world.ofOthers[3].message.to.toString(), QStringLiteral("garden@chat.capulet.lit/nurse"));
        QVERIFY(world.ofRooms.isEmpty());
        QCOMPARE(world.dropped(), 0);
    }

    void copiesOfWhatRoomsSayAreNot()
    {
        World world;
        for (const QByteArray &from : { QByteArray("garden@chat.capulet.lit/nurse"),
                                        QByteArray("garden@chat.capulet.lit"), QByteArray("juliet@capulet.lit/x") }) {
            world.session.receive(
                carbon("received", "from='" + from + "' to='romeo@montague.lit/cell' type='groupchat'", body));
            world.session.receive(
                carbon("sent", "from='romeo@montague.lit/cell' to='garden@chat.capulet.lit' type='groupchat'", body));
        }
        QCOMPARE(world.dropped(), 6);
        world.session.receive(carbon("received",
                                     "from='garden@chat.capulet.lit' to='romeo@montague.lit/cell' type='normal'",
                                     body + user("<decline from='juliet@capulet.lit'/>")));
        QVERIFY(world.isSilent());
    }

    void ofTwoBodiesOneIsTheText()
    {
        World world;
        world.session.receive(
            message("garden@chat.capulet.lit/nurse",
                    "<body xml:lang='it'>ave</body><body xmlns='urn:x'>vale</body><body>hail</body><body>fie</body>"));
        QCOMPARE(world.ofRooms.size(), 1);
        QCOMPARE(world.ofRooms.first().message.body(), QStringLiteral("hail"));
    }

    void occupantsAreNoContacts()
    {
        World world;
        const QByteArray caps = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>";
        world.session.receive(presenceOf("garden@chat.capulet.lit/nurse", user("<item role='participant'/>") + caps));
        world.session.receive(presenceOf("garden@chat.capulet.lit", {}));
        world.session.receive(presenceOf("garden@chat.capulet.lit/cat", error, "error"));
        world.session.receive(presenceOf("garden@chat.capulet.lit/nurse", user("<status code='307'/>"), "unavailable"));
        QCOMPARE(world.presence.size(), 4);
        QCOMPARE(world.presence[0].payload<RoomUser>()->item->role, std::optional(RoomRole::Participant));
        QCOMPARE(world.presence[2].type, Presence::Type::Error);
        QVERIFY(world.session.protocol.presence().resources(World::garden()).isEmpty());
        QVERIFY(world.session.sent.isEmpty()); // nobody is asked what their client can do
        world.session.receive(presenceOf("juliet@capulet.lit/balcony", {}));
        QCOMPARE(world.presence.size(), 4);
        QCOMPARE(world.session.protocol.presence().resources(ProtocolSession::juliet()).size(), 1);
    }

    void occupantsOfRoomsThatAreNotOpenAreNobody()
    {
        World world;
        world.session.receive(presenceOf("tomb@chat.capulet.lit/nurse", user("<item role='participant'/>")));
        QVERIFY(world.isSilent());
        QCOMPARE(world.dropped(), 1);
        QVERIFY(world.session.protocol.presence().resources(Jid::orNull(u"tomb@chat.capulet.lit")).isEmpty());
    }

    void whatARoomRefusesComesBack()
    {
        World world;
        world.session.receive(message("garden@chat.capulet.lit", body + error, "error"));
        QCOMPARE(world.bounced.size(), 1);
        QCOMPARE(world.bounced[0][0].value<Jid>(), World::garden());
        QCOMPARE(world.bounced[0][1].toString(), QStringLiteral("m1"));
        QCOMPARE(world.bounced[0][2].value<StanzaError>().condition, QStringLiteral("forbidden"));
        world.session.receive(message("garden@chat.capulet.lit", body, "error"));
        QCOMPARE(world.bounced[1][2].value<StanzaError>().condition, QStringLiteral("undefined-condition"));
        QVERIFY(world.bouncedToOthers.isEmpty());
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + error, "error"));
        world.session.receive(message("tomb@chat.capulet.lit", body + error, "error"));
        QCOMPARE(world.bounced.size(), 2);
        QCOMPARE(world.bouncedToOthers.size(), 2);
        QCOMPARE(world.bouncedToOthers[0][0].value<Jid>().resource(), QStringLiteral("nurse"));
        QVERIFY(world.ofRooms.isEmpty() && world.ofOthers.isEmpty());
    }

    void roomsInvite_data()
    {
        QTest::addColumn<QByteArray>("room");
        QTest::newRow("new") << QByteArray("tomb@chat.capulet.lit");
        QTest::newRow("open") << QByteArray("garden@chat.capulet.lit");
    }
    void roomsInvite()
    {
        QFETCH(QByteArray, room);
        World world;
        const QByteArray invitation = user("<invite from='juliet@capulet.lit/balcony'><reason>Come</reason></invite>"
                                           "<invite from='paris@verona.lit'/><password>rose</password>");
        world.session.receive(message(room, invitation + direct + body, "normal"));
        QCOMPARE(world.calls.size(), 1);
        const RoomCall call = world.calls.first();
        QCOMPARE(call.room.toString(), QString::fromUtf8(room));
        QCOMPARE(call.from.toString(), QStringLiteral("juliet@capulet.lit/balcony"));
        QCOMPARE(call.reason, QStringLiteral("Come"));
        QCOMPARE(call.password.reveal(), QStringLiteral("rose"));
        QVERIFY(!call.isDirect);
        QVERIFY(world.ofRooms.isEmpty() && world.ofOthers.isEmpty());
        world.session.receive(
            carbon("received", "from='" + room + "' to='romeo@montague.lit' type='normal'", invitation));
        QCOMPARE(world.calls.size(), 2);
    }

    void nobodyInvitesInTheNameOfARoom()
    {
        World world;
        const QByteArray invitation = user("<invite from='juliet@capulet.lit'/>");
        world.session.receive(message("tomb@chat.capulet.lit/cat", invitation, "normal"));
        world.session.receive(message("garden@chat.capulet.lit/cat", invitation, "chat"));
        world.session.receive(message("juliet@capulet.lit/balcony", invitation, "normal"));
        QCOMPARE(world.ofOthers.size(), 3);
        world.session.receive(message("garden@chat.capulet.lit", invitation));
        QCOMPARE(world.ofRooms.size(), 1);
        world.session.receive(message("tomb@chat.capulet.lit", invitation + error, "error"));
        QCOMPARE(world.bouncedToOthers.size(), 1);
        QVERIFY(world.calls.isEmpty());
    }

    void contactsInviteDirectly_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("invites");
        QTest::addColumn<bool>("isMessage");
        QTest::newRow("contact") << QByteArray("juliet@capulet.lit/balcony") << true << false;
        QTest::newRow("contact who sees nothing of us") << QByteArray("tybalt@capulet.lit/tomb") << true << false;
        QTest::newRow("another device of ours") << QByteArray("romeo@montague.lit/cell") << true << false;
        QTest::newRow("stranger") << QByteArray("paris@verona.lit/road") << true << true;
        QTest::newRow("occupant") << QByteArray("garden@chat.capulet.lit/nurse") << false << true;
        QTest::newRow("contact's server in their name") << QByteArray("juliet@capulet.lit") << false << true;
    }
    void contactsInviteDirectly()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, invites);
        QFETCH(bool, isMessage);
        World world;
        world.session.receive(message(from, direct + body, "normal"));
        QCOMPARE(world.calls.size(), invites ? 1 : 0);
        QCOMPARE(world.ofOthers.size(), isMessage ? 1 : 0); // a message like any other
        if (invites) {
            const RoomCall call = world.calls.first();
            QCOMPARE(call.room.toString(), QStringLiteral("tomb@chat.capulet.lit"));
            QCOMPARE(call.from.toString(), QString::fromUtf8(from));
            QCOMPARE(call.reason, QStringLiteral("Come"));
            QCOMPARE(call.password.reveal(), QStringLiteral("rose"));
            QVERIFY(call.isDirect);
        }
    }

    void occupantsOfARoomAmongTheContactsDoNotInvite()
    {
        World world;
        world.session.receive("<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item "
                              "jid='garden@chat.capulet.lit' subscription='both'/></query></iq>");
        QVERIFY(world.session.protocol.roster().contains(World::garden()));
        world.session.receive(message("garden@chat.capulet.lit/nurse", direct + body, "chat"));
        QVERIFY(world.calls.isEmpty());
        QCOMPARE(world.ofOthers.size(), 1);
    }

    void ourOwnInvitationsAreNotToUs()
    {
        World world;
        world.session.receive(
            carbon("sent", "from='romeo@montague.lit/cell' to='juliet@capulet.lit' type='normal'", direct + body));
        world.session.receive(carbon("sent", "from='romeo@montague.lit/cell' to='tomb@chat.capulet.lit'",
                                     user("<invite to='juliet@capulet.lit'/>")));
        QVERIFY(world.calls.isEmpty());
        QVERIFY(world.ofRooms.isEmpty());
        world.session.receive(
            carbon("received", "from='juliet@capulet.lit/balcony' to='romeo@montague.lit/cell' type='normal'", direct));
        QCOMPARE(world.calls.size(), 1);
    }

    void refusalsComeFromOpenRooms()
    {
        World world;
        const QByteArray refusal = user("<decline from='paris@verona.lit'><reason>Never</reason></decline>");
        world.session.receive(message("garden@chat.capulet.lit", refusal, "normal"));
        QCOMPARE(world.declined.size(), 1);
        QCOMPARE(world.declined[0][0].value<Jid>(), World::garden());
        QCOMPARE(world.declined[0][1].value<Jid>().toString(), QStringLiteral("paris@verona.lit"));
        QCOMPARE(world.declined[0][2].toString(), QStringLiteral("Never"));
        world.session.receive(message("garden@chat.capulet.lit/cat", refusal));
        world.session.receive(message("garden@chat.capulet.lit/cat", refusal, "chat"));
        world.session.receive(message("tomb@chat.capulet.lit", refusal, "normal"));
        QCOMPARE(world.declined.size(), 1);
    }

    void roomsSayWhenSomethingWasSaid_data()
    {
        QTest::addColumn<QByteArray>("delays");
        QTest::addColumn<int>("day"); ///< 0: nobody knows
        const QByteArray room = "garden@chat.capulet.lit";
        QTest::newRow("the room") << delay(room, "05") << 5;
        QTest::newRow("nobody") << QByteArray() << 0;
        QTest::newRow("an occupant") << delay(room + "/nurse", "05") << 0;
        QTest::newRow("another room") << delay("tomb@chat.capulet.lit", "05") << 0;
        QTest::newRow("the service") << delay("chat.capulet.lit", "05") << 0;
        QTest::newRow("unsigned") << QByteArray("<delay xmlns='urn:xmpp:delay' stamp='2026-11-05T00:00:00Z'/>") << 0;
        QTest::newRow("the room, behind what an occupant wrote") << delay(room, "05") + delay(room, "06") << 6;
        QTest::newRow("our server") << delay("montague.lit", "07") << 7;
        QTest::newRow("the room, before our server") << delay(room, "05") + delay("montague.lit", "07") << 5;
        QTest::newRow("no day") << QByteArray("<delay xmlns='urn:xmpp:delay' from='garden@chat.capulet.lit' "
                                              "stamp='yesterday'/>")
                                << 0;
    }
    void roomsSayWhenSomethingWasSaid()
    {
        QFETCH(QByteArray, delays);
        QFETCH(int, day);
        World world;
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + delays));
        QCOMPARE(world.ofRooms.size(), 1);
        const QDateTime expected = day > 0 ? QDateTime(QDate(2026, 11, day), QTime(0, 0), Qt::UTC) : QDateTime();
        QCOMPARE(world.ofRooms.first().stamp, expected);
    }

    void ofWhatIsSaidNowOnlyOurServerSaysWhenItWas()
    {
        World world;
        const QByteArray byRoom = delay("garden@chat.capulet.lit", "05"); // as somebody in it may write it
        world.rooms.noteHistoryOver(World::garden());
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + byRoom));
        QVERIFY(world.ofRooms.last().stamp.isNull());
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + byRoom + delay("montague.lit", "07")));
        QCOMPARE(world.ofRooms.last().stamp, QDateTime(QDate(2026, 11, 7), QTime(0, 0), Qt::UTC));
        world.rooms.open(World::garden()); // once more
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + byRoom));
        QCOMPARE(world.ofRooms.last().stamp, QDateTime(QDate(2026, 11, 5), QTime(0, 0), Qt::UTC));
    }

    void archiveIdIsTheOnlyOne()
    {
        const auto idIn = [](const QByteArray &content) {
            return MultiUserChat::archiveIdBy(
                *Message::read(stanzaFrom(message("garden@chat.capulet.lit/nurse", content))), World::garden());
        };
        const QByteArray byRoom = "<stanza-id xmlns='urn:xmpp:sid:0' by='garden@chat.capulet.lit' id='s1'/>";
        const QByteArray byUs = "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='u1'/>";
        QCOMPARE(idIn(byRoom), QStringLiteral("s1"));
        QCOMPARE(idIn(byUs + byRoom), QStringLiteral("s1"));
        QCOMPARE(idIn(byRoom + byRoom), QString());
        QCOMPARE(idIn(byUs), QString());
        QCOMPARE(idIn(QByteArray(byRoom).replace("sid:0", "sid:1")), QString());
        QCOMPARE(idIn(QByteArray(byRoom).replace("lit' id", "lit/nurse' id")), QString());
    }

    void noArchiveOfOursHasWhatARoomSays()
    {
        World world;
        world.session.protocol.stanzaIds().restoreVouching(true);
        const QByteArray id = "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='u1'/>";
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + id));
        world.session.receive(message("garden@chat.capulet.lit/nurse", body + id, "chat"));
        QCOMPARE(world.ofRooms.first().archiveId, QString());
        QCOMPARE(world.ofOthers.first().archiveId, QStringLiteral("u1"));
    }

    void privateMessagesAreMarked_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<Message::Type>("type");
        QTest::addColumn<bool>("marked");
        QTest::newRow("occupant") << "garden@chat.capulet.lit/nurse" << Message::Type::Chat << true;
        QTest::newRow("contact") << "juliet@capulet.lit/balcony" << Message::Type::Chat << false;
        QTest::newRow("the room") << "garden@chat.capulet.lit" << Message::Type::Groupchat << false;
        QTest::newRow("elsewhere") << "tomb@chat.capulet.lit/nurse" << Message::Type::Chat << false;
    }
    void privateMessagesAreMarked()
    {
        QFETCH(QString, to);
        QFETCH(Message::Type, type);
        QFETCH(bool, marked);
        World world;
        Message sent;
        sent.id = QStringLiteral("m1");
        sent.to = Jid::orNull(to);
        sent.type = type;
        sent.setBody(QStringLiteral("hail"));
        QVERIFY(world.session.protocol.sendMessage(sent));
        QCOMPARE(world.session.sent.size(), 1);
        QCOMPARE(!world.session.take().first().child(RoomUser::name).isNull(), marked);
        if (marked) {
            sent.add(RoomUser {});
            QVERIFY(world.session.protocol.sendMessage(sent));
            const Element again = world.session.take().first();
            int marks = 0;
            for (const Element &child : again.children()) {
                marks += child.is(RoomUser::name) ? 1 : 0;
            }
            QCOMPARE(marks, 1);
        }
    }

    void roomsAreAnnounced()
    {
        World world;
        const QStringList features = world.session.protocol.discovery().own().features;
        QVERIFY(features.contains(u"http://jabber.org/protocol/muc"));
        QVERIFY(features.contains(u"jabber:x:conference"));
    }
};

QTEST_GUILESS_MAIN(TestMultiUserChat)
#include "tst_multi_user_chat.moc"
