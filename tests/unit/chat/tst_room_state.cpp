// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;
using Kind = RoomNote::Kind;
using Problem = RoomProblem::Kind;

/// What presence and messages of a room tell about who is there and what it is like.
class TestRoomState : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        RoomState state;
        const QDateTime now { QDate(2026, 11, 17), QTime(12, 31), Qt::UTC };

        explicit Fixture(bool hasIds = false) { state.begin(QStringLiteral("romeo"), hasIds, QStringLiteral("mark")); }
        RoomNews take(const QByteArray &presence) { return state.take(*Presence::read(stanzaFrom(presence)), now); }
        RoomNews arrive(const QByteArray &nick, const QByteArray &content, const QByteArray &more = {})
        {
            return take("<presence from='garden@chat.capulet.lit/" + nick + "'>" + RoomSession::user(content) + more
                        + "</presence>");
        }
        RoomNews depart(const QByteArray &nick, const QByteArray &content, const QByteArray &more = {})
        {
            return take("<presence type='unavailable' from='garden@chat.capulet.lit/" + nick + "'>"
                        + RoomSession::user(content) + more + "</presence>");
        }
        RoomNews enter(const QList<int> &codes = { 110 })
        {
            return arrive("romeo", item() + RoomSession::statuses(codes));
        }
        static QByteArray item(const QByteArray &role = "participant", const QByteArray &affiliation = "none",
                               const QByteArray &more = {}, const QByteArray &children = {})
        {
            return RoomSession::standing(role, affiliation, more, children);
        }
    };
    static QList<Kind> kindsOf(const RoomNews &news)
    {
        QList<Kind> kinds;
        for (const RoomNote &note : news.notes) {
            kinds.append(note.kind);
        }
        return kinds;
    }

