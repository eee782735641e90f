// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Phase = Room::Phase;

/// Which rooms an account is in, who wants it in others, and where there are more.
class TestRooms : public QObject
{
    Q_OBJECT

    using Fixture = RoomSession;

    static QStringList namesOf(const Rooms &rooms)
    {
        QStringList names;
        for (const Room *room : rooms.all()) {
            names.append(room->address().local());
        }
        return names;
    }
    /// The room answers what it is.
    static void rename(Fixture &f, const QByteArray &title)
    {
        f.receive(f.resultTo(f.takeRequest(f.garden, DiscoInfo::name),
                             "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' "
                             "type='text' name='"
                                 + title + "'/><feature var='http://jabber.org/protocol/muc'/></query>"));
        f.settle();
        f.serve();
    }
    static QByteArray items(const QByteArray &content)
    {
        return "<query xmlns='http://jabber.org/protocol/disco#items'>" + content + "</query>";
    }

private Q_SLOTS:
    void bookmarkFollowsWhatTheRoomCallsItself()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.serve();
        QCOMPARE(f.bookmarks.find(f.garden)->title, QString("The garden"));
        f.rooms.find(f.garden)->refreshInfo();
        rename(f, "The orchard");
        QCOMPARE(f.bookmarks.find(f.garden)->title, QString("The orchard"));
        f.bookmarks.change(f.garden, [](Bookmark &bookmark) { bookmark.title = "Where we met"; }); // by a person
        f.rooms.find(f.garden)->refreshInfo();
        rename(f, "The wall");
        QCOMPARE(f.bookmarks.find(f.garden)->title, QString("Where we met"));
    }

    void roomThatShowsAddressesSinceIsNoted_data()
    {
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("as long as nobody took note") << false;
        QTest::newRow("until somebody took note") << true;
    }
    void roomThatShowsAddressesSinceIsNoted()
    {
        QFETCH(bool, isAccepted);
        Fixture f;
        f.goOnline();
        f.enter();
        f.waitForStore();
        QVERIFY(f.notes.isEmpty());
        QCOMPARE(f.openness(), RoomOpenness {});
        for (int run = 0; run < 2; ++run) { // a room that is left and joined begins anew, as with a restart
            f.rooms.leave(f.garden);
            f.depart("romeo", f.standing("none") + f.statuses({ 110 }));
            QVERIFY(!f.rooms.find(f.garden));
            f.notes.clear();
            Room &room = f.rooms.join(f.garden);
            f.serve();
            f.describe(f.garden, f.withIds());
            f.letIn(f.standing() + f.statuses({ 100, 110 }));
            const bool isNews = run == 0 || !isAccepted;
            QCOMPARE(f.noted().contains(RoomNote::Kind::NonAnonymous), isNews);
            if (isAccepted) {
                room.noteOpennessKnown();
            }
            f.waitForStore();
            QCOMPARE(f.openness(), (RoomOpenness { isAccepted, false }));
        }
    }

    void storedRoomsAreShownAtOnceAndEnteredOnceTheListIsThere()
    {
        Fixture f;
        f.node = { Fixture::item(Fixture::bookmark("garden", {}, true)), Fixture::item(Fixture::bookmark("crypt")),
                   Fixture::item(Fixture::bookmark("ball", {}, true)) };
        f.begin();
        f.end();
        Bookmarks later(f.account, f.protocol, f.store);
        Rooms rooms(f.account, f.protocol, f.conversations, later, f.preferences);
        later.restore();
        f.waitForStore();
        QCOMPARE(namesOf(rooms), QStringList({ "ball", "garden" }));
        QCOMPARE(rooms.find(f.garden)->phase(), Phase::Waiting);
        QVERIFY(rooms.isRoom(Fixture::room("crypt"))); // though we are not to be in
        f.start();
        later.sessionStarted();
        rooms.sessionStarted();
        f.settle();
        QVERIFY(f.takeRequest(f.garden, DiscoInfo::name).isNull());
        f.tellAccount();
        f.node = { Fixture::item(Fixture::bookmark("garden", {}, true)) };
        f.serve();
        QCOMPARE(namesOf(rooms), QStringList("garden")); // the other was removed elsewhere
        QVERIFY(!f.takeRequest(f.garden, DiscoInfo::name).isNull());
    }

    void listThatNeverComesHoldsNobodyUpForLong()
    {
        Fixture f;
        f.bookmarks.set(Fixture::bookmark("garden", {}, true));
        f.start();
        f.bookmarks.sessionStarted();
        f.rooms.sessionStarted();
        f.wait(10s);
        if (f.rooms.find(f.garden)->phase() == Phase::Waiting) {
            f.wait(21s);
        }
        QVERIFY(!f.takeRequest(f.garden, DiscoInfo::name).isNull());
    }

    void bookmarksOfOtherDevicesAreFollowed()
    {
        Fixture f;
        f.node = { Fixture::item(Fixture::bookmark("garden", {}, true)) };
        f.goOnline();
        QVERIFY(f.rooms.find(f.garden));
        f.describe(f.garden);
        f.letIn();
        f.serve(); // the bookmark has a title now
        QSignalSpy added(&f.rooms, &Rooms::added);
        QSignalSpy removed(&f.rooms, &Rooms::aboutToRemove);
        f.publishElsewhere(Fixture::bookmark("ball", {}, true));
        QCOMPARE(added.size(), 1);
        QVERIFY(f.describe(Fixture::room("ball")));
        f.publishElsewhere(Fixture::bookmark("garden"));
        QCOMPARE(removed.size(), 1);
        QVERIFY(!f.rooms.find(f.garden));
        auto gone = f.takePresence(f.garden.withResource(u"romeo"));
        while (gone && gone->type != Presence::Type::Unavailable) {
            gone = f.takePresence(f.garden.withResource(u"romeo"));
        }
        QVERIFY(gone);
        f.retractElsewhere("ball");
        QVERIFY(namesOf(f.rooms).isEmpty());
        f.publishElsewhere(Fixture::bookmark("garden", {}, true));
        QVERIFY(f.rooms.find(f.garden));
    }

    void nickAndPasswordOfTheBookmarkAreUsed()
    {
        Fixture f;
        Bookmark bookmark = Fixture::bookmark("garden", {}, true);
        bookmark.nick = QStringLiteral("montague");
        bookmark.password = Secret(QStringLiteral("rose"));
        f.node = { Fixture::item(bookmark) };
        f.goOnline();
        f.describe(f.garden);
        const auto presence = f.takePresence(f.garden);
        QCOMPARE(presence->to.resource(), QString("montague"));
        QCOMPARE(presence->payload<RoomEntry>()->password.reveal(), QString("rose"));
    }

    void joiningIsBookmarked()
    {
        Fixture f;
        f.goOnline();
        RoomWish wish;
        wish.nick = QStringLiteral("montague");
        wish.password = Secret(QStringLiteral("rose"));
        f.rooms.join(f.garden, wish, "Our garden");
        f.serve();
        auto kept = Bookmark::read(f.kept("garden"));
        QVERIFY(kept && kept->autojoin);
        QCOMPARE(kept->title, QString("Our garden"));
        QCOMPARE(kept->nick, QString("montague"));
        QVERIFY(kept->password.isEmpty());
        wish.isPasswordKept = true;
        wish.nick.clear();
        f.rooms.join(f.garden, wish);
        f.serve();
        kept = Bookmark::read(f.kept("garden"));
        QCOMPARE(kept->password.reveal(), QString("rose"));
        QCOMPARE(kept->nick, QString("montague"));
        QCOMPARE(kept->title, QString("Our garden"));
        f.rooms.leave(f.garden);
        f.serve();
        kept = Bookmark::read(f.kept("garden"));
        QVERIFY(kept && !kept->autojoin);
        QVERIFY(f.conversations.all().contains(f.inGarden)); // which stays
        f.goOffline();
        f.goOnline();
        QVERIFY(!f.rooms.find(f.garden));
    }

    void usualNickIsThePersonsName()
    {
        Fixture f;
        f.goOnline();
        QCOMPARE(f.rooms.usualNick(), QString("romeo"));
        f.rooms.join(f.garden);
        f.describe(f.garden);
        QCOMPARE(f.takePresence(f.garden)->to.resource(), QString("romeo"));
    }

    /// Hostile case 68.
    void twoHundredRoomsAreEnteredAFewAtATime()
    {
        Fixture f;
        static constexpr int count = 200;
        for (int i = 0; i < count; ++i) {
            f.node.append(Fixture::item(Fixture::bookmark(QStringLiteral("room%1").arg(i), {}, true)));
        }
        f.goOnline();
        QCOMPARE(f.rooms.all().size(), size_t(count));
        int entered = 0;
        while (entered < count) {
            QList<Jid> asked;
            f.settle();
            const auto sent = f.take();
            for (const Element &element : sent) {
                const auto iq = Iq::read(element);
                if (iq && iq->payloadElement().is(DiscoInfo::name) && iq->to.domain() == u"chat.capulet.lit") {
                    asked.append(iq->to);
                    f.sent.append(element);
                }
            }
            QVERIFY2(!asked.isEmpty(), QByteArray::number(entered));
            QVERIFY2(asked.size() <= limits::roomsJoinedAtOnce, QByteArray::number(asked.size()));
            for (const Jid &room : std::as_const(asked)) {
                QVERIFY(f.describe(room));
                QVERIFY(f.takePresence(room));
            }
            f.settle();
            QVERIFY(!std::any_of(f.sent.cbegin(), f.sent.cend(), [](const Element &element) {
                return element.is(Iq::name); // nobody is asked before one of these is in
            }));
            for (const Jid &room : std::as_const(asked)) {
                f.arrive(room, "romeo", Fixture::standing() + "<status code='110'/>");
                ++entered;
            }
        }
        for (const Room *room : f.rooms.all()) {
            QVERIFY(room->isIn());
        }
    }

    void whatWasTalkedInLastIsEnteredFirst()
    {
        Fixture f;
        const ConversationId zoo { f.account, Fixture::room("zoo") };
        ChatMessage said;
        said.conversation = zoo;
        said.kind = ChatKind::Room;
        said.nick = QStringLiteral("nurse");
        said.body = QStringLiteral("Anon");
        said.stanzaId = QStringLiteral("m1");
        said.time = f.clock.now();
        f.conversations.apply(
            *Fixture::awaited(f.store.call([said](Store &store) { return store.messages().record({ said }); })));
        for (const char *name : { "ball", "garden", "zoo" }) {
            f.node.append(Fixture::item(Fixture::bookmark(name, {}, true)));
        }
        f.goOnline();
        QCOMPARE(namesOf(f.rooms), QStringList({ "zoo", "ball", "garden" }));
    }

    void servicesWithRoomsAreFound()
    {
        Fixture f;
        f.goOnline();
        f.take();
        const auto services = f.rooms.services();
        const Element question = f.takeRequest(Jid::orNull(u"montague.lit"), DiscoItems::name);
        f.receive(f.resultTo(question,
                             items("<item jid='upload.montague.lit'/><item jid='chat.montague.lit'/>"
                                   "<item jid='montague.lit' node='x'/><item jid='irc.montague.lit'/>"
                                   "<item jid='chat.montague.lit'/>")));
        f.settle();
        const auto answer = [&f](const QString &service, const QByteArray &identity) {
            f.receive(f.resultTo(f.takeRequest(Jid::orNull(service), DiscoInfo::name),
                                 "<query xmlns='http://jabber.org/protocol/disco#info'><identity " + identity
                                     + "/></query>"));
            f.settle();
        };
        answer("upload.montague.lit", "category='store' type='file'");
        f.refuse(f.takeRequest(Jid::orNull(u"irc.montague.lit"), DiscoInfo::name), "remote-server-timeout");
        QVERIFY(!services.isFinished());
        answer("chat.montague.lit", "category='conference' type='text'");
        QVERIFY(services.isFinished());
        QCOMPARE(services.result().value(), QList<RoomService>({ { Jid::orNull(u"chat.montague.lit"), true, false } }));
        const auto refused = f.rooms.services();
        f.refuse(f.takeRequest(Jid::orNull(u"montague.lit"), DiscoItems::name), "forbidden");
        QCOMPARE(refused.result().error().condition, QString("forbidden"));
    }

    void ownServiceComesBeforeGateways()
    {
        Fixture f;
        f.goOnline();
        f.take();
        const auto services = f.rooms.services();
        f.receive(f.resultTo(f.takeRequest(Jid::orNull(u"montague.lit"), DiscoItems::name),
                             items("<item jid='bots.montague.lit'/><item jid='irc.montague.lit'/>"
                                   "<item jid='muc.capulet.lit'/><item jid='rooms.montague.lit'/>")));
        f.settle();
        const auto answer = [&f](const QString &service, const QByteArray &more) {
            f.receive(f.resultTo(f.takeRequest(Jid::orNull(service), DiscoInfo::name),
                                 "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' "
                                 "type='text'/>"
                                     + more + "</query>"));
            f.settle();
        };
        answer("bots.montague.lit", {});
        answer("irc.montague.lit", "<identity category='conference' type='irc'/>");
        answer("muc.capulet.lit", {});
        answer("rooms.montague.lit", {});
        QStringList order;
        const auto found = services.result().value();
        for (const RoomService &service : found) {
            order.append(service.address.toString());
        }
        QCOMPARE(order,
                 (QStringList { "rooms.montague.lit", "bots.montague.lit", "muc.capulet.lit", "irc.montague.lit" }));
    }

    void roomsOfAServiceAreListed()
    {
        Fixture f;
        f.goOnline();
        const Jid service = Jid::orNull(u"chat.capulet.lit");
        const auto listed = f.rooms.browse(service);
        f.receive(f.resultTo(f.takeRequest(service, DiscoItems::name),
                             items("<item jid='zoo@chat.capulet.lit' name='zoo (12)'/>"
                                   "<item jid='garden@chat.capulet.lit'/><item jid='chat.capulet.lit' name='itself'/>"
                                   "<set xmlns='http://jabber.org/protocol/rsm'><last>garden</last><count>3</count>"
                                   "</set>")));
        f.settle();
        const Element second = f.takeRequest(service, DiscoItems::name);
        QCOMPARE(ResultSet::read(second.firstChild().firstChild())->after, QString("garden"));
        f.receive(f.resultTo(second, items("<item jid='ball@chat.capulet.lit' name='ball'/>")));
        f.settle();
        const auto rooms = listed.result().value();
        QCOMPARE(rooms.size(), 3);
        QCOMPARE(rooms[0].title, QString("ball"));
        QCOMPARE(rooms[1].title, QString("garden"));
        QCOMPARE(rooms[1].occupants, -1);
        QCOMPARE(rooms[2].title, QString("zoo"));
        QCOMPARE(rooms[2].occupants, 12);
        const auto refused = f.rooms.browse(service);
        f.refuse(f.takeRequest(service, DiscoItems::name), "forbidden");
        QCOMPARE(refused.result().error().condition, QString("forbidden"));
        const auto endless = f.rooms.browse(service); // the same page over and over
        for (int i = 0; i < 3; ++i) {
            const Element question = f.takeRequest(service, DiscoItems::name);
            if (question) {
                f.receive(f.resultTo(question,
                                     items("<item jid='ball@chat.capulet.lit'/><set xmlns='http://jabber.org/protocol/"
                                           "rsm'><last>ball</last><count>99</count></set>")));
                f.settle();
            }
        }
        QCOMPARE(endless.result().value().size(), 1);
    }

    void roomIsLookedAtFromOutside()
    {
        Fixture f;
        f.goOnline();
        const auto info = f.rooms.info(f.garden);
        f.describe(f.garden, Fixture::feature("muc_membersonly"));
        QVERIFY(info.result()->isKnown && info.result()->isMembersOnly);
        QCOMPARE(info.result()->title, QString("The garden"));
        QVERIFY(!f.rooms.find(f.garden));
    }

    void addressOfAPersonIsNotEntered()
    {
        Fixture f;
        f.goOnline();
        const Jid juliet = Jid::orNull(u"juliet@capulet.lit");
        const Room &room = f.rooms.join(juliet);
        f.refuse(f.takeRequest(juliet, DiscoInfo::name), "service-unavailable"); // it tells strangers nothing
        const Element question = f.takeRequest(Jid::orNull(u"capulet.lit"), DiscoInfo::name);
        f.receive(f.resultTo(question,
                             "<query xmlns='http://jabber.org/protocol/disco#info'>"
                             "<identity category='server' type='im'/></query>"));
        f.settle();
        QCOMPARE(room.problem()->kind, RoomProblem::Kind::NotARoom);
        QVERIFY(!f.takePresence(juliet));
    }

    void roomOfAServiceThatTellsNothingIsEntered()
    {
        Fixture f;
        f.goOnline();
        f.rooms.join(f.garden);
        f.refuse(f.takeRequest(f.garden, DiscoInfo::name), "service-unavailable");
        QVERIFY(f.describe(Jid::orNull(u"chat.capulet.lit")));
        QVERIFY(f.takePresence(f.garden));
    }

    void otherNicknameIsThatOfTheNextRun()
    {
        Fixture f;
        f.goOnline();
        Room &room = f.enter();
        f.rooms.join(f.garden); // bookmarks it
        const auto done = room.changeNick("montague");
        f.depart("romeo", f.standing("participant", "none", "nick='montague'") + f.statuses({ 303, 110 }));
        f.arrive("montague", f.standing() + "<status code='110'/>");
        QTRY_VERIFY(done.isFinished() && done.result());
        QCOMPARE(f.bookmarks.find(f.garden)->nick, QString("montague"));
    }

    void roomThatDoesNotConfirmIsLeftAllTheSame()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        QSignalSpy left(&f.rooms, &Rooms::left);
        f.rooms.leave(f.garden);
        QVERIFY(left.isEmpty());
        f.wait(limits::roomJoinDeadline);
        QCOMPARE(left.size(), 1);
        QVERIFY(!f.protocol.multiUserChat().isOpen(f.garden));
        f.depart("romeo", f.standing("none") + f.statuses({ 110 })); // too late
        QCOMPARE(left.size(), 1);
    }

    void leavingAnythingTwiceIsNoTrouble()
    {
        Fixture f;
        f.goOnline();
        f.rooms.leave(f.garden);
        f.enter();
        f.rooms.leave(f.garden);
        f.rooms.leave(f.garden);
        f.goOffline();
        f.goOnline();
        QVERIFY(namesOf(f.rooms).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
