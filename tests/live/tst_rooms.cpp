// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/room_guest.h"

#include "protocol/xep/xep0153_vcard_avatars.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;
using Problem = RoomProblem::Kind;

/// Rooms of the servers that people use: who gets in, what they may, and how it ends.
class TestRooms : public QObject
{
    Q_OBJECT

    static constexpr int patience = RoomGuest::patience; // milliseconds
    LiveRooms m_rooms;

    static Kind kind()
    {
        QFETCH_GLOBAL(int, kind);
        return static_cast<Kind>(kind);
    }
    ServerLauncher &server() { return m_rooms.at(kind()); }
    std::unique_ptr<RoomGuest> guest(const char *role) { return m_rooms.guest(kind(), role); }
    static RoomWish withPassword(const QString &password)
    {
        RoomWish wish;
        wish.password = Secret(password);
        return wish;
    }
    static RoomWish called(const QString &nick)
    {
        RoomWish wish;
        wish.nick = nick;
        return wish;
    }
    static QList<Jid> jidsOf(const QFuture<Result<QList<RoomMember>>> &asked)
    {
        QList<Jid> jids;
        if (RoomGuest::does(asked)) {
            for (const RoomMember &member : asked.result().value()) {
                jids.append(member.jid.bare());
            }
        }
        return jids;
    }

private Q_SLOTS:
    void initTestCase_data() { LiveRooms::addServers(); }
    void init() { QVERIFY2(server().isRunning(), qPrintable(server().problem())); }

    void privateRoomIsForMembers()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY2(romeo->goesIn(room), qPrintable(romeo->standing(room)));
        QVERIFY(romeo->room(room)->isLocked() || !LiveRooms::isProsody(kind()));
        QVERIFY(romeo->room(room)->mayConfigure());
        QVERIFY(romeo->configures(room,
                                  { { "muc#roomconfig_membersonly", "1" },
                                    { "muc#roomconfig_whois", "anyone" },
                                    { "muc#roomconfig_publicroom", "0" },
                                    { "muc#roomconfig_roomname", "Capulet's orchard" } }));
        QTRY_VERIFY_WITH_TIMEOUT(!romeo->room(room)->isLocked(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->info().isMembersOnly, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->room(room)->info().title, QString("Capulet's orchard"), patience);
        const RoomInfo info = romeo->room(room)->info();
        QVERIFY(info.isNonAnonymous && info.isPersistent && !info.isPublic && info.hasArchive);
        QCOMPARE(info.hasOccupantIds, LiveRooms::hasOccupantIds(kind()));
        QVERIFY(juliet->isRefused(room) == Problem::MembersOnly);

        QVERIFY(RoomGuest::does(
            romeo->room(room)->setAffiliation(juliet->jid(), RoomAffiliation::Member, "she is my sun")));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QCOMPARE(juliet->room(room)->self()->affiliation, RoomAffiliation::Member);
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->occupant(juliet->nick()), patience);
        QCOMPARE(romeo->room(room)->occupant(juliet->nick())->jid.bare(), juliet->jid());
        QCOMPARE(jidsOf(romeo->room(room)->members(RoomAffiliation::Member)), QList<Jid> { juliet->jid() });
        QCOMPARE(jidsOf(romeo->room(room)->members(RoomAffiliation::Owner)), QList<Jid> { romeo->jid() });
        QVERIFY(jidsOf(romeo->room(room)->members(RoomAffiliation::Outcast)).isEmpty());