private Q_SLOTS:
    void whatIsUsualIsNoNews()
    {
        Fixture f;
        f.state.setKnown(std::nullopt);
        const auto in = f.arrive("romeo", Fixture::item() + RoomSession::statuses({ 100, 110 }));
        QVERIFY(in.isEntered && in.notes.isEmpty());
        QCOMPARE(f.arrive("romeo", Fixture::item() + RoomSession::statuses({ 110, 172 })).notes.size(), 0); // as it was
        QCOMPARE(f.state.takeStatuses({ 173 }, f.now).notes.size(), 1);
        QCOMPARE(f.state.takeStatuses({ 172 }, f.now).notes.size(), 1);
    }

    void weAreInWithOurOwnPresence()
    {
        Fixture f;
        const RoomNews nurse = f.arrive("nurse", Fixture::item("moderator", "owner", "jid='nurse@capulet.lit/x'"),
                                        "<show>away</show><status>Resting</status><hats xmlns='urn:xmpp:hats:0'>"
                                        "<hat uri='urn:h' title='Host'/></hats>");
        QVERIFY(!nurse.isEntered && nurse.notes.isEmpty() && !f.state.isIn() && !f.state.self());
        QCOMPARE(nurse.occupants, QStringList("nurse"));
        const Occupant *who = f.state.occupant("nurse");
        QVERIFY(who);
        QCOMPARE(who->role, RoomRole::Moderator);
        QCOMPARE(who->affiliation, RoomAffiliation::Owner);
        QCOMPARE(who->jid, Jid::orNull(u"nurse@capulet.lit/x"));
        QCOMPARE(who->show, Presence::Show::Away);
        QCOMPARE(who->status, QString("Resting"));
        QCOMPARE(who->hats.size(), 1);
        const RoomNews ours = f.enter();
        QVERIFY(ours.isEntered && f.state.isIn() && f.state.self());
        QCOMPARE(f.state.self()->nick, QString("romeo"));
        QVERIFY(!f.state.isLocked());
    }

    void someonesPresenceUnderOurNameIsNotOurs()
    {
        Fixture f;
        QVERIFY(!f.arrive("romeo", Fixture::item()).isEntered); // of before: the room has not let us in yet
        QVERIFY(!f.state.isIn());
    }

    void roomMayGiveAnotherName()
    {
        Fixture f;
        f.arrive("montague", Fixture::item() + RoomSession::statuses({ 110, 210 }));
        QVERIFY(f.state.isIn());
        QCOMPARE(f.state.nick(), QString("montague"));
    }

    void newRoomIsLocked()
    {
        Fixture f;
        f.enter({ 110, 201 });
        QVERIFY(f.state.isLocked());
        f.state.unlock();
        QVERIFY(!f.state.isLocked());
    }

    void comingAndGoingIsNoted()
    {
        Fixture f;
        f.enter();
        const RoomNews came = f.arrive("nurse", Fixture::item());
        QCOMPARE(kindsOf(came), QList<Kind> { Kind::Joined });
        QCOMPARE(came.notes.first().nick, QString("nurse"));
        QVERIFY(kindsOf(f.arrive("nurse", Fixture::item(), "<show>dnd</show>")).isEmpty());
        QCOMPARE(f.state.occupant("nurse")->show, Presence::Show::DoNotDisturb);
        QVERIFY(f.arrive("nurse", Fixture::item(), "<show>dnd</show>").occupants.isEmpty()); // nothing new
        const RoomNews went = f.depart("nurse", Fixture::item("none"), "<status>Farewell</status>");
        QCOMPARE(kindsOf(went), QList<Kind> { Kind::Left });
        QCOMPARE(went.notes.first().text, QString("Farewell"));
        QVERIFY(!f.state.occupant("nurse"));
        QVERIFY(f.depart("nurse", Fixture::item("none")).occupants.isEmpty());
    }

    void renamingKeepsWhoItIs()
    {
        Fixture f;
        f.enter();
        f.arrive("nurse", Fixture::item());
        const QString who = f.state.identity("nurse");
        QVERIFY(!who.isEmpty());
        const RoomNews news =
            f.depart("nurse", Fixture::item("participant", "none", "nick='angelica'") + RoomSession::statuses({ 303 }));
        QCOMPARE(kindsOf(news), QList<Kind> { Kind::Renamed });
        QCOMPARE(news.notes.first().nick, QString("nurse"));
        QCOMPARE(news.notes.first().other, QString("angelica"));
        QCOMPARE(f.state.identity("angelica"), who);
        QVERIFY(!f.state.occupant("nurse"));
        QVERIFY(kindsOf(f.arrive("angelica", Fixture::item())).isEmpty()); // who has come already
        QCOMPARE(f.state.identity("angelica"), who);
        f.depart("angelica", Fixture::item("none"));
        f.arrive("angelica", Fixture::item());
        QVERIFY(f.state.identity("angelica") != who); // somebody who came later
    }

    void renamingOurselvesIsOurs()
    {
        Fixture f;
        f.enter();
        const RoomNews news = f.depart(
            "romeo", Fixture::item("participant", "none", "nick='montague'") + RoomSession::statuses({ 303, 110 }));
        QVERIFY(news.isChanged && !news.end);
        QCOMPARE(f.state.nick(), QString("montague"));
        QVERIFY(f.state.self());
        f.arrive("montague", Fixture::item("moderator") + RoomSession::statuses({ 110 }));
        QCOMPARE(f.state.self()->role, RoomRole::Moderator);
    }

    void renamingToNothingIsLeaving()
    {
        Fixture f;
        f.enter();
        f.arrive("nurse", Fixture::item());
        QCOMPARE(kindsOf(f.depart("nurse", Fixture::item() + RoomSession::statuses({ 303 }))),
                 QList<Kind> { Kind::Left });
    }

    void whatTheyMayIsNoted()
    {
        Fixture f;
        f.enter();
        f.arrive("nurse", Fixture::item("visitor"));
        const RoomNews role =
            f.arrive("nurse", Fixture::item("participant", "none", "", "<actor nick='romeo'/><reason>Speak</reason>"));
        QCOMPARE(kindsOf(role), QList<Kind> { Kind::RoleChanged });
        QCOMPARE(role.notes.first().role, RoomRole::Participant);
        QCOMPARE(role.notes.first().other, QString("romeo"));
        QCOMPARE(role.notes.first().text, QString("Speak"));
        const RoomNews affiliation = f.arrive("nurse", Fixture::item("moderator", "admin"));
        QCOMPARE(kindsOf(affiliation), QList<Kind> { Kind::AffiliationChanged });
        QCOMPARE(affiliation.notes.first().affiliation, RoomAffiliation::Admin);
    }

    void othersAreThrownOut_data()
    {
        QTest::addColumn<QList<int>>("codes");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("kicked") << QList<int> { 307 } << Kind::Kicked;
        QTest::newRow("banned") << QList<int> { 301 } << Kind::Banned;
        QTest::newRow("lost affiliation") << QList<int> { 321 } << Kind::Kicked;
        QTest::newRow("members only") << QList<int> { 322 } << Kind::Kicked;
        QTest::newRow("shutdown") << QList<int> { 332 } << Kind::Left;
        QTest::newRow("their connection broke") << QList<int> { 307, 333 } << Kind::Left;
    }
    void othersAreThrownOut()
    {
        QFETCH(QList<int>, codes);
        QFETCH(Kind, kind);
        Fixture f;
        f.enter();
        f.arrive("tybalt", Fixture::item());
        const RoomNews news = f.depart("tybalt",
                                       Fixture::item("none", "none", "", "<actor nick='nurse'/><reason>Cat</reason>")
                                           + RoomSession::statuses(codes));
        QCOMPARE(kindsOf(news), QList<Kind> { kind });
        QCOMPARE(news.notes.first().other, QString("nurse"));
        QCOMPARE(news.notes.first().text, QString("Cat"));
        QVERIFY(!news.end);
    }

    void weAreThrownOut_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Problem>("kind");
        const QByteArray who = Fixture::item("none", "none", "", "<actor nick='nurse'/><reason>Cat</reason>");
        QTest::newRow("kicked") << who + RoomSession::statuses({ 110, 307 }) << Problem::Kicked;
        QTest::newRow("kicked, without code for ourselves") << who + RoomSession::statuses({ 307 }) << Problem::Kicked;
        QTest::newRow("banned") << who + RoomSession::statuses({ 110, 301 }) << Problem::Banned;
        QTest::newRow("lost affiliation") << who + RoomSession::statuses({ 110, 321 }) << Problem::AffiliationLost;
        QTest::newRow("members only") << who + RoomSession::statuses({ 110, 322 }) << Problem::MembersOnly;
        QTest::newRow("shutdown") << who + RoomSession::statuses({ 110, 332 }) << Problem::Shutdown;
        QTest::newRow("technical") << who + RoomSession::statuses({ 110, 307, 333 }) << Problem::Lost;
        QTest::newRow("no reason") << who + RoomSession::statuses({ 110 }) << Problem::Lost;
        QTest::newRow("destroyed") << Fixture::item("none")
                + "<destroy jid='crypt@chat.capulet.lit'><reason>Cat</reason></destroy>"
                                   << Problem::Destroyed;
    }
    void weAreThrownOut()
    {
        QFETCH(QByteArray, content);
        QFETCH(Problem, kind);
        Fixture f;
        f.enter();
        const RoomNews news = f.depart("romeo", content);
        QVERIFY(news.end && news.isReset);
        QCOMPARE(news.end->kind, kind);
        QCOMPARE(news.end->reason, QString("Cat"));
        QCOMPARE(news.end->actor, kind == Problem::Destroyed ? QString() : QString("nurse"));
        QCOMPARE(news.end->alternative, kind == Problem::Destroyed ? Jid::orNull(u"crypt@chat.capulet.lit") : Jid());
        QVERIFY(!f.state.isIn() && f.state.occupants().isEmpty());
    }

    void departureOfAnEarlierStayIsNoEnd()
    {
        Fixture f;
        f.arrive("nurse", Fixture::item());
        const RoomNews news = f.depart("romeo", Fixture::item("none") + RoomSession::statuses({ 110 }));
        QVERIFY(!news.end && news.isReset);
        QVERIFY(f.state.occupants().isEmpty()); // who was named until now was there then
    }

    void privacyIsNotedWhenItChanges()
    {
        Fixture f;
        QCOMPARE(kindsOf(f.enter({ 100, 110, 170 })), QList<Kind>({ Kind::Logged, Kind::NonAnonymous }));
        QVERIFY(kindsOf(f.state.takeStatuses({ 170 }, f.now)).isEmpty());
        QCOMPARE(kindsOf(f.state.takeStatuses({ 171 }, f.now)), QList<Kind> { Kind::NotLogged });
        QCOMPARE(kindsOf(f.state.takeStatuses({ 104, 173 }, f.now)), QList<Kind> { Kind::SemiAnonymous });
        QCOMPARE(kindsOf(f.state.takeStatuses({ 172, 170 }, f.now)), QList<Kind>({ Kind::Logged, Kind::NonAnonymous }));
        QCOMPARE(kindsOf(f.state.takeStatuses({ 174 }, f.now)), QList<Kind> { Kind::SemiAnonymous });
        QCOMPARE(kindsOf(f.state.takeStatuses({ 104 }, f.now)), QList<Kind> { Kind::Configured });
        f.state.begin("romeo", false, "again");
        QVERIFY(kindsOf(f.enter({ 110, 170 })).isEmpty()); // as before
    }

    void whatTheRoomBecameMeanwhileIsNews()
    {
        Fixture f;
        f.state.setKnown(RoomOpenness {});
        QCOMPARE(kindsOf(f.enter({ 100, 110 })), QList<Kind> { Kind::NonAnonymous });
        QCOMPARE(f.state.known(), RoomOpenness {}); // until the person took note of it
        f.state.begin("romeo", false, "again");
        QVERIFY(kindsOf(f.enter({ 100, 110 })).isEmpty()); // in this run it was told
        f.state.noteKnown();
        QVERIFY(f.state.known()->showsAddresses);
        f.state.begin("romeo", false, "later");
        QCOMPARE(kindsOf(f.enter({ 110 })), QList<Kind> { Kind::SemiAnonymous });
        QCOMPARE(f.state.known(), RoomOpenness {}); // it would be news again
    }

    void whatIsKnownOfTheRoomIsNoNews()
    {
        Fixture f;
        f.state.setKnown(RoomOpenness { true, true });
        f.state.setHasArchive(true);
        QVERIFY(kindsOf(f.enter({ 100, 110, 170 })).isEmpty());
        QCOMPARE(f.state.known(), (RoomOpenness { true, true }));
    }

    void archiveIsARecord()
    {
        Fixture f;
        f.state.setHasArchive(true);
        QVERIFY(kindsOf(f.enter()).isEmpty()); // it was there before us
        QCOMPARE(kindsOf(f.state.takeStatuses({ 104, 170 }, f.now)), QList<Kind> { Kind::Configured });
        QVERIFY(f.state.known()->keepsRecord);
        Fixture known;
        known.state.setKnown(RoomOpenness {});
        known.state.setHasArchive(true);
        QCOMPARE(kindsOf(known.enter()), QList<Kind> { Kind::Logged }); // since we were there last
        Fixture during;
        during.enter();
        during.state.setHasArchive(true);
        QVERIFY(kindsOf(during.state.takeStatuses({ 170 }, during.now)).isEmpty());
    }

    void whoRunsTheRoomIsRememberedOnceTheyAreGone()
    {
        Fixture f(true);
        const auto owner = Fixture::item("moderator", "owner");
        f.arrive("Mercutio", owner, RoomSession::occupantId("id-mercutio"));
        f.arrive("Nurse", Fixture::item(), RoomSession::occupantId("id-nurse"));
        f.enter();
        QVERIFY(f.state.gone().isEmpty());
        f.depart("Nurse", Fixture::item("none"));
        QVERIFY(f.state.gone().isEmpty());
        f.depart("Mercutio", Fixture::item("none", "owner"));
        QCOMPARE(f.state.gone().value("Mercutio").id, QString("id-mercutio"));
        f.arrive("Mercutio", Fixture::item(), RoomSession::occupantId("id-tybalt"));
        QCOMPARE(f.state.gone().value("Mercutio").id, QString("id-mercutio"));
        f.depart("Mercutio", Fixture::item("none"));
        f.arrive("Mercutio", owner, RoomSession::occupantId("id-mercutio"));
        QVERIFY(f.state.gone().isEmpty());
        f.depart("Mercutio", Fixture::item("none", "outcast") + RoomSession::statuses({ 301 }));
        QVERIFY(f.state.gone().isEmpty()); // they do not run it any more
        f.arrive("Mercutio", owner, RoomSession::occupantId("id-mercutio"));
        f.depart("Mercutio", Fixture::item("moderator", "owner", "nick='Absent'") + RoomSession::statuses({ 303 }));
        QCOMPARE(f.state.gone().value("Mercutio").id, QString("id-mercutio")); // nor does the name become another's
    }

    void subjectIsNotedWhenItChanges()
    {
        Fixture f;
        f.enter();
        QVERIFY(f.state.takeSubject("nurse", "Roses", {}).notes.isEmpty()); // from before we came
        QCOMPARE(f.state.subject(), QString("Roses"));
        QVERIFY(!f.state.takeSubject("nurse", "Roses", f.now).isChanged);
        const RoomNews news = f.state.takeSubject("nurse", "Thorns", f.now);
        QCOMPARE(kindsOf(news), QList<Kind> { Kind::SubjectChanged });
        QCOMPARE(news.notes.first().nick, QString("nurse"));
        QCOMPARE(news.notes.first().text, QString("Thorns"));
    }

    void occupantIdsCountOnlyIfAnnounced()
    {
        Fixture without;
        without.arrive("nurse", Fixture::item(), RoomSession::occupantId("forged"));
        QVERIFY(without.state.occupant("nurse")->id.isEmpty());
        QVERIFY(without.state.identity("nurse") != QString("forged"));
        Fixture with(true);
        with.arrive("nurse", Fixture::item(), RoomSession::occupantId("n1"));
        QCOMPARE(with.state.identity("nurse"), QString("n1"));
        with.arrive("tybalt", Fixture::item(), RoomSession::occupantId("n1") + RoomSession::occupantId("n2"));
        QVERIFY(with.state.identity("tybalt").isEmpty()); // one of them is a lie
    }

    void staysNeverEqualOccupantIds()
    {
        Fixture f;
        f.arrive("nurse", Fixture::item());
        const QByteArray forged = f.state.identity("nurse").toUtf8();
        QVERIFY(!parseElement("<a b='" + forged + "'/>").has_value());
        QVERIFY(f.state.identity("nobody").isEmpty());
    }

    void hugeRoomsAreListedUpToALimit()
    {
        Fixture f;
        for (int i = 0; i < limits::roomOccupants; ++i) {
            f.arrive("n" + QByteArray::number(i), Fixture::item());
        }
        QVERIFY(f.arrive("onemore", Fixture::item()).occupants.isEmpty());
        QVERIFY(f.enter().isEntered); // but we are
        QCOMPARE(f.state.occupants().size(), limits::roomOccupants + 1);
    }

    void presenceOfTheRoomItselfIsNobody()
    {
        Fixture f;
        f.enter();
        QVERIFY(f.take("<presence from='garden@chat.capulet.lit'><x xmlns='vcard-temp:x:update'/></presence>")
                    .occupants.isEmpty());
        QCOMPARE(f.state.occupants().size(), 1);
    }

    void refusalsAreUnderstood_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<Problem>("kind");
        QTest::newRow("password") << "not-authorized" << Problem::PasswordNeeded;
        QTest::newRow("banned") << "forbidden" << Problem::Banned;
        QTest::newRow("members only") << "registration-required" << Problem::MembersOnly;
        QTest::newRow("full") << "service-unavailable" << Problem::Full;
        QTest::newRow("conflict") << "conflict" << Problem::NickTaken;
        QTest::newRow("nick") << "not-acceptable" << Problem::NickRefused;
        QTest::newRow("malformed nick") << "jid-malformed" << Problem::NickRefused;
        QTest::newRow("none") << "item-not-found" << Problem::NotFound;
        QTest::newRow("none, and none made") << "not-allowed" << Problem::NotFound;
        QTest::newRow("gone") << "gone" << Problem::Destroyed;
        QTest::newRow("no server") << "remote-server-not-found" << Problem::Unreachable;
        QTest::newRow("silent server") << "remote-server-timeout" << Problem::Unreachable;
        QTest::newRow("full, as ejabberd says it") << "resource-constraint" << Problem::Full;
        QTest::newRow("broken") << "internal-server-error" << Problem::Unreachable;
        QTest::newRow("unknown") << "undefined-condition" << Problem::Other;
    }
    void refusalsAreUnderstood()
    {
        QFETCH(QString, condition);
        QFETCH(Problem, kind);
        const RoomProblem problem = refusalOf({ Error::Kind::Remote, "detail", condition, "their words" });
        QCOMPARE(problem.kind, kind);
        QCOMPARE(problem.reason, QString("their words"));
        QCOMPARE(problem.error.condition, condition);
        QCOMPARE(refusalOf({ Error::Kind::Timeout, {}, {}, {} }).kind, Problem::Unreachable);
    }
};

QTEST_APPLESS_MAIN(TestRoomState)
#include "tst_room_state.moc"
