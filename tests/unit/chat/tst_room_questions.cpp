// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"
#include "protocol/xep/xep0249_direct_invitation.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// What a room is asked for once we are in.
class TestRoomQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomThatSaysOverAndOverThatItIsOtherwiseIsAskedOnce()
    {
        RoomSession f;
        f.goOnline();
        const Room &room = f.enter();
        QVERIFY(room.isIn());
        for (int i = 0; i < 50; ++i) {
            f.receive("<message type='groupchat' from='garden@chat.capulet.lit'>" + f.user(f.statuses({ 104 }))
                      + "</message>");
        }
        f.settle();
        QVERIFY(f.describe(f.garden));
        QVERIFY(!f.describe(f.garden));
        QVERIFY(QTest::qWaitFor([&f] { return f.describe(f.garden); })); // once more, as it may be otherwise since
        QVERIFY(!f.describe(f.garden));
    }

    void ownNickCanBeChanged()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        auto done = room.changeNick("montague");
        const auto asked = f.takePresence(f.garden);
        QCOMPARE(asked->to.resource(), QString("montague"));
        QVERIFY(!asked->payload<RoomEntry>());
        f.refuseEntry("conflict", "cancel", "montague");
        QCOMPARE(done.result().error().condition, QString("conflict"));
        QVERIFY(room.isIn());
        QCOMPARE(room.nick(), QString("romeo"));
        f.wait(limits::roomSelfPing - 10s);
        done = room.changeNick("montague");
        f.wait(20s);
        QVERIFY(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name).isNull()); // XEP-0410, 4
        f.depart("romeo", f.standing("participant", "none", "nick='montague'") + f.statuses({ 303, 110 }));
        QVERIFY(done.result().has_value());
        QCOMPARE(room.nick(), QString("montague"));
        QVERIFY(room.changeNick("montague").result().has_value());
        QCOMPARE(room.changeNick({}).result().error().kind, Error::Kind::InvalidInput);
        f.goOffline();
        QCOMPARE(room.nick(), QString("montague")); // as we come again
        QCOMPARE(room.changeNick("romeo").result().error().kind, Error::Kind::NotConnected);
    }

    void subjectCanBeChanged()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        auto done = room.changeSubject("Roses");
        auto message = f.takeMessage(f.garden);
        QCOMPARE(message->type, Message::Type::Groupchat);
        f.receive("<message type='error' from='garden@chat.capulet.lit' id='" + message->id.toUtf8()
                  + "'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        f.settle();
        QCOMPARE(done.result().error().condition, QString("forbidden"));
        done = room.changeSubject("Roses");
        message = f.takeMessage(f.garden);
        f.hear("romeo", "<subject>Roses</subject>", message->id.toUtf8());
        QVERIFY(done.result().has_value());
        QCOMPARE(room.subject(), QString("Roses"));
        QVERIFY(f.noted().contains(RoomNote::Kind::SubjectChanged));
        QVERIFY(f.said().isEmpty()); // it is no message
    }

    void questionWithoutAnswerEnds()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        const auto subject = room.changeSubject("Roses");
        f.wait(limits::iqDeadline);
        QCOMPARE(subject.result().error().kind, Error::Kind::Timeout);
        const auto nick = room.changeNick("montague");
        f.goOffline();
        QCOMPARE(nick.result().error().kind, Error::Kind::Disconnected);
    }

    void invitingGoesByWayOfTheRoom_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<bool>("isDirectToo");
        QTest::newRow("open") << QByteArray() << false;
        QTest::newRow("members only") << RoomSession::feature("muc_membersonly") << true;
    }
    void invitingGoesByWayOfTheRoom()
    {
        QFETCH(QByteArray, features);
        QFETCH(bool, isDirectToo);
        RoomSession f;
        f.goOnline();
        Room &room = f.enter(features);
        const Jid juliet = Jid::orNull(u"juliet@capulet.lit");
        auto done = room.invite({ juliet }, "Come");
        auto message = f.takeMessage(f.garden);
        const auto user = message->payload<RoomUser>();
        QCOMPARE(user->invitations.size(), 1);
        QCOMPARE(user->invitations.first().to, juliet);
        QCOMPARE(user->invitations.first().reason, QString("Come"));
        const auto direct = f.takeMessage(juliet);
        QCOMPARE(direct.has_value(), isDirectToo);
        QVERIFY(!direct || direct->payload<DirectInvitation>()->room == f.garden);
        QVERIFY(!done.isFinished());
        f.receive(f.resultTo(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name)));
        f.settle();
        QVERIFY(done.result().has_value());
        done = room.invite({ juliet }, {});
        message = f.takeMessage(f.garden);
        f.receive("<message type='error' from='garden@chat.capulet.lit' id='" + message->id.toUtf8()
                  + "'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        f.settle();
        QCOMPARE(done.result().error().condition, QString("forbidden"));
        QVERIFY(room.isIn());
    }

    void declinedInvitationIsTold()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        QSignalSpy declined(&room, &Room::declined);
        f.receive("<message from='garden@chat.capulet.lit'>"
                  + f.user("<decline from='juliet@capulet.lit'><reason>No</reason></decline>") + "</message>");
        f.settle();
        QCOMPARE(declined.size(), 1);
        QCOMPARE(declined.first().first().value<Jid>(), Jid::orNull(u"juliet@capulet.lit"));
        QCOMPARE(declined.first().last().toString(), QString("No"));
    }

    void listsAndRolesAreAskedFor()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        const ElementName admin { u"http://jabber.org/protocol/muc#admin", u"query" };
        const auto members = room.members(RoomAffiliation::Member);
        f.receive(f.resultTo(f.takeRequest(f.garden, admin),
                             "<query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' "
                             "jid='juliet@capulet.lit' nick='jule'/></query>"));
        f.settle();
        QCOMPARE(members.result().value().size(), 1);
        const RoomMember juliet = members.result()->first();
        QCOMPARE(juliet.jid, Jid::orNull(u"juliet@capulet.lit"));
        QCOMPARE(juliet.nick, QString("jule"));
        QCOMPARE(juliet.affiliation, RoomAffiliation::Member);
        const auto refused = room.members(RoomAffiliation::Owner);
        f.refuse(f.takeRequest(f.garden, admin), "forbidden", "auth");
        QCOMPARE(refused.result().error().condition, QString("forbidden"));
        const auto kicked = room.setRole("nurse", RoomRole::None, "Go");
        const Element kick = f.takeRequest(f.garden, admin);
        QCOMPARE(kick.firstChild().firstChild().attribute(u"role"), QString("none"));
        f.receive(f.resultTo(kick));
        f.settle();
        QVERIFY(kicked.result().has_value());
        const auto banned = room.setAffiliation(Jid::orNull(u"tybalt@capulet.lit/x"), RoomAffiliation::Outcast, {});
        const Element ban = f.takeRequest(f.garden, admin);
        QCOMPARE(ban.firstChild().firstChild().attribute(u"jid"), QString("tybalt@capulet.lit"));
        f.refuse(ban, "not-allowed");
        QCOMPARE(banned.result().error().condition, QString("not-allowed"));
        room.destroy("Over", Jid::orNull(u"crypt@chat.capulet.lit"));
        QVERIFY(!f.takeRequest(f.garden, { u"http://jabber.org/protocol/muc#owner", u"query" }).isNull());
    }

    void severalAreChangedOneAfterTheOther()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        const ElementName admin { u"http://jabber.org/protocol/muc#admin", u"query" };
        const RoomMember juliet { Jid::orNull(u"juliet@capulet.lit"), {}, {}, RoomAffiliation::Member };
        const RoomMember nurse { Jid::orNull(u"nurse@capulet.lit"), {}, {}, RoomAffiliation::Admin };
        const auto both = room.setAffiliations({ juliet, nurse });
        const Element first = f.takeRequest(f.garden, admin);
        QCOMPARE(first.firstChild().firstChild().attribute(u"jid"), QString("juliet@capulet.lit"));
        QVERIFY(f.takeRequest(f.garden, admin).isNull());
        f.refuse(first, "not-allowed");
        const Element second = f.takeRequest(f.garden, admin);
        QCOMPARE(second.firstChild().firstChild().attribute(u"affiliation"), QString("admin"));
        QVERIFY(!both.isFinished());
        f.receive(f.resultTo(second));
        f.settle();
        QCOMPARE(both.result().error().condition, QString("not-allowed"));
        QVERIFY(room.setAffiliations({}).result().has_value());
    }

    void severalAreInvitedEachByThemselves()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        const Jid juliet = Jid::orNull(u"juliet@capulet.lit");
        const Jid nurse = Jid::orNull(u"nurse@capulet.lit");
        const auto done = room.invite({ juliet, nurse }, "Come");
        QList<Jid> invited;
        QStringList ids;
        while (const auto message = f.takeMessage(f.garden)) {
            const auto user = message->payload<RoomUser>();
            QCOMPARE(user->invitations.size(), 1);
            invited.append(user->invitations.first().to);
            ids.append(message->id);
        }
        QCOMPARE(invited, QList<Jid>({ juliet, nurse }));
        f.receive("<message type='error' from='garden@chat.capulet.lit' id='" + ids.last().toUtf8()
                  + "'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        f.settle();
        QVERIFY(!done.isFinished());
        f.receive(f.resultTo(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name)));
        f.settle();
        QCOMPARE(done.result().error().condition, QString("forbidden"));
        QVERIFY(room.invite({}, {}).isFinished());
    }

    void resumedSessionAsksOnceItIsKnownWhatWeAreCalled()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        const auto nick = room.changeNick("montague");
        f.rooms.connectionLost();
        f.rooms.sessionResumed();
        QVERIFY(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name).isNull());
        QVERIFY(room.isDoubtful() && !f.rooms.isSurelyIn(f.garden));
        f.wait(limits::iqDeadline);
        QCOMPARE(nick.result().error().kind, Error::Kind::Timeout);
        QVERIFY(!f.takeRequest(f.garden.withResource(u"romeo"), Ping::name).isNull());
    }

    void whoIsGoneDoesNotAskForVoice()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter(f.feature("muc_moderated"));
        f.arrive("romeo", f.standing("moderator") + f.statuses({ 110 }));
        const auto ask = [&f](const QByteArray &nick) {
            f.arrive(nick, f.standing("visitor"));
            f.receive("<message from='garden@chat.capulet.lit'><x xmlns='jabber:x:data' type='form'><field "
                      "var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>"
                      "<field var='muc#roomnick'><value>"
                      + nick + "</value></field></x></message>");
            f.settle();
        };
        for (int i = 0; i < 100; ++i) {
            const QByteArray nick = "tybalt" + QByteArray::number(i);
            ask(nick);
            f.depart(nick);
        }
        f.notes.clear();
        ask("paris"); // is heard all the same
        QVERIFY(f.noted().contains(RoomNote::Kind::VoiceRequested));
        room.answerVoiceRequest("tybalt0", true);
        QVERIFY(!f.takeMessage(f.garden));
        room.answerVoiceRequest("paris", true);
        QVERIFY(f.takeMessage(f.garden));
    }

    void voiceIsAskedForAndGiven()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter(f.feature("muc_moderated"));
        f.arrive("romeo", f.standing("visitor") + f.statuses({ 110 }));
        QVERIFY(!room.maySpeak());
        room.requestVoice();
        QVERIFY(f.takeMessage(f.garden)->payload<DataForm>());
        f.arrive("romeo", f.standing("moderator") + f.statuses({ 110 }));
        QVERIFY(room.maySpeak() && room.mayModerate());
        f.notes.clear();
        f.receive("<message from='garden@chat.capulet.lit'><body>Somebody asks</body><x xmlns='jabber:x:data' "
                  "type='form'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request"
                  "</value></field><field var='muc#jid'><value>tybalt@capulet.lit</value></field>"
                  "<field var='muc#roomnick'><value>tybalt</value></field></x></message>");
        f.settle();
        QCOMPARE(f.noted(), QList<RoomNote::Kind> { RoomNote::Kind::VoiceRequested });
        QCOMPARE(f.notes.first().nick, QString("tybalt"));
        QCOMPARE(f.notes.first().other, QString("tybalt@capulet.lit"));
        QVERIFY(f.said().isEmpty());
        room.answerVoiceRequest("tybalt", true);
        const auto answer = f.takeMessage(f.garden);
        QCOMPARE(answer->payload<DataForm>()->field(u"muc#request_allow")->value(), QString("true"));
        room.answerVoiceRequest("tybalt", true);
        QVERIFY(!f.takeMessage(f.garden)); // once
    }

    void moderatingNeedsARoomThatKnowsIt()
    {
        RoomSession f;
        f.goOnline();
        Room &plain = f.enter();
        ChatMessage said;
        said.archiveId = QStringLiteral("a1");
        QCOMPARE(plain.moderate(said, {}).result().error().kind, Error::Kind::InvalidInput);
        plain.refreshInfo();
        f.describe(f.garden, f.withIds() + f.feature("urn:xmpp:message-moderate:1"));
        const auto done = plain.moderate(said, "Rude");
        const Element question = f.takeRequest(f.garden, { u"urn:xmpp:message-moderate:1", u"moderate" });
        QCOMPARE(question.firstChild().attribute(u"id"), QString("a1"));
        f.receive(f.resultTo(question));
        f.settle();
        QVERIFY(done.result().has_value());
        said.archiveId.clear();
        QCOMPARE(plain.moderate(said, {}).result().error().kind, Error::Kind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestRoomQuestions)
#include "tst_room_questions.moc"
