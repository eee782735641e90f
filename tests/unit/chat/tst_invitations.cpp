// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"
#include "chat/invitations.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;

/// Who wants us in rooms, on whose word, and that answers are remembered.
class TestInvitations : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        Fixture() { QObject::connect(&receiver, &MessageReceiver::invitationFound, &invitations, &Invitations::note); }
        /// What a later run of the program knows.
        QList<RoomInvitation> restored()
        {
            waitForStore();
            Rooms otherRooms(account, protocol, conversations, bookmarks, preferences);
            Invitations later(account, protocol, contacts, otherRooms, store);
            later.restore();
            waitForStore();
            return later.all();
        }
        /// Out of the archive, as while nobody was there.
        void find(const QByteArray &stanza, const QString &archiveId, const QDateTime &time)
        {
            ReceivedMessage received;
            received.message = *Message::read(stanzaFrom(stanza));
            received.isFromArchive = true;
            received.archiveId = archiveId;
            received.stamp = time;
            awaited(receiver.store({ received }, { archiveId, time }, MessageReceiver::Behind::Nothing));
        }
        QStringList open() const { return namesOf(invitations.all()); }
        int refusals() const
        {
            return int(std::count_if(sent.cbegin(), sent.cend(), [](const Element &element) {
                const auto message = Message::read(element);
                const auto user = message ? message->payload<RoomUser>() : std::nullopt;
                return user && user->refusal;
            }));
        }

        ContactList contacts { account, protocol, store };
        Invitations invitations { account, protocol, contacts, rooms, store };
    };

    static QStringList namesOf(const QList<RoomInvitation> &invitations)
    {
        QStringList names;
        for (const RoomInvitation &invitation : invitations) {
            names.append(invitation.room.local());
        }
        return names;
    }
    static QByteArray mediated(const QByteArray &room = "garden", const QByteArray &from = "juliet@capulet.lit",
                               const QByteArray &password = {}, const QByteArray &id = {},
                               const QByteArray &service = "chat.capulet.lit")
    {
        return "<message from='" + room + '@' + service + "'" + (id.isEmpty() ? id : " id='" + id + "'") + ">"
            + Fixture::user("<invite from='" + from + "'><reason>Come</reason></invite>"
                            + (password.isEmpty() ? QByteArray() : "<password>" + password + "</password>"))
            + "</message>";
    }
    static QByteArray direct(const QByteArray &from = "juliet@capulet.lit/balcony", const QByteArray &room = "garden")
    {
        return "<message from='" + from + "'><x xmlns='jabber:x:conference' jid='" + room
            + "@chat.capulet.lit' reason='Come'/><body>Come to the garden</body></message>";
    }
    static QByteArray numbered(int i) { return "room" + QByteArray::number(i); }

