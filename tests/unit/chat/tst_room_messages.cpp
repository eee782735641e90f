// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Direction = ChatMessage::Direction;
using Delivery = ChatMessage::Delivery;

/// What is said in rooms: who said it, whether it is ours or means us, and what occupants say to us alone.
class TestRoomMessages : public QObject
{
    Q_OBJECT

    using Fixture = RoomSession;

    static QByteArray archived(const QByteArray &children, const QByteArray &from = "garden@chat.capulet.lit/nurse")
    {
        return "<message type='groupchat' from='" + from + "' id='old'>" + children + "</message>";
    }
    /// What is recorded of a message out of the room's archive.
    static ChatMessage read(const Fixture &f, const QByteArray &stanza)
    {
        ReceivedMessage received;
        received.message = *Message::read(stanzaFrom(stanza));
        received.isFromArchive = true;
        received.archiveId = QStringLiteral("a1");
        received.stamp = f.clock.now().addDays(-1);
        ChatMessage chat;
        chat.body = received.message.body();
        f.rooms.attribute(chat, received);
        return chat;
    }

private Q_SLOTS:
    void whatIsSaidIsRecordedWithWhoSaidIt()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.say("nurse", "Anon, anon!", "m1", f.occupantId("id-nurse") + f.stanzaId("a1"));
        const ChatMessage said = f.of("m1");
        QVERIFY(said.row != 0);
        QCOMPARE(said.conversation, f.inGarden);
        QCOMPARE(said.kind, ChatKind::Room);
        QCOMPARE(said.nick, QString("nurse"));
        QCOMPARE(said.occupant, QString("id-nurse"));
        QCOMPARE(said.direction, Direction::Incoming);
        QCOMPARE(said.archiveId, QString("a1"));
        QVERIFY(!said.isMention && !said.isMarkable);
        QVERIFY(f.conversations.all().contains(f.inGarden));
        QCOMPARE(f.conversations.all().size(), 1); // and nowhere else
    }

    void archiveIdsCountOnlyIfTheRoomVouchesForThem()
    {
        Fixture f;
        f.goOnline();
        f.enter({});
        f.say("nurse", "one", "m1", f.stanzaId("a1"));
        QVERIFY(f.of("m1").archiveId.isEmpty());
        f.rooms.find(f.garden)->refreshInfo();
        f.describe(f.garden, f.withArchive());
        f.say("nurse", "two", "m2", f.stanzaId("a2"));
        QCOMPARE(f.of("m2").archiveId, QString("a2"));
        f.say("nurse", "three", "m3", f.stanzaId("a3") + f.stanzaId("a4"));
        QVERIFY(f.of("m3").archiveId.isEmpty()); // one of them is a lie
        f.say("nurse", "four", "m4", "<stanza-id xmlns='urn:xmpp:sid:0' id='a5' by='romeo@montague.lit'/>");
        QVERIFY(f.of("m4").archiveId.isEmpty()); // and so is this
    }

    void ourOwnWordsAreOurs_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("with ids") << Fixture::withIds() << Fixture::occupantId("id-romeo");
        QTest::newRow("without") << QByteArray() << QByteArray();
    }
    void ourOwnWordsAreOurs()
    {
        QFETCH(QByteArray, features);
        QFETCH(QByteArray, more);
        Fixture f;
        f.goOnline();
        f.enter(features);
        f.say("romeo", "It is my lady", "m1", more); // from another of our devices
        const ChatMessage said = f.of("m1");
        QCOMPARE(said.direction, Direction::Outgoing);
        QCOMPARE(said.delivery, Delivery::OnServer);
        QCOMPARE(said.nick, QString("romeo"));
        QVERIFY(said.occupant.isEmpty());
    }

    /// Hostile case 87.
    void nicknameIsNobodysOwn()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.say("romeo", "I hate her", "m1", f.occupantId("id-tybalt")); // under our name, from before we came
        QCOMPARE(f.of("m1").direction, Direction::Incoming);
        f.say("montague", "It is my lady", "m2", f.occupantId("id-romeo")); // and our device under another
        QCOMPARE(f.of("m2").direction, Direction::Outgoing);
        f.say("nurse", "x", "m3", f.occupantId("id-nurse") + f.occupantId("id-romeo"));
        QCOMPARE(f.of("m3").direction, Direction::Incoming);
        QVERIFY(f.of("m3").occupant.isEmpty());
    }

    void whoComesBackUnderANameIsSomebodyElse()
    {
        Fixture f;
        f.goOnline();
        f.enter({});
        f.say("nurse", "one", "m1");
        f.say("nurse", "two", "m2");
        QVERIFY(!f.of("m1").occupant.isEmpty());
        QCOMPARE(f.of("m1").occupant, f.of("m2").occupant);
        f.depart("nurse");
        f.arrive("nurse");
        f.say("nurse", "three", "m3");
        QVERIFY(!f.of("m3").occupant.isEmpty());
        QVERIFY(f.of("m3").occupant != f.of("m1").occupant);
        f.hear("nurse", "<body>not one</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "m4");
        QCOMPARE(f.of("m1").body, QString("one")); // somebody else's
        f.hear("nurse", "<body>not three</body><replace xmlns='urn:xmpp:message-correct:0' id='m3'/>", "m5");
        QCOMPARE(f.of("m3").body, QString("not three"));
        f.say("stranger", "who was never there", "m6");
        QVERIFY(f.of("m6").occupant.isEmpty());
    }

    void nobodyIsKnownOutOfTheArchiveWithoutIds()
    {
        Fixture f;
        f.goOnline();
        f.enter({});
        QVERIFY(read(f, archived("<body>x</body>")).occupant.isEmpty());
        QCOMPARE(read(f, archived("<body>x</body>", "garden@chat.capulet.lit/romeo")).direction, Direction::Incoming);
        const QByteArray ours = archived("<body>x</body>" + f.user("<item jid='romeo@montague.lit/x'/>"));
        QCOMPARE(read(f, ours).direction, Direction::Incoming); // the room tells nobody's address: somebody made it up
        f.rooms.find(f.garden)->refreshInfo();
        f.describe(f.garden, f.feature("muc_nonanonymous"));
        QCOMPARE(read(f, ours).direction, Direction::Outgoing);
    }

    void idsKeepTheirMeaningInTheArchive()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        const ChatMessage theirs = read(f, archived("<body>x</body>" + f.occupantId("id-nurse")));
        QCOMPARE(theirs.occupant, QString("id-nurse"));
        QCOMPARE(theirs.nick, QString("nurse"));
        QCOMPARE(read(f, archived("<body>x</body>" + f.occupantId("id-romeo"))).direction, Direction::Outgoing);
        f.goOffline(); // an answer that comes late
        QCOMPARE(read(f, archived("<body>x</body>" + f.occupantId("id-romeo"))).direction, Direction::Outgoing);
    }

    void oursOfBeforeTheIdsWereOtherIsFoundByAddress()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        const QByteArray ours =
            archived("<body>x</body>" + f.occupantId("id-older") + f.user("<item jid='romeo@montague.lit/x'/>"));
        QCOMPARE(read(f, ours).direction, Direction::Incoming); // the room tells nobody's address
        f.rooms.find(f.garden)->refreshInfo();
        f.describe(f.garden, f.feature("muc_nonanonymous") + f.feature("urn:xmpp:occupant-id:0"));
        QCOMPARE(read(f, ours).direction, Direction::Outgoing);
    }

    void whatTheRoomSendsOfBeforeIsNoNews()
    {
        Fixture f;
        f.goOnline();
        f.rooms.join(f.garden);
        f.serve();
        f.describe(f.garden);
        f.letIn();
        f.say("nurse", "before", "m1", f.delay("garden@chat.capulet.lit"));
        f.hear("nurse", "<subject>Roses</subject>" + f.delay("garden@chat.capulet.lit"), "m2");
        QVERIFY(f.of("m1").occupant.isEmpty()); // who was called that then?
        QCOMPARE(f.of("m1").time, QDateTime(QDate(2026, 11, 17), QTime(8, 0), Qt::UTC));
        QCOMPARE(f.rooms.find(f.garden)->subject(), QString("Roses"));
        QVERIFY(!f.noted().contains(RoomNote::Kind::SubjectChanged));
        f.hear("nurse", "<subject>Thorns</subject>", "m3");
        QVERIFY(f.noted().contains(RoomNote::Kind::SubjectChanged));
        QCOMPARE(f.said(), QStringList("before"));
    }

    void subjectWithWordsIsAMessage()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.hear("nurse", "<subject>Roses</subject><body>Look here</body>", "m1");
        QCOMPARE(f.of("m1").body, QString("Look here"));
        QVERIFY(f.rooms.find(f.garden)->subject().isEmpty());
    }

    void whatTheRoomSaysItselfIsNobodys()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.hear({}, "<body>Welcome</body>", "m1");
        QVERIFY(f.of("m1").row != 0);
        QVERIFY(f.of("m1").nick.isEmpty() && f.of("m1").occupant.isEmpty());
        f.hear({}, "<body>This room is logged</body>" + f.user(f.statuses({ 170 })), "m2");
        QCOMPARE(f.of("m2").row, 0); // it is told otherwise
        QVERIFY(f.noted().contains(RoomNote::Kind::Logged));
    }

    void otherRoomsAreNotHeard()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.receive("<message type='groupchat' from='crypt@chat.capulet.lit/nurse' id='m1'><body>x</body></message>");
        f.waitForStore();
        QCOMPARE(f.conversations.all().size(), 1);
    }

    void mentionsAreNoticed_data()
    {
        QTest::addColumn<QByteArray>("children");
        QTest::addColumn<bool>("means");
        const QByteArray reference = "<reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:";
        const QByteArray reply = "<reply xmlns='urn:xmpp:reply:0' id='a9' to='garden@chat.capulet.lit/";
        QTest::newRow("named") << QByteArray("<body>Romeo: come</body>") << true;
        QTest::newRow("not named") << QByteArray("<body>Come</body>") << false;
        QTest::newRow("part of a word") << QByteArray("<body>romeos</body>") << false;
        QTest::newRow("reference") << "<body>You</body>" + reference + "garden@chat.capulet.lit/romeo'/>" << true;
        QTest::newRow("reference to our address") << "<body>You</body>" + reference + "romeo@montague.lit'/>" << true;
        QTest::newRow("reference to another") << "<body>You</body>" + reference + "nurse@capulet.lit'/>" << false;
        QTest::newRow("reply") << "<body>Yes</body>" + reply + "romeo'/>" << true;
        QTest::newRow("reply to another") << "<body>Yes</body>" + reply + "tybalt'/>" << false;
        QTest::newRow("quoted") << "<body>&gt; Romeo, come\nYes</body>" + reply
                + "tybalt'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='14'/>"
                  "</fallback>" << false;
    }
    void mentionsAreNoticed()
    {
        QFETCH(QByteArray, children);
        QFETCH(bool, means);
        Fixture f;
        f.goOnline();
        f.enter();
        f.hear("nurse", children + f.occupantId("id-nurse"), "m1");
        QCOMPARE(f.of("m1").isMention, means);
        QCOMPARE(f.conversations.summary(f.inGarden).mentions, means ? 1 : 0);
        f.hear("romeo", children + f.occupantId("id-romeo"), "m2");
        QVERIFY(!f.of("m2").isMention); // we do not mean ourselves
    }

    void watchedWordsMeanUsToo()
    {
        Fixture f;
        auto values = f.preferences.values();
        values.watchedWords = QStringList { "roses" };
        f.preferences.set(values);
        f.goOnline();
        f.enter();
        const QByteArray nurse = f.occupantId("id-nurse");
        f.say("nurse", "Who has Roses?", "m1", nurse);
        f.say("nurse", "Primroses", "m2", nurse);
        QVERIFY(f.of("m1").isMention);
        QVERIFY(!f.of("m2").isMention);
        QCOMPARE(f.conversations.summary(f.inGarden).mentions, 1);
        f.say("romeo", "I have roses", "m3", f.occupantId("id-romeo"));
        QVERIFY(!f.of("m3").isMention); // we know what we say
        f.hear("nurse",
               "<reactions xmlns='urn:xmpp:reactions:0' id='m3'><reaction>roses</reaction></reactions>" + nurse, "m4");
        QCOMPARE(f.conversations.summary(f.inGarden).mentions, 0);
        values.watchedWords.clear();
        f.preferences.set(values);
        f.say("nurse", "More roses", "m5", nurse);
        QVERIFY(!f.of("m5").isMention);
    }

    void purposesAreThoseOfTheSameOccupant()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        const QByteArray nurse = f.occupantId("id-nurse");
        const QByteArray tybalt = f.occupantId("id-tybalt");
        f.say("nurse", "one", "m1", nurse + f.stanzaId("a1"));
        f.say("tybalt", "two", "m2", tybalt + f.stanzaId("a2"));
        f.hear("nurse",
               "<reactions xmlns='urn:xmpp:reactions:0' id='a2'><reaction>\360\237\221\215</reaction></reactions>"
                   + nurse,
               "m3");
        QCOMPARE(f.of("m2").reactions.size(), 1);
        f.hear("tybalt", "<retract xmlns='urn:xmpp:message-retract:1' id='a1'/><body>x</body>" + tybalt, "m4");
        QVERIFY(!f.of("m1").isRetracted()); // hostile case 95
        f.hear("nurse", "<retract xmlns='urn:xmpp:message-retract:1' id='a1'/><body>x</body>" + nurse, "m5");
        QVERIFY(f.of("m1").isRetracted());
        f.hear("nurse", "<displayed xmlns='urn:xmpp:chat-markers:0' id='a2'/>" + nurse, "m6");
        QCOMPARE(f.said().size(), 2);
    }

    void onlyTheRoomModerates_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("isHeeded");
        QTest::newRow("the room") << QByteArray() << true;
        QTest::newRow("an occupant") << QByteArray("nurse") << false;
    }
    void onlyTheRoomModerates()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, isHeeded);
        Fixture f;
        f.goOnline();
        f.enter();
        f.say("tybalt", "rude", "m1", f.occupantId("id-tybalt") + f.stanzaId("a1"));
        const QByteArray moderation =
            "<retract xmlns='urn:xmpp:message-retract:1' id='a1'><moderated xmlns='urn:xmpp:message-moderate:1' "
            "by='garden@chat.capulet.lit/nurse'/><reason>Rude</reason></retract>";
        f.hear(from, moderation + (from.isEmpty() ? QByteArray() : f.occupantId("id-nurse")), "m2");
        QCOMPARE(f.of("m1").isRetracted(), isHeeded);
        QCOMPARE(f.of("m1").failure, isHeeded ? QString("moderated\nnurse\nRude") : QString());
        QCOMPARE(f.said().size(), 1);
    }

    void moderatorsWordIsNotTakenFromAContact()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.say("tybalt", "rude", "m1", f.occupantId("id-tybalt") + f.stanzaId("a1"));
        f.receive("<message type='groupchat' from='juliet@capulet.lit' id='m2'>"
                  "<retract xmlns='urn:xmpp:message-retract:1' id='a1'>"
                  "<moderated xmlns='urn:xmpp:message-moderate:1'/></retract></message>");
        QVERIFY(!f.of("m1").isRetracted());
    }

    /// Hostile case 88.
    void whatIsSaidToUsAloneStaysApart_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<Direction>("direction");
        const QByteArray inner = "<message xmlns='jabber:client' type='chat' from='garden@chat.capulet.lit/juliet' "
                                 "to='romeo@montague.lit/phone' id='m1'><body>psst</body>"
            + Fixture::user({}) + "</message>";
        const QByteArray sent = "<message xmlns='jabber:client' type='chat' to='garden@chat.capulet.lit/juliet' "
                                "from='romeo@montague.lit/phone' id='m1'><body>psst</body>"
            + Fixture::user({}) + "</message>";
        const auto carbon = [](const QByteArray &kind, const QByteArray &content) {
            return "<message from='romeo@montague.lit'><" + kind
                + " xmlns='urn:xmpp:carbons:2'>"
                  "<forwarded xmlns='urn:xmpp:forward:0'>"
                + content + "</forwarded></" + kind + "></message>";
        };
        QTest::newRow("live") << QByteArray("<message type='chat' from='garden@chat.capulet.lit/juliet' id='m1'>"
                                            "<body>psst</body></message>")
                              << Direction::Incoming;
        QTest::newRow("carbon of received") << carbon("received", inner) << Direction::Incoming;
        QTest::newRow("carbon of sent") << carbon("sent", sent) << Direction::Outgoing;
    }
    void whatIsSaidToUsAloneStaysApart()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(Direction, direction);
        for (const bool isInRoom : { true, false }) {
            Fixture f;
            f.goOnline();
            if (isInRoom) {
                f.enter();
            } else {
                f.bookmarks.set(Fixture::bookmark("garden"));
            }
            f.receive(stanza);
            f.waitForStore();
            const ConversationId alone { f.account, Jid::orNull(u"garden@chat.capulet.lit/juliet") };
            QVERIFY(alone.isInsideRoom());
            const ChatMessage said = f.of("m1", alone);
            QVERIFY(said.row != 0);
            QCOMPARE(said.direction, direction);
            QCOMPARE(said.kind, ChatKind::Person);
            QVERIFY(f.said().isEmpty());
            QVERIFY(f.stored().isEmpty());
            QCOMPARE(f.conversations.summary(alone).kind, ChatKind::Person);
        }
    }

    void whatWasSaidToUsAloneIsApartInTheArchiveToo()
    {
        Fixture f;
        f.goOnline();
        ReceivedMessage received;
        received.message = *Message::read(
            stanzaFrom("<message type='chat' from='garden@chat.capulet.lit/juliet' id='m1'><body>psst</body>"
                       + f.user({}) + "</message>"));
        received.isFromArchive = true;
        received.archiveId = QStringLiteral("a1");
        Fixture::awaited(
            f.receiver.store({ received }, { QStringLiteral("a1"), {} }, MessageReceiver::Behind::Nothing));
        QVERIFY(f.of("m1", { f.account, Jid::orNull(u"garden@chat.capulet.lit/juliet") }).row != 0);
        QCOMPARE(f.conversations.all().size(), 1);
    }

    void occupantsGetNoReceiptsNorAnyoneTheirTyping()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.receive("<message type='chat' from='garden@chat.capulet.lit/juliet' id='m1'><body>psst</body>"
                  "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>");
        f.waitForStore();
        QVERIFY(!f.of("m1", { f.account, Jid::orNull(u"garden@chat.capulet.lit/juliet") }).isMarkable);
        QVERIFY(!f.takeMessage(Jid::orNull(u"garden@chat.capulet.lit/juliet")));
    }

    void whoHasTheNameNowChangesNothingThatWasSaidAlone_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("with occupant ids") << Fixture::withIds();
        QTest::newRow("without") << QByteArray();
    }
    void whoHasTheNameNowChangesNothingThatWasSaidAlone()
    {
        QFETCH(QByteArray, features);
        Fixture f;
        f.goOnline();
        f.enter(features);
        const ConversationId alone { f.account, Jid::orNull(u"garden@chat.capulet.lit/mercutio") };
        const auto whisper = [&f](const QByteArray &children, const QByteArray &id) {
            f.receive("<message type='chat' from='garden@chat.capulet.lit/mercutio' id='" + id + "'>" + children
                      + f.user({}) + "</message>");
            f.waitForStore();
        };
        f.arrive("mercutio", f.standing(), f.occupantId("id-mercutio"));
        whisper("<body>A plague</body>", "m1");
        whisper("<body>A plague on both</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "m2");
        QCOMPARE(f.of("m1", alone).body, QString("A plague on both")); // the same
        f.depart("mercutio");
        f.arrive("mercutio", f.standing(), f.occupantId("id-tybalt"));
        whisper("<body>come alone</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "m3");
        QCOMPARE(f.of("m1", alone).body, QString("A plague on both"));
        whisper("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m4");
        QVERIFY(!f.of("m1", alone).isRetracted());
        QVERIFY(f.of("m1", alone).occupant != f.of("m3", alone).occupant);
    }

    void nobodyIsInARoomWhoOnlySaysSo()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.receive("<message type='chat' from='tybalt@capulet.lit/juliet' id='m1'><body>psst</body>" + f.user({})
                  + "</message>");
        f.waitForStore();
        QCOMPARE(f.of("m1", { f.account, Jid::orNull(u"tybalt@capulet.lit") }).body, QString("psst"));
        QVERIFY(!f.conversations.all().contains({ f.account, Jid::orNull(u"tybalt@capulet.lit/juliet") }));
    }

    void bounceOfWhatWasSaidAloneIsThatOnes()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        const Jid juliet = Jid::orNull(u"garden@chat.capulet.lit/juliet");
        const ConversationId alone { f.account, juliet };
        Fixture::awaited(f.outbox.send(juliet, "psst"));
        f.waitForStore();
        const auto message = f.takeMessage(juliet);
        QVERIFY(message);
        QCOMPARE(message->type, Message::Type::Chat);
        QVERIFY(message->has<RoomUser>());
        QVERIFY(message->child({ u"urn:xmpp:receipts", u"request" }).isNull());
        QVERIFY(message->child({ u"urn:xmpp:chat-markers:0", u"markable" }).isNull());
        f.receive("<message type='error' from='garden@chat.capulet.lit/juliet' id='" + message->id.toUtf8()
                  + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                    "</message>");
        f.waitForStore();
        QCOMPARE(f.of(message->id, alone).delivery, Delivery::Failed);
        QCOMPARE(f.of(message->id, alone).failure, QString("item-not-found"));
    }
};

QTEST_GUILESS_MAIN(TestRoomMessages)
#include "tst_room_messages.moc"
