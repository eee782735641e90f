// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Phase = Room::Phase;
using Problem = RoomProblem::Kind;

/// Going into a room, and staying in.
class TestRoom : public QObject
{
    Q_OBJECT

    static RoomWish called(const QString &nick)
    {
        RoomWish wish;
        wish.nick = nick;
        return wish;
    }
    /// What the room is asked as we go in; null if it is not.
    static std::optional<RoomEntry> entryOf(const std::optional<Presence> &presence)
    {
        return presence ? presence->payload<RoomEntry>() : std::nullopt;
    }

private Q_SLOTS:
    void goesInOnceTheRoomHasSaidWhatItIs()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        QSignalSpy changed(&room, &Room::changed);
        QSignalSpy occupants(&room, &Room::occupantsChanged);
        f.settle();
        QCOMPARE(room.phase(), Phase::Joining);
        QVERIFY(!f.takePresence(f.garden));
        QVERIFY(f.describe(f.garden, f.withIds() + f.withArchive()));
        const auto presence = f.takePresence(f.garden);
        QVERIFY(presence);
        QCOMPARE(presence->to, Jid::orNull(u"garden@chat.capulet.lit/romeo"));
        QCOMPARE(entryOf(presence)->maxStanzas, std::optional(0)); // the archive has it
        QVERIFY(!presence->child({ u"http://jabber.org/protocol/caps", u"c" }).isNull()); // as everybody sees us
        QVERIFY(!room.isIn() && !room.maySpeak());
        f.letIn();
        QCOMPARE(room.phase(), Phase::In);
        QVERIFY(room.isIn() && room.maySpeak() && !room.mayModerate() && !room.mayConfigure());
        QCOMPARE(room.nick(), QString("romeo"));
        QCOMPARE(room.self()->id, QString("id-romeo"));
        QCOMPARE(room.info().title, QString("The garden"));
        QVERIFY(!room.problem());
        QVERIFY(!changed.isEmpty());
        QCOMPARE(room.occupants().size(), 2);
        QStringList told;
        for (const auto &batch : occupants) {
            told += batch.first().toStringList();
        }
        QCOMPARE(told, QStringList({ "nurse", "romeo" }));
        QCOMPARE(f.conversations.summary(f.inGarden).kind, ChatKind::Room);
    }

    void occupantsOfOnePassAreToldTogether()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        QSignalSpy occupants(&room, &Room::occupantsChanged);
        QList<QByteArray> all;
        for (int i = 0; i < 50; ++i) {
            all.append("<presence from='garden@chat.capulet.lit/n" + QByteArray::number(i) + "'>" + f.user(f.standing())
                       + "</presence>");
        }
        f.receiveAll(all);
        f.settle();
        QVERIFY2(occupants.size() < 5, QByteArray::number(occupants.size()));
        QCOMPARE(room.occupants().size(), 52);
    }

    void roomWithoutArchiveIsAskedForItsHistory()
    {
        RoomSession f;
        f.goOnline();
        f.enter();
        f.say("nurse", "Anon, anon!", "m1");
        f.goOffline();
        f.clock.advance(1h);
        f.goOnline();
        f.describe(f.garden, f.withIds());
        const auto entry = entryOf(f.takePresence(f.garden));
        QVERIFY(entry);
        QCOMPARE(entry->maxStanzas, std::optional(limits::roomHistory));
        QVERIFY(entry->since.isValid());
        const qint64 margin = entry->since.secsTo(f.clock.now()) - 3600;
        QVERIFY2(margin >= 0 && margin <= 600, QByteArray::number(margin));
    }

    void passwordIsSent()
    {
        RoomSession f;
        f.goOnline();
        RoomWish wish;
        wish.password = Secret(QStringLiteral("rose"));
        f.rooms.join(f.garden, wish);
        f.describe(f.garden);
        QCOMPARE(entryOf(f.takePresence(f.garden))->password.reveal(), QString("rose"));
    }

    void takenNickIsLengthened()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        for (const char *nick : { "romeo", "romeo_", "romeo__" }) {
            const auto presence = f.takePresence(f.garden);
            QVERIFY2(presence, nick);
            QCOMPARE(presence->to.resource(), QString(nick));
            f.refuseEntry("conflict", "cancel", nick);
        }
        QVERIFY(!f.takePresence(f.garden));
        QCOMPARE(room.phase(), Phase::Out);
        QCOMPARE(room.problem()->kind, Problem::NickTaken);
        f.rooms.join(f.garden, called("montague"));
        f.describe(f.garden);
        QCOMPARE(f.takePresence(f.garden)->to.resource(), QString("montague"));
        f.refuseEntry("conflict", "cancel", "montague");
        QVERIFY(!f.takePresence(f.garden)); // that one was wanted, and no other
        QCOMPARE(room.problem()->kind, Problem::NickTaken);
    }

    void secondNickWorks()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.refuseEntry("conflict", "cancel");
        f.letIn(f.standing() + "<status code='110'/>", "romeo_");
        QVERIFY(room.isIn());
        QCOMPARE(room.nick(), QString("romeo_"));
    }

    void refusalIsForThePersonToSee_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<Problem>("kind");
        QTest::newRow("password") << QByteArray("not-authorized") << Problem::PasswordNeeded;
        QTest::newRow("banned") << QByteArray("forbidden") << Problem::Banned;
        QTest::newRow("members") << QByteArray("registration-required") << Problem::MembersOnly;
        QTest::newRow("full") << QByteArray("service-unavailable") << Problem::Full;
        QTest::newRow("full, as ejabberd says it") << QByteArray("resource-constraint") << Problem::Full;
        QTest::newRow("nick") << QByteArray("not-acceptable") << Problem::NickRefused;
        QTest::newRow("none") << QByteArray("item-not-found") << Problem::NotFound;
        QTest::newRow("not made") << QByteArray("not-allowed") << Problem::NotFound;
        QTest::newRow("gone") << QByteArray("gone") << Problem::Destroyed;
    }
    void refusalIsForThePersonToSee()
    {
        QFETCH(QByteArray, condition);
        QFETCH(Problem, kind);
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.take();
        f.refuseEntry(condition);
        QCOMPARE(room.phase(), Phase::Out);
        QCOMPARE(room.problem()->kind, kind);
        QCOMPARE(room.problem()->reason, QString("Stay out"));
        f.wait(limits::roomRetryMax * 2);
        QVERIFY(!f.describe(f.garden)); // not again by itself
        f.rooms.join(f.garden);
        QVERIFY(f.describe(f.garden)); // the person decides
        QVERIFY(!room.problem());
    }

    void wrongPasswordIsToldFromNone()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.refuseEntry("not-authorized");
        QCOMPARE(room.problem()->kind, Problem::PasswordNeeded);
        RoomWish wish;
        wish.password = Secret(QStringLiteral("nightingale"));
        f.rooms.join(f.garden, wish);
        f.describe(f.garden);
        f.refuseEntry("not-authorized");
        QCOMPARE(room.problem()->kind, Problem::PasswordWrong);
    }

    void commandsAreThoseThatAreListedForUs()
    {
        RoomSession f;
        f.goOnline();
        const auto answer = [&f](const QByteArray &items) {
            const Element question = f.takeRequest(f.garden, DiscoItems::name);
            const bool isAsked = question.child(DiscoItems::name).attribute(u"node") == CommandStage::name.ns;
            if (isAsked) {
                f.receive(f.resultTo(question,
                                     "<query xmlns='http://jabber.org/protocol/disco#items'>" + items + "</query>"));
                f.settle();
            }
            return isAsked;
        };
        Room &room = f.enter(f.withIds());
        QVERIFY(!answer({})); // it takes none
        QVERIFY(!room.hasCommands());
        room.refreshInfo();
        f.describe(f.garden, f.withIds() + f.feature("http://jabber.org/protocol/commands"));
        QVERIFY(answer({}));
        QVERIFY(!room.hasCommands());
        room.refreshInfo(); // as when the room was configured: it may list some by now
        f.describe(f.garden, f.withIds() + f.feature("http://jabber.org/protocol/commands"));
        QVERIFY(answer("<item jid='garden@chat.capulet.lit' node='stats'/>"));
        QVERIFY(room.hasCommands());
        room.refreshInfo();
        f.describe(f.garden, f.withIds() + f.feature("http://jabber.org/protocol/commands"));
        QVERIFY(answer({}));
        QVERIFY(!room.hasCommands());
        f.arrive("romeo", f.standing("moderator", "owner") + "<status code='110'/>", f.occupantId("id-romeo"));
        QVERIFY(answer("<item jid='garden@chat.capulet.lit' node='urn:xmpp:hats:commands:create' name='Create'/>"));
        QVERIFY(room.hasCommands());
        f.depart("romeo", f.standing("none") + "<status code='110'/><status code='307'/>");
        QVERIFY(!room.hasCommands());
    }

    void destroyedRoomSaysWhereItWent_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<Jid>("alternative");
        const Jid orchard = RoomSession::room(QStringLiteral("orchard"));
        QTest::newRow("address") << QByteArray("xmpp:orchard@chat.capulet.lit?join") << orchard;
        QTest::newRow("escaped") << QByteArray("XMPP:orch%61rd@chat.capulet.lit") << orchard;
        QTest::newRow("nowhere") << QByteArray() << Jid();
        QTest::newRow("web page") << QByteArray("https://capulet.lit/") << Jid();
        QTest::newRow("no address") << QByteArray("xmpp:@") << Jid();
    }
    void destroyedRoomSaysWhereItWent()
    {
        QFETCH(QByteArray, said);
        QFETCH(Jid, alternative);
        RoomSession f;
        f.goOnline();
        const Room &room = f.rooms.join(f.garden);
        QVERIFY(f.describe(f.garden));
        f.receive("<presence type='error' from='" + RoomSession::text(f.garden)
                  + "/romeo'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + said
                  + "</gone></error></presence>");
        f.settle();
        QCOMPARE(room.problem()->kind, Problem::Destroyed);
        QCOMPARE(room.problem()->alternative, alternative);
    }

    void passingTroubleIsTriedAgainLaterAndLater()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.refuseEntry("remote-server-timeout", "wait");
        QCOMPARE(room.phase(), Phase::Waiting);
        QCOMPARE(room.problem()->kind, Problem::Unreachable);
        std::chrono::milliseconds total { 0 };
        std::chrono::milliseconds last { 0 };
        for (int attempt = 0; attempt < 9; ++attempt) {
            std::chrono::milliseconds waited { 0 };
            while (!f.describe(f.garden)) {
                f.wait(1s);
                waited += 1s;
                QVERIFY(waited <= limits::roomRetryMax * 5 / 4 + 1s);
            }
            QVERIFY(waited >= limits::roomRetryFirst);
            QVERIFY(waited * 5 / 4 + 1s >= last);
            last = waited;
            total += waited;
            f.refuseEntry("remote-server-timeout", "wait");
        }
        QVERIFY(last >= limits::roomRetryMax);
        while (!f.describe(f.garden)) {
            f.wait(10s);
        }
        f.letIn();
        QVERIFY(room.isIn() && !room.problem());
    }

    void silenceEndsTheAttempt()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.wait(limits::roomJoinDeadline - 1s);
        QCOMPARE(room.phase(), Phase::Joining);
        f.wait(2s);
        QCOMPARE(room.phase(), Phase::Waiting);
        QCOMPARE(room.problem()->kind, Problem::Unreachable);
        QVERIFY(room.problem()->isPassing());
    }

    void whatIsNoRoomIsNotEntered()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        const Element question = f.takeRequest(f.garden, DiscoInfo::name);
        f.receive(f.resultTo(question,
                             "<query xmlns='http://jabber.org/protocol/disco#info'>"
                             "<identity category='account' type='registered'/></query>"));
        f.settle();
        QVERIFY(!f.takePresence(f.garden));
        QCOMPARE(room.problem()->kind, Problem::NotARoom);
    }

    void roomThatDoesNotSayWhatItIsMayLetUsIn()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.settle();
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "forbidden");
        QVERIFY(f.takePresence(f.garden));
        f.letIn();
        QVERIFY(room.isIn());
    }

    void serverThatIsNotThereIsNotAskedToLetUsIn()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.settle();
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "remote-server-not-found");
        QVERIFY(!f.takePresence(f.garden));
        QCOMPARE(room.phase(), Phase::Waiting);
    }

    void roomIsMadeOnlyForWhoAsksForIt()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.settle();
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "item-not-found");
        QVERIFY(!f.takePresence(f.garden)); // to join is not to make
        QCOMPARE(room.problem()->kind, Problem::NotFound);
        RoomWish wish;
        wish.mayMake = true;
        f.rooms.join(f.garden, wish);
        f.settle();
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "item-not-found");
        QVERIFY(f.takePresence(f.garden));
        f.letIn(f.standing("moderator", "owner") + f.statuses({ 110, 201 }));
        QVERIFY(room.isIn() && room.isLocked() && room.mayConfigure());
        QVERIFY(f.describe(f.garden, f.withIds())); // what it is like now
        QVERIFY(room.info().hasOccupantIds);
        QCOMPARE(room.self()->id, QString("id-romeo")); // which came before that was known
        f.hear("romeo", "<body>kept</body>" + f.occupantId("id-romeo") + f.delay("romeo@montague.lit"), "r1");
        f.waitForStore();
        QVERIFY(f.of("r1").isOutgoing());
        f.goOffline();
        f.goOnline();
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "item-not-found");
        QVERIFY(!f.takePresence(f.garden)); // it went away meanwhile
        QCOMPARE(room.problem()->kind, Problem::NotFound);
    }

    void newRoomIsOpenedByItsSettings_data()
    {
        QTest::addColumn<bool>("chosen");
        QTest::newRow("chosen") << true;
        QTest::newRow("as the server likes") << false;
    }
    void newRoomIsOpenedByItsSettings()
    {
        QFETCH(bool, chosen);
        RoomSession f;
        f.goOnline();
        Room &room = f.rooms.join(f.garden);
        f.describe(f.garden);
        f.letIn(f.standing("moderator", "owner") + f.statuses({ 110, 201 }));
        f.take();
        const ElementName owner { u"http://jabber.org/protocol/muc#owner", u"query" };
        const auto asked = room.configuration();
        const Element question = f.takeRequest(f.garden, owner);
        f.receive(f.resultTo(question,
                             "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' "
                             "type='form'><field var='muc#roomconfig_roomname'><value>Garden</value></field></x>"
                             "</query>"));
        f.settle();
        const DataForm form = asked.result().value();
        QCOMPARE(form.field(u"muc#roomconfig_roomname")->value(), QString("Garden"));
        const auto done = chosen ? room.configure(form) : room.acceptDefaults();
        QVERIFY(room.isLocked());
        f.receive(f.resultTo(f.takeRequest(f.garden, owner)));
        f.settle();
        QVERIFY(done.result().has_value());
        QVERIFY(!room.isLocked());
    }

    void kickedIsForThePersonToDecide()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        QSignalSpy reset(&room, &Room::occupantsReset);
        f.depart("romeo",
                 f.standing("none", "none", "", "<actor nick='nurse'/><reason>Go</reason>") + f.statuses({ 307, 110 }));
        QCOMPARE(room.phase(), Phase::Out);
        QCOMPARE(room.problem()->kind, Problem::Kicked);
        QCOMPARE(room.problem()->actor, QString("nurse"));
        QCOMPARE(room.problem()->reason, QString("Go"));
        QCOMPARE(reset.size(), 1);
        QVERIFY(room.occupants().isEmpty() && !room.self());
        f.wait(limits::roomRetryMax * 2);
        QVERIFY(!f.describe(f.garden));
        f.goOffline();
        f.goOnline();
        QVERIFY(!f.describe(f.garden)); // nor with the next session
        QCOMPARE(room.problem()->kind, Problem::Kicked);
        f.rooms.join(f.garden);
        QVERIFY(f.describe(f.garden));
    }

    void shutdownIsSurvived()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        f.depart("romeo", f.standing("none") + f.statuses({ 110, 332 }));
        QCOMPARE(room.phase(), Phase::Waiting);
        QCOMPARE(room.problem()->kind, Problem::Shutdown);
        QVERIFY(!f.describe(f.garden));
        f.wait(limits::roomRetryFirst * 5 / 4 + 1s);
        QVERIFY(f.describe(f.garden));
        f.letIn();
        QVERIFY(room.isIn() && !room.problem());
    }

    void silentRoomIsAskedWhetherWeAreIn()
    {
        RoomSession f;
        f.goOnline();
        Room &room = f.enter();
        f.wait(limits::roomSelfPing - 1s);
        const Jid me = f.garden.withResource(u"romeo");
        QVERIFY(f.takeRequest(me, Ping::name).isNull());
        f.say("nurse", "Anon!", "m1");
        f.wait(2s);
        QVERIFY(f.takeRequest(me, Ping::name).isNull()); // it is not silent
        f.wait(limits::roomSelfPing);
        const Element ping = f.takeRequest(me, Ping::name);
        QVERIFY(!ping.isNull());
        f.receive(f.resultTo(ping));
        f.settle();
        QVERIFY(room.isIn());
        f.wait(limits::roomSelfPing - 1s);
        QVERIFY(f.takeRequest(me, Ping::name).isNull());
        f.wait(1s);
        f.refuse(f.takeRequest(me, Ping::name), "not-acceptable");
        QCOMPARE(room.problem()->kind, Problem::Lost);
        QVERIFY(f.describe(f.garden)); // at once
        f.letIn();
        QVERIFY(room.isIn() && !room.problem());
        f.depart("romeo", f.standing("none") + f.statuses({ 110 })); // and thrown out at once
        QVERIFY(!f.describe(f.garden));
        f.wait(30s);
        QVERIFY(f.describe(f.garden));
    }

    void otherAnswersLeaveUsIn_data()
    {
        QTest::addColumn<QByteArray>("condition");
        for (const char *condition : { "service-unavailable", "feature-not-implemented", "item-not-found",
                                       "remote-server-not-found", "remote-server-timeout" }) {
            QTest::newRow(condition) << QByteArray(condition);
        }
    }
    void otherAnswersLeaveUsIn()
    {
        QFETCH(QByteArray, condition);
        RoomSession f;
        f.goOnline();
        const Room &room = f.enter();
        f.rooms.connectionLost();
        f.rooms.sessionResumed();
        f.refuse(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name), condition);
        QVERIFY(room.isIn());
        QVERIFY(f.takeRequest(f.garden.withResource(u"romeo"), Ping::name).isNull());
    }

    void resumedSessionAsksAtOnce()
    {
        RoomSession f;
        f.goOnline();
        const Room &room = f.enter();
        f.rooms.connectionLost();
        f.wait(limits::roomSelfPing * 2);
        const Jid me = f.garden.withResource(u"romeo");
        QVERIFY(f.takeRequest(me, Ping::name).isNull()); // nobody could answer
        f.rooms.sessionResumed();
        QVERIFY(room.isIn());
        QVERIFY(!f.takeRequest(me, Ping::name).isNull());
    }

    void endOfTheSessionIsNoLeaving()
    {
        RoomSession f;
        f.goOnline();
        const Room &room = f.enter();
        f.goOffline();
        QCOMPARE(room.phase(), Phase::Waiting);
        QVERIFY(!room.self() && room.occupants().isEmpty());
        f.goOnline();
        QVERIFY(f.describe(f.garden));
        f.letIn();
        QVERIFY(room.isIn());
    }

    void leavingIsSaidToTheRoom()
    {
        RoomSession f;
        f.goOnline();
        f.enter();
        f.rooms.leave(f.garden);
        QVERIFY(!f.rooms.find(f.garden));
        const auto presence = f.takePresence(f.garden);
        QVERIFY(presence);
        QCOMPARE(presence->type, Presence::Type::Unavailable);
        QCOMPARE(presence->to, f.garden.withResource(u"romeo"));
        f.say("nurse", "Still there?", "m1"); // the room does not know yet
        QVERIFY(f.protocol.multiUserChat().isOpen(f.garden));
        f.depart("romeo", f.standing("none") + f.statuses({ 110 }));
        QVERIFY(!f.protocol.multiUserChat().isOpen(f.garden));
    }

    void whoComesBackAtOnceIsIn()
    {
        RoomSession f;
        f.goOnline();
        f.enter();
        f.rooms.leave(f.garden);
        const Room &room = f.rooms.join(f.garden);
        f.describe(f.garden, f.withIds());
        f.arrive("tybalt"); // of the stay before
        f.depart("romeo", f.standing("none") + f.statuses({ 110 }));
        QVERIFY(!room.isIn());
        f.letIn();
        QVERIFY(room.isIn());
        QVERIFY(!room.occupant("tybalt") && room.occupant("nurse"));
        QVERIFY(f.protocol.multiUserChat().isOpen(f.garden));
    }

    void otherSettingsAreLookedUp()
    {
        RoomSession f;
        f.goOnline();
        const Room &room = f.enter();
        QVERIFY(!room.info().isMembersOnly);
        f.notes.clear();
        f.receive("<message type='groupchat' from='garden@chat.capulet.lit'>" + f.user(f.statuses({ 104 }))
                  + "</message>");
        QVERIFY(f.describe(f.garden, f.feature("muc_membersonly")));
        QVERIFY(room.info().isMembersOnly);
        QCOMPARE(f.noted(), QList<RoomNote::Kind> { RoomNote::Kind::Configured });
        f.receive("<message type='groupchat' from='garden@chat.capulet.lit/nurse'><body>x</body>"
                  + f.user(f.statuses({ 172 })) + "</message>");
        QVERIFY(!f.describe(f.garden)); // not theirs to say
        QCOMPARE(f.notes.size(), 1);
    }

    void ownPresenceIsShownToRooms()
    {
        RoomSession f;
        f.goOnline();
        f.enter();
        Presence own;
        own.show = Presence::Show::Away;
        own.status = QStringLiteral("Banished");
        f.rooms.setOwnPresence(own);
        const auto shown = f.takePresence(f.garden);
        QVERIFY(shown);
        QCOMPARE(shown->to, f.garden.withResource(u"romeo"));
        QCOMPARE(shown->show, Presence::Show::Away);
        QCOMPARE(shown->status, QString("Banished"));
        f.rooms.setOwnPresence(own);
        QVERIFY(!f.takePresence(f.garden));
    }
};

QTEST_GUILESS_MAIN(TestRoom)
#include "tst_room.moc"