private Q_SLOTS:
    void serversAreNoRooms()
    {
        Fixture f;
        f.goOnline();
        f.receive(
            "<message from='juliet@capulet.lit/balcony'><x xmlns='jabber:x:conference' jid='six.test'/></message>");
        f.receive("<message from='juliet@capulet.lit/balcony'><x xmlns='jabber:x:conference' "
                  "jid='six.test/garden'/></message>");
        f.receive("<message from='six.test'>" + Fixture::user("<invite from='juliet@capulet.lit'/>") + "</message>");
        QVERIFY(f.invitations.all().isEmpty());
    }

    void invitationsAreTold_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("isDirect");
        QTest::addColumn<QString>("from");
        QTest::newRow("by way of the room") << mediated() << false << "juliet@capulet.lit";
        QTest::newRow("directly") << direct() << true << "juliet@capulet.lit/balcony";
    }
    void invitationsAreTold()
    {
        QFETCH(QByteArray, message);
        QFETCH(bool, isDirect);
        QFETCH(QString, from);
        Fixture f;
        f.goOnline();
        QSignalSpy invited(&f.invitations, &Invitations::invited);
        f.receive(message);
        f.receive(message);
        QCOMPARE(invited.size(), 1);
        QCOMPARE(f.invitations.all().size(), 1);
        const RoomInvitation invitation = f.invitations.all().first();
        QCOMPARE(invitation.account, f.account);
        QCOMPARE(invitation.room, f.garden);
        QCOMPARE(invitation.from, Jid::orNull(from));
        QCOMPARE(invitation.reason, QString("Come"));
        QCOMPARE(invitation.isDirect, isDirect);
        QVERIFY(f.invitations.isOfContact(invitation));
        QVERIFY(f.stored({ f.account, f.garden }).isEmpty()); // it is no message
        QVERIFY(f.stored().isEmpty());
        f.take();
        f.invitations.decline(invitation);
        QVERIFY(f.invitations.all().isEmpty());
        const auto refusal = f.takeMessage(f.garden);
        QCOMPARE(refusal.has_value(), !isDirect);
        QVERIFY(isDirect || refusal->payload<RoomUser>()->refusal->to == invitation.from);
        QVERIFY(!f.rooms.find(f.garden));
    }

    void whatSomebodySaysThemselvesIsNotOverruled()
    {
        Fixture f;
        f.goOnline();
        f.receive(mediated("garden", "nurse@verona.lit"));
        QVERIFY(!f.invitations.isOfContact(f.invitations.all().first()));
        f.receive(mediated());
        QVERIFY(f.invitations.isOfContact(f.invitations.all().first()));
        f.receive(mediated("garden", "nurse@verona.lit"));
        QVERIFY(f.invitations.isOfContact(f.invitations.all().first()));
        f.receive(direct());
        QVERIFY(f.invitations.all().first().isDirect);
        f.receive(mediated("garden", "nurse@verona.lit"));
        QVERIFY(f.invitations.all().first().isDirect);
        QCOMPARE(f.open(), QStringList { "garden" });
    }

    void passwordIsForThisTime_data()
    {
        QTest::addColumn<bool>("keep");
        QTest::newRow("only") << false;
        QTest::newRow("and kept") << true;
    }
    void passwordIsForThisTime()
    {
        QFETCH(bool, keep);
        Fixture f;
        f.goOnline();
        f.receive(direct());
        f.receive(mediated("garden", "nurse@capulet.lit", "rose"));
        f.invitations.accept(f.invitations.all().first(),
                             keep ? Invitations::KeepPassword::Yes : Invitations::KeepPassword::No);
        f.serve();
        QVERIFY(f.invitations.all().isEmpty());
        QCOMPARE(Bookmark::read(f.kept("garden"))->password.reveal(), keep ? QString("rose") : QString());
        f.describe(f.garden);
        QCOMPARE(f.takePresence(f.garden)->payload<RoomEntry>()->password.reveal(), QString("rose"));
        f.letIn();
        f.receive(mediated());
        QVERIFY(f.invitations.all().isEmpty()); // where we are
    }

    /// Whoever comes first.
    void strangerTakesNoContactsPlace()
    {
        for (const bool isStrangerFirst : { true, false }) {
            Fixture f;
            f.goOnline();
            const QByteArray strangers =
                "<message from='paris@verona.lit/x'><x xmlns='jabber:x:conference' jid='garden@chat.capulet.lit' "
                "password='wrong' reason='Mine'/></message>";
            QSignalSpy told(&f.invitations, &Invitations::invited);
            f.receive(isStrangerFirst ? strangers : mediated());
            f.receive(isStrangerFirst ? mediated() : strangers);
            QCOMPARE(f.invitations.ofContacts().size(), 1);
            QVERIFY(f.invitations.ofStrangers().isEmpty());
            QVERIFY(f.invitations.ofContacts().first().reason != "Mine");
            QCOMPARE(told.last().first().value<RoomInvitation>().from.bare(), Jid::orNull(u"juliet@capulet.lit"));
        }
    }

    /// Without it, nobody would know of it; and what they wrote along is theirs.
    void strangersInvitationStandsWithTheOthers()
    {
        Fixture f;
        f.goOnline();
        f.receive("<message from='paris@verona.lit/x'><x xmlns='jabber:x:conference' jid='tomb@chat.capulet.lit'/>"
                  "</message>");
        QCOMPARE(f.invitations.ofStrangers().size(), 1);
        QCOMPARE(f.stored({ f.account, Jid::orNull(u"paris@verona.lit") }).size(), 0);
        f.receive(direct("paris@verona.lit/x"));
        QCOMPARE(f.invitations.ofStrangers().size(), 2);
        QVERIFY(f.invitations.ofContacts().isEmpty());
        QCOMPARE(f.stored({ f.account, Jid::orNull(u"paris@verona.lit") }).size(), 1);
    }

    /// Hostile case 67.
    void strangersCrowdOutNobody()
    {
        Fixture f;
        f.goOnline();
        f.receive(direct());
        for (int i = 0; i < 300; ++i) {
            f.clock.advance(1s);
            f.receive(mediated(numbered(i), "tybalt@verona.lit", {}, {}, "s" + QByteArray::number(i) + ".lit"));
        }
        QCOMPARE(f.invitations.ofStrangers().size(), limits::strangersInvitations);
        QCOMPARE(f.invitations.ofStrangers().first().room.local(), QString("room299")); // the oldest have gone
        f.receive(mediated("ball"));
        QCOMPARE(namesOf(f.invitations.ofContacts()), QStringList({ "garden", "ball" }));
        QCOMPARE(f.restored().size(), limits::strangersInvitations + 2);
    }

    void serviceIsLimited()
    {
        Fixture f;
        f.goOnline();
        f.receive(mediated("alone", "tybalt@verona.lit", {}, {}, "other.lit"));
        for (int i = 0; i < 60; ++i) {
            f.clock.advance(1s);
            f.receive(mediated(numbered(i), "tybalt@verona.lit"));
        }
        QCOMPARE(f.invitations.ofStrangers().size(), limits::servicesInvitations + 1);
        QCOMPARE(f.invitations.ofStrangers().last().room.local(), QString("alone"));
        for (int i = 0; i < 60; ++i) { // nor does it help to name a contact
            f.clock.advance(1s);
            f.receive(mediated("claimed" + QByteArray::number(i)));
        }
        f.receive(direct());
        QCOMPARE(f.invitations.ofContacts().size(), limits::contactsInvitations + 1);
        QCOMPARE(f.invitations.ofContacts().first().room, f.garden);
    }

    void openOnesSurviveARestart()
    {
        Fixture f;
        f.goOnline();
        f.receive(mediated("garden", "juliet@capulet.lit", "rose", "i1"));
        const auto later = f.restored();
        QCOMPARE(namesOf(later), QStringList { "garden" });
        RoomInvitation expected = f.invitations.all().first();
        expected.password = {}; // that is not kept
        QCOMPARE(later.first().reason, expected.reason);
        QCOMPARE(later.first().from, expected.from);
        QCOMPARE(later.first().time.toMSecsSinceEpoch(), expected.time.toMSecsSinceEpoch());
        QVERIFY(later.first().password.isEmpty());
        f.find(mediated("garden", "juliet@capulet.lit", "rose", "i1"), "a1", f.clock.now());
        QCOMPARE(f.open(), QStringList { "garden" });
    }

    void archiveBringsNoneBack_data()
    {
        QTest::addColumn<QByteArray>("live");
        QTest::addColumn<QByteArray>("archived");
        const QByteArray stanzaId = "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='romeo@montague.lit'/></message>";
        QTest::newRow("by the archive's id") << mediated().replace("</message>", stanzaId) << mediated();
        QTest::newRow("by the message's id")
            << mediated("garden", "juliet@capulet.lit", {}, "i1") << mediated("garden", "juliet@capulet.lit", {}, "i1");
        QTest::newRow("by the time") << mediated() << mediated();
        QTest::newRow("what came before it") << mediated() << mediated("garden", "nurse@capulet.lit");
    }
    void archiveBringsNoneBack()
    {
        QFETCH(QByteArray, live);
        QFETCH(QByteArray, archived);
        Fixture f;
        f.goOnline();
        f.receive(live);
        const QDateTime then = f.clock.now();
        f.clock.advance(1min);
        f.invitations.decline(f.invitations.all().first());
        f.find(archived, "a1", then.addSecs(QByteArray(QTest::currentDataTag()) == "what came before it" ? -3600 : 0));
        QCOMPARE(f.open(), QStringList());
        QVERIFY(f.restored().isEmpty());
        f.find(mediated("garden", "juliet@capulet.lit", {}, "i2"), "a2", then.addSecs(3600));
        QCOMPARE(f.open(), QStringList { "garden" }); // that is another one
    }

    void whatWasAnsweredElsewhereGoesAway()
    {
        Fixture f;
        f.goOnline();
        f.receive(mediated("ball"));
        f.receive(mediated("crypt"));
        f.receive(mediated());
        const QByteArray forwarded = "<message xmlns='jabber:client' from='romeo@montague.lit/phone' to='ball@chat."
                                     "capulet.lit'>"
            + Fixture::user("<decline to='juliet@capulet.lit'/>") + "</message>";
        f.receive("<message from='romeo@montague.lit'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
                  "xmlns='urn:xmpp:forward:0'>"
                  + forwarded + "</forwarded></sent></message>");
        QCOMPARE(f.open(), QStringList({ "crypt", "garden" }));
        f.bookmarks.set({ f.garden, {}, true, {}, {}, {} }); // as another device would
        QCOMPARE(f.open(), QStringList { "crypt" });
        f.rooms.join(Fixture::room(QStringLiteral("crypt")));
        QCOMPARE(f.open(), QStringList());
    }

    void manyRefusalsGoOutInTurn()
    {
        Fixture f;
        f.goOnline();
        for (int i = 0; i < 5; ++i) {
            f.receive(mediated(numbered(i)));
        }
        f.take();
        const auto all = f.invitations.all();
        for (const RoomInvitation &invitation : all) {
            f.invitations.decline(invitation);
        }
        f.settle();
        QCOMPARE(f.refusals(), int(limits::refusedAtOnce));
        QTRY_COMPARE(f.refusals(), 5);
    }

    void strangersAreForgottenWithoutAWord()
    {
        Fixture f;
        f.goOnline();
        f.receive(mediated());
        for (int i = 0; i < 5; ++i) {
            f.receive(mediated(numbered(i), "tybalt@verona.lit"));
        }
        f.take();
        f.invitations.forgetStrangers();
        f.settle();
        QCOMPARE(f.refusals(), 0);
        QCOMPARE(f.open(), QStringList { "garden" });
        QCOMPARE(namesOf(f.restored()), QStringList { "garden" });
        f.find(mediated(numbered(2), "tybalt@verona.lit"), "a1", f.clock.now());
        QCOMPARE(f.open(), QStringList { "garden" });
    }

    void onlySoManyAnswersAreRemembered()
    {
        Fixture f;
        f.goOnline();
        const QDateTime start = f.clock.now();
        for (int i = 0; i < limits::answeredInvitations + 5; ++i) {
            f.clock.advance(1s);
            f.receive(mediated(numbered(i), "tybalt@verona.lit"));
        }
        f.invitations.forgetStrangers();
        f.waitForStore();
        const auto stored = Fixture::awaited(
            f.store.call([account = f.account](Store &store) { return store.invitations().load(account); }));
        QCOMPARE(stored->size(), limits::answeredInvitations);
        QCOMPARE(stored->first().room.local(), QString("room5"));
        QVERIFY(stored->first().time > start);
    }

    void diskThatRefusesIsTriedAgain()
    {
        Fixture f;
        f.goOnline();
        f.waitForStore();
        f.fillDisk();
        for (int i = 0; i < 20; ++i) {
            f.receive(mediated("garden" + QByteArray(500, 'x') + QByteArray::number(i)));
        }
        f.waitForStore();
        f.freeDisk();
        QTRY_COMPARE_WITH_TIMEOUT(f.restored().size(), f.invitations.all().size(), 20'000);
    }

    void invitationOutOfTheArchiveIsNoMessage()
    {
        Fixture f;
        f.goOnline();
        f.find(mediated(), "a1", f.clock.now());
        QCOMPARE(f.invitations.all().size(), 1);
        QVERIFY(!f.conversations.all().contains(f.inGarden));
    }
};

QTEST_GUILESS_MAIN(TestInvitations)
#include "tst_invitations.moc"