        // Who is no member any more is out
        QVERIFY(RoomGuest::does(romeo->room(room)->setAffiliation(juliet->jid(), RoomAffiliation::None, {})));
        QVERIFY(juliet->comesToBeOut(room) == Problem::AffiliationLost);
    }

    void publicRoomIsFoundAndTalkedIn()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room, { { "muc#roomconfig_publicroom", "1" }, { "muc#roomconfig_roomname", "Garden" } }));
        const auto services = juliet->account->rooms().services();
        QVERIFY(RoomGuest::does(services));
        const auto &found = services.result().value();
        QVERIFY(std::any_of(found.cbegin(), found.cend(), [&room](const RoomService &service) {
            return service.hasRooms && service.address == Jid::orNull(room.domain());
        }));
        const auto rooms = juliet->account->rooms().browse(Jid::orNull(room.domain()));
        QVERIFY(RoomGuest::does(rooms));
        const auto &list = rooms.result().value();
        QVERIFY(std::any_of(list.cbegin(), list.cend(),
                            [&room](const RoomListing &listing) { return listing.address == room; }));
        const auto info = juliet->account->rooms().info(room);
        QVERIFY(RoomGuest::does(info));
        QVERIFY(info.result()->isPublic && info.result()->isRoom && !info.result()->isMembersOnly);
        QCOMPARE(info.result()->title, QString("Garden"));

        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QVERIFY(RoomGuest::does(romeo->room(room)->changeSubject("What light through yonder window")));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->room(room)->subject(), QString("What light through yonder window"), patience);
        QVERIFY(!RoomGuest::does(juliet->room(room)->changeSubject("Night"))
                || juliet->room(room)->subject() == u"Night");
        juliet->account->setAvailability(Availability::DoNotDisturb, "asleep");
        QTRY_COMPARE_WITH_TIMEOUT(romeo->room(room)->occupant(juliet->nick())->show, Presence::Show::DoNotDisturb,
                                  patience);
        QVERIFY(RoomGuest::does(juliet->room(room)->changeNick("Rosaline")));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->occupant("Rosaline"), patience);
        QVERIFY(!romeo->room(room)->occupant(juliet->nick()));
        juliet->says(room, "Here I am");
        QVERIFY(juliet->saidIs(Delivery::OnServer, "Here I am"));
        QVERIFY(romeo->hears("Here I am"));
        QCOMPARE(romeo->message("Here I am").nick, QString("Rosaline"));
    }

    void takenNickIsToldOrAvoided()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY(juliet->isRefused(room, called(romeo->nick())) == Problem::NickTaken);
        const auto tybalt = guest("tybalt");
        QVERIFY2(tybalt->comesOnline(), qPrintable(tybalt->why()));
        const QString usual = tybalt->account->rooms().usualNick(); // not what he wants for this room
        QVERIFY2(juliet->goesIn(room, called(usual)), qPrintable(juliet->standing(room)));
        QVERIFY(!RoomGuest::does(juliet->room(room)->changeNick(romeo->nick())));
        QCOMPARE(juliet->room(room)->nick(), usual);
        QVERIFY2(tybalt->goesIn(room), qPrintable(tybalt->standing(room)));
        QCOMPARE(tybalt->room(room)->nick(), QString(usual + u'_'));
    }

    void roomHasAPicture()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        romeo->room(room)->refreshInfo();
        RoomPictures &pictures = romeo->account->rooms().pictures();
        RoomPictures &seen = juliet->account->rooms().pictures();
        const VCard::Photo rose { QStringLiteral("image/png"), QByteArray("rose").repeated(1000) };
        if (kind() == Kind::Prosody) { // which knows no pictures of rooms
            QVERIFY(!romeo->room(room)->info().takesPicture);
            QVERIFY(!RoomGuest::does(pictures.change(room, rose)));
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->info().takesPicture, patience);
        QVERIFY(!RoomGuest::does(seen.change(room, rose))); // she does not own it
        QVERIFY(RoomGuest::does(pictures.change(room, rose)));
        QTRY_COMPARE_WITH_TIMEOUT(seen.hashOf(room), pictureHashOf(rose.bytes), patience);
        QTRY_COMPARE_WITH_TIMEOUT(pictures.hashOf(room), pictureHashOf(rose.bytes), patience);
        const auto card = seen.card(room);
        QVERIFY(RoomGuest::does(card));
        QCOMPARE(card.result()->photos, QList<VCard::Photo> { rose });
        const auto info = juliet->account->rooms().info(room); // as who is not in it asks
        QVERIFY(RoomGuest::does(info));
        const bool tellsOutside = kind() != Kind::Ejabberd; // whose older version tells in presence alone
        QCOMPARE(info.result()->picture, tellsOutside ? pictureHashOf(rose.bytes) : QByteArray());
        QVERIFY(RoomGuest::does(pictures.change(room, std::nullopt)));
        const auto without = seen.card(room);
        QVERIFY(RoomGuest::does(without));
        QVERIFY(without.result()->photos.isEmpty());
        if (kind() != Kind::Prosody13) { // which goes on telling the hash of before
            QTRY_COMPARE_WITH_TIMEOUT(seen.hashOf(room), QByteArray(), patience);
        }
    }

    void passwordIsAskedFor()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(
            room, { { "muc#roomconfig_passwordprotectedroom", "1" }, { "muc#roomconfig_roomsecret", "nightingale" } }));
        QVERIFY(juliet->isRefused(room) == Problem::PasswordNeeded);
        QVERIFY(juliet->isRefused(room, withPassword("lark")) == Problem::PasswordWrong);
        QVERIFY2(juliet->goesIn(room, withPassword("nightingale")), qPrintable(juliet->standing(room)));
    }

    void fullRoomSaysThatItIsFull()
    {
        if (LiveRooms::isProsody(kind())) {
            return; // its rooms are never full
        }
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room, { { "muc#roomconfig_maxusers", "1" } }));
        QVERIFY(juliet->isRefused(room) == Problem::Full);
    }

    void hatsAreMadeAndGivenByCommands()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        const auto juliet = guest("juliet");
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QVERIFY(!romeo->room(room)->hasCommands());
        if (LiveRooms::isProsody(kind())) {
            return; // it has no hats
        }
        QVERIFY(romeo->configures(room, { { "enable_hats", "1" } }));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->hasCommands(), patience);
        QVERIFY(!juliet->room(room)->hasCommands()); // who does not run it gives none

        AdHocCommands &commands = romeo->account->commands();
        CommandStage stage { QStringLiteral("http://prosody.im/protocol/hats#add") };
        const auto begun = commands.perform(room, stage);
        QVERIFY(RoomGuest::does(begun));
        const auto asked = begun.result()->payload<CommandStage>();
        QVERIFY(asked && asked->form && asked->status == CommandStage::Status::Executing);
        stage.session = asked->session;
        stage.action = asked->allowed.isEmpty() ? CommandStage::Action::Execute : asked->usual;
        stage.form = asked->form;
        stage.form->type = QStringLiteral("submit");
        for (DataForm::Field &field : stage.form->fields) {
            field.values = field.var.contains(u"jid") ? QStringList { juliet->jid().toString() }
                : field.var.contains(u"title")        ? QStringList { "Sun" }
                : field.var.contains(u"uri")          ? QStringList { "urn:sun" }
                                                      : field.values;
        }
        const auto done = commands.perform(room, stage);
        QVERIFY(RoomGuest::does(done));
        QCOMPARE(done.result()->payload<CommandStage>()->status, std::optional(CommandStage::Status::Completed));
        juliet->account->setAvailability(Availability::DoNotDisturb, "asleep"); // it is told with the next presence
        QTRY_COMPARE_WITH_TIMEOUT(romeo->room(room)->occupant(juliet->nick())->hats.size(), 1, patience);
        QCOMPARE(romeo->room(room)->occupant(juliet->nick())->hats.first().title, QString("Sun"));
    }

    void whoIsThrownOutIsToldWhyAndStaysOut()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto tybalt = guest("tybalt");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(tybalt->comesOnline(), qPrintable(tybalt->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(tybalt->goesIn(room), qPrintable(tybalt->standing(room)));
        QVERIFY(RoomGuest::does(romeo->room(room)->setRole(tybalt->nick(), RoomRole::None, "a plague")));
        QVERIFY(tybalt->comesToBeOut(room) == Problem::Kicked);
        QCOMPARE(tybalt->room(room)->problem()->reason, QString("a plague"));
        QVERIFY(!RoomGuest::does(romeo->room(room)->setRole(tybalt->nick(), RoomRole::None, {}))); // he is not there

        QVERIFY2(tybalt->goesIn(room), qPrintable(tybalt->standing(room)));
        tybalt->conversations.setDraft(tybalt->chat(room), Draft { "What, drawn", {} });
        QVERIFY(RoomGuest::does(romeo->room(room)->setAffiliation(tybalt->jid(), RoomAffiliation::Outcast, "exiled")));
        QVERIFY(tybalt->comesToBeOut(room) == Problem::Banned);
        QCOMPARE(tybalt->room(room)->problem()->reason, QString("exiled"));
        tybalt->says(room, "What, drawn, and talk of peace?");
        QTRY_COMPARE_WITH_TIMEOUT(tybalt->sent("What, drawn, and talk of peace?").delivery, Delivery::Queued, patience);
        QVERIFY(tybalt->isRefused(room) == Problem::Banned);
        QCOMPARE(jidsOf(romeo->room(room)->members(RoomAffiliation::Outcast)), QList<Jid> { tybalt->jid() });

        QVERIFY(RoomGuest::does(romeo->room(room)->setAffiliation(tybalt->jid(), RoomAffiliation::None, {})));
        QVERIFY2(tybalt->goesIn(room), qPrintable(tybalt->standing(room)));
        if (!tybalt->room(room)->maySpeak()) { // with ejabberd who was banned is a visitor from then on
            QVERIFY(RoomGuest::does(romeo->room(room)->setRole(tybalt->nick(), RoomRole::Participant, {})));
        }
        QVERIFY(tybalt->saidIs(Delivery::OnServer, "What, drawn, and talk of peace?"));
    }

    void roomIsDestroyedBeforeOurEyes()
    {
        const Jid room = m_rooms.newRoom();
        const Jid other = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QVERIFY(RoomGuest::does(romeo->room(room)->destroy("Macbeth doth come", other)));
        QVERIFY(juliet->comesToBeOut(room) == Problem::Destroyed);
        QCOMPARE(juliet->room(room)->problem()->reason, QString("Macbeth doth come"));
        QCOMPARE(juliet->room(room)->problem()->alternative, other);
    }

    void roomIsDestroyedBehindOurBack()
    {
        const Jid room = m_rooms.newRoom();
        const Jid other = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QVERIFY2(juliet->goesOffline(), qPrintable(juliet->why()));
        QVERIFY(RoomGuest::does(romeo->room(room)->destroy("Macbeth doth come", other)));
        QVERIFY2(juliet->comesBack(), qPrintable(juliet->why()));
        QVERIFY(juliet->room(room));
        if (LiveRooms::isProsody(kind())) { // ejabberd forgets it
            QVERIFY(juliet->comesToBeOut(room) == Problem::Destroyed);
            QCOMPARE(juliet->room(room)->problem()->alternative, other);
        } else {
            QVERIFY(juliet->comesToBeOut(room) == Problem::NotFound);
        }
    }

    void invitationsOpenRooms()
    {
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        Invitations &hers = juliet->account->invitations();
        for (const bool isMembersOnly : { false, true }) {
            const Jid room = m_rooms.newRoom();
            QVERIFY(romeo->makes(room, { { "muc#roomconfig_membersonly", isMembersOnly ? "1" : "0" } }));
            QTRY_COMPARE_WITH_TIMEOUT(romeo->room(room)->info().isMembersOnly, isMembersOnly, patience);
            QVERIFY(RoomGuest::does(romeo->room(room)->invite({ juliet->jid() }, "hark")));
            QTRY_COMPARE_WITH_TIMEOUT(hers.all().size(), 1, patience);
            const RoomInvitation invitation = hers.all().first();
            QCOMPARE(invitation.room, room);
            QCOMPARE(invitation.reason, QString("hark"));
            QVERIFY(invitation.from.bare() == romeo->jid() || invitation.from.bare() == room);
            hers.accept(invitation);
            QVERIFY2(juliet->getsIn(room), qPrintable(juliet->standing(room)));
            QVERIFY(hers.all().isEmpty());
        }
    }

    void refusalOfAnInvitationIsTold()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QSignalSpy declined(romeo->room(room), &Room::declined);
        QVERIFY(RoomGuest::does(romeo->room(room)->invite({ juliet->jid() }, {})));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->account->invitations().all().size(), 1, patience);
        juliet->account->invitations().decline(juliet->account->invitations().all().first());
        QTRY_COMPARE_WITH_TIMEOUT(declined.count(), 1, patience);
        QCOMPARE(declined.first().first().value<Jid>().bare(), juliet->jid());
    }

    void bookmarkedRoomsAreEnteredWithTheNextLogin()
    {
        const Jid room = m_rooms.newRoom();
        const Jid other = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY(romeo->makes(other));
        QVERIFY(RoomGuest::does(romeo->room(room)->changeNick("Montague")));
        romeo->account->rooms().leave(other);
        QTRY_VERIFY_WITH_TIMEOUT(
            romeo->account->bookmarks().find(other) && !romeo->account->bookmarks().find(other)->autojoin, patience);
        QVERIFY2(romeo->goesOffline(), qPrintable(romeo->why()));
        QVERIFY2(romeo->comesBack(), qPrintable(romeo->why()));
        QVERIFY2(romeo->getsIn(room), qPrintable(romeo->standing(room)));
        QVERIFY(!romeo->room(other));
        QVERIFY(romeo->account->bookmarks().find(other));
    }

    void brokenLineLeavesUsIn()
    {
        const Jid room = m_rooms.newRoom();
        const auto romeo = guest("romeo");
        const auto juliet = guest("juliet");
        CutProxy proxy(server().directTlsPort());
        romeo->settings.server->port = proxy.serverPort();
        QVERIFY2(romeo->comesOnline(), qPrintable(romeo->why()));
        QVERIFY2(juliet->comesOnline(), qPrintable(juliet->why()));
        QVERIFY(romeo->makes(room));
        QVERIFY2(juliet->goesIn(room), qPrintable(juliet->standing(room)));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->room(room)->occupant(juliet->nick()), patience);
        QSignalSpy entered(romeo->room(room), &Room::entered);
        romeo->forgetWaiting();
        proxy.cut();
        QTRY_VERIFY_WITH_TIMEOUT(romeo->hasWaited(), patience);
        juliet->says(room, "Art thou gone so?");
        QVERIFY(juliet->saidIs(Delivery::OnServer, "Art thou gone so?"));
        romeo->account->connectNow();
        QVERIFY2(romeo->becomes(Phase::Online), qPrintable(romeo->why()));
        QVERIFY(romeo->hears("Art thou gone so?"));
        QVERIFY(romeo->isIn(room));
        QCOMPARE(entered.count(), 0);
        QVERIFY(romeo->room(room)->occupant(juliet->nick()));
        romeo->says(room, "I am here");
        QVERIFY(romeo->saidIs(Delivery::OnServer, "I am here"));
        QVERIFY(juliet->hears("I am here"));
    }
};

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
