// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_session.h"

#include "base/limits.h"
#include "chat/later_messages.h"
#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"

#include <QtTest>

using namespace natter;
using namespace std::chrono_literals;
using Delivery = ChatMessage::Delivery;

/// What we say in rooms gets there once, whatever breaks on the way.
class TestRoomSending : public QObject
{
    Q_OBJECT

    struct Fixture : RoomSession
    {
        /// As the person types it.
        void type(const QString &text)
        {
            awaited(outbox.send(garden, text));
            waitForStore();
        }
        /// What went out to everybody in the garden.
        QStringList out()
        {
            waitForStore();
            QStringList bodies;
            const auto elements = take();
            for (const Element &element : elements) {
                const auto message = Message::read(element);
                if (message && message->to == garden && message->type == Message::Type::Groupchat) {
                    bodies.append(message->body());
                    lastId = message->id.toUtf8();
                }
            }
            return bodies;
        }
        /// Slow rooms are looked after.
        void pass(std::chrono::milliseconds time)
        {
            clock.advance(time);
            outbox.rooms().look();
            waitForStore();
        }
        /// The room passes on what we said.
        void reflect(const QByteArray &body, const QByteArray &id, const QByteArray &archiveId = "a1")
        {
            RoomSession::say("romeo", body, id, occupantId("id-romeo") + stanzaId(archiveId));
        }
        QList<Delivery> deliveries()
        {
            QList<Delivery> all;
            const auto messages = stored(inGarden);
            for (const ChatMessage &message : messages) {
                all.append(message.delivery);
            }
            return all;
        }
        void bounce(const QByteArray &condition, const QByteArray &type = "cancel")
        {
            receive("<message type='error' from='garden@chat.capulet.lit' id='" + lastId + "'><error type='" + type
                    + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            waitForStore();
        }
        /// Lets us in again, up to the subject.
        void enterAgain(const QByteArray &more)
        {
            describe(garden, more);
            letIn();
            endHistory();
            waitForStore();
        }
        static QByteArray archived(const QByteArray &body, const QByteArray &id, const QByteArray &who = "romeo")
        {
            return "<message xmlns='jabber:client' type='groupchat' from='garden@chat.capulet.lit/" + who + "' id='"
                + id + "'><body>" + body + "</body>" + occupantId("id-" + who) + "</message>";
        }
        QByteArray lastId;
    };

    /// As a room says it that takes a message in so many seconds.
    static QByteArray slow(const QByteArray &seconds)
    {
        return "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
               "<value>http://jabber.org/protocol/muc#roominfo</value></field>"
               "<field var='muc#roominfo_slow_mode_duration'><value>"
            + seconds + "</value></field></x>";
    }

private Q_SLOTS:
    void onlyTheRoomConfirms()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.outbox.managementEnabled();
        f.type("It is my lady");
        f.waitForStore();
        const auto message = f.takeMessage(f.garden);
        QVERIFY(message);
        QCOMPARE(message->type, Message::Type::Groupchat);
        QCOMPARE(message->body(), QString("It is my lady"));
        QVERIFY(message->child({ u"urn:xmpp:receipts", u"request" }).isNull());
        QVERIFY(message->child({ u"urn:xmpp:chat-markers:0", u"markable" }).isNull());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
        f.outbox.acknowledged({ message->write() });
        f.waitForStore();
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written }); // only our server has it for certain
        f.reflect("It is my lady", message->id.toUtf8());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QCOMPARE(f.of(message->id).archiveId, QString("a1"));
        QCOMPARE(f.of(message->id).nick, QString("romeo"));
    }

    void slowRoomGetsOneByOne()
    {
        Fixture f;
        f.goOnline();
        f.enter(f.withIds() + slow("20"));
        f.type("one");
        f.type("two");
        f.type("three");
        QCOMPARE(f.out(), QStringList("one"));
        QCOMPARE(f.deliveries(), QList<Delivery>({ Delivery::Written, Delivery::Queued, Delivery::Queued }));
        f.pass(2s); // it takes a moment on its way, and the room counts from when it had it
        f.reflect("one", f.lastId);
        QCOMPARE(f.rooms.restLeft(f.garden), 20s);
        f.pass(19s);
        QCOMPARE(f.out(), QStringList());
        f.pass(1s);
        QCOMPARE(f.out(), QStringList("two"));
        f.pass(24s); // the room says nothing: it may be on its way
        QCOMPARE(f.out(), QStringList());
        f.pass(1s);
        QCOMPARE(f.out(), QStringList("three"));
    }

    void whoRunsASlowRoomIsNotSlow()
    {
        Fixture f;
        f.goOnline();
        f.rooms.join(f.garden);
        f.serve();
        f.describe(f.garden, f.withIds() + slow("20"));
        f.letIn(f.standing("moderator", "admin") + "<status code='110'/>");
        f.endHistory();
        f.waitForStore();
        f.take();
        f.type("one");
        f.type("two");
        QCOMPARE(f.out(), QStringList({ "one", "two" }));
    }

    void whatIsNoTextIsNotCounted()
    {
        Fixture f;
        f.goOnline();
        f.enter(f.withIds() + slow("20"));
        f.say("nurse", "Anon", "m1", f.occupantId("id-nurse") + f.stanzaId("a7"));
        f.awaited(f.outbox.react(f.of("m1"), { u"\U0001F44D"_qs }));
        f.type("one");
        QCOMPARE(f.out(), QStringList({ QString(), "one" }));
    }

    void whatCameTooSoonFailsAndCanBeSentAgain()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.type("one");
        QCOMPARE(f.out(), QStringList("one"));
        f.bounce("resource-constraint", "wait");
        QCOMPARE(f.stored(f.inGarden).first().delivery, Delivery::Failed);
        QCOMPARE(f.stored(f.inGarden).first().failure, QString("too-soon"));
        f.outbox.retry(f.stored(f.inGarden).first());
        QCOMPARE(f.out(), QStringList("one"));
        f.bounce("policy-violation", "modify"); // that will never do
        QCOMPARE(f.stored(f.inGarden).first().failure, QString("policy-violation"));
    }

    void othersCannotConfirm()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.type("It is my lady");
        QCOMPARE(f.out(), QStringList("It is my lady"));
        f.say("romeo", "It is my lady", f.lastId, f.occupantId("id-tybalt"));
        QCOMPARE(f.deliveries().first(), Delivery::Written);
    }

    void whatIsSaidOutsideWaits()
    {
        Fixture f;
        f.rooms.join(f.garden);
        f.type("one");
        f.goOnline();
        f.type("two");
        f.describe(f.garden, f.withIds());
        f.letIn();
        f.type("three");
        QVERIFY(f.out().isEmpty());
        QCOMPARE(f.deliveries(), QList<Delivery>(3, Delivery::Queued));
        f.endHistory();
        f.type("four");
        QCOMPARE(f.out(), QStringList({ "one", "two", "three", "four" }));
        QCOMPARE(f.deliveries(), QList<Delivery>(4, Delivery::Written));
    }

    void roomThatSaysNoSubjectIsNotWaitedForLong()
    {
        Fixture f;
        f.goOnline();
        f.rooms.join(f.garden);
        f.type("one");
        f.describe(f.garden);
        f.letIn();
        QVERIFY(f.out().isEmpty());
        f.wait(15s);
        QCOMPARE(f.out(), QStringList("one"));
    }

    void whatWasMissedIsFetchedFirst()
    {
        Fixture f;
        const QByteArray more = f.withIds() + f.withArchive();
        f.goOnline();
        f.enter(more);
        f.say("nurse", "Anon", "x1", f.occupantId("id-nurse") + f.stanzaId("a1"));
        f.goOffline();
        f.type("one");
        f.goOnline();
        f.enterAgain(more);
        QVERIFY(!f.sentBodies().contains("one"));
        const Element question = f.archiveQuestion();
        QVERIFY(!question.isNull());
        f.answerArchive(
            question,
            { { "a1", Fixture::archived("Anon", "x1", "nurse") }, { "a2", Fixture::archived("Come", "x2", "nurse") } });
        QCOMPARE(f.out(), QStringList("one"));
        QCOMPARE(f.said(), QStringList({ "Anon", "one", "Come" }));
    }

    /// Hostile case 118.
    void cutBeforeTheRoomPassedItOn_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::newRow("it arrived") << true;
        QTest::newRow("it did not") << false;
    }
    void cutBeforeTheRoomPassedItOn()
    {
        QFETCH(bool, arrived);
        Fixture f;
        const QByteArray more = f.withIds() + f.withArchive();
        f.goOnline();
        f.enter(more);
        f.say("nurse", "Anon", "x1", f.occupantId("id-nurse") + f.stanzaId("a1"));
        f.type("one");
        QCOMPARE(f.out(), QStringList("one"));
        const QByteArray id = f.lastId;
        f.goOffline();
        QCOMPARE(f.deliveries().last(), Delivery::Written);
        f.goOnline();
        f.enterAgain(more);
        const Element question = f.archiveQuestion();
        QVERIFY(!question.isNull());
        QVERIFY(f.out().isEmpty());
        QList<std::pair<QByteArray, QByteArray>> page { { "a1", Fixture::archived("Anon", "x1", "nurse") } };
        if (arrived) {
            page.append({ "a2", Fixture::archived("one", id) });
        }
        f.answerArchive(question, page);
        QCOMPARE(f.out(), arrived ? QStringList() : QStringList("one"));
        QCOMPARE(f.deliveries().last(), arrived ? Delivery::OnServer : Delivery::Written);
        if (!arrived) {
            QCOMPARE(f.lastId, id); // under the same id
            f.reflect("one", id, "a2");
        }
        QCOMPARE(f.of(id).archiveId, QString("a2"));
        QCOMPARE(f.said(), QStringList({ "Anon", "one" }));
        f.goOffline();
        f.goOnline();
        f.enterAgain(more);
        f.answerArchive(f.archiveQuestion(), page);
        QVERIFY(f.out().isEmpty());
        QCOMPARE(f.said(), QStringList({ "Anon", "one" }));
    }

    void archiveThatSaysNoKeepsNothingBack_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("of a room that is known") << true;
        QTest::newRow("of a room of which nothing is known yet") << false;
    }
    void archiveThatSaysNoKeepsNothingBack()
    {
        QFETCH(bool, isKnown);
        Fixture f;
        const QByteArray more = f.withIds() + f.withArchive();
        f.history.setReach(AccountSettings::History::Nothing);
        f.goOnline();
        f.enter(more);
        if (isKnown) {
            f.say("nurse", "Anon", "x1", f.occupantId("id-nurse") + f.stanzaId("a1"));
        }
        f.waitForStore();
        f.refuseArchive();
        f.type("one");
        QCOMPARE(f.out(), QStringList("one"));
        const QByteArray id = f.lastId;
        f.goOffline();
        f.goOnline();
        f.enterAgain(more);
        QVERIFY(!f.sentBodies().contains("one")); // it may be in the archive
        QVERIFY(f.refuseArchive());
        QCOMPARE(f.out(), QStringList("one"));
        QCOMPARE(f.lastId, id);
    }

    void historyOfARoomWithoutArchiveConfirms()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.type("one");
        f.type("two");
        QCOMPARE(f.out().size(), 2);
        const QByteArray second = f.lastId;
        f.goOffline();
        f.goOnline();
        f.describe(f.garden, f.withIds());
        f.letIn();
        const QString first = f.stored(f.inGarden).first().stanzaId;
        f.say("romeo", "one", first.toUtf8(), f.occupantId("id-romeo") + f.delay("garden@chat.capulet.lit"));
        f.endHistory();
        QCOMPARE(f.out(), QStringList("two"));
        QCOMPARE(f.lastId, second);
        QCOMPARE(f.deliveries(), QList<Delivery>({ Delivery::OnServer, Delivery::Written }));
    }

    void roomThatHasLostUsHearsItAgain()
    {
        Fixture f;
        f.goOnline();
        const Room &room = f.enter();
        f.type("one");
        QCOMPARE(f.out(), QStringList("one"));
        const QByteArray id = f.lastId;
        for (int i = 1; i < RoomSending::triesOutside; ++i) {
            f.bounce("not-acceptable");
            QVERIFY(!room.isIn());
            QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
            f.wait(30s);
            f.enterAgain(f.withIds());
            QVERIFY(room.isIn());
            QCOMPARE(f.out(), QStringList("one"));
            QCOMPARE(f.lastId, id);
        }
        f.bounce("not-acceptable"); // of something else, it seems
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Failed });
    }

    void refusedIsFailedAndCanBeTriedAgain()
    {
        Fixture f;
        f.goOnline();
        const Room &room = f.enter();
        f.type("one");
        f.out();
        f.bounce("forbidden");
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Failed });
        QCOMPARE(f.of(f.lastId).failure, QString("forbidden"));
        QVERIFY(room.isIn());
        f.outbox.retry(f.stored(f.inGarden).first());
        QCOMPARE(f.out(), QStringList("one"));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
    }

    void whoHasNoVoiceWaits()
    {
        Fixture f;
        f.goOnline();
        f.enter(f.withIds() + f.feature("muc_moderated"));
        f.arrive("romeo", f.standing("visitor") + f.statuses({ 110 }), f.occupantId("id-romeo"));
        f.type("one");
        QVERIFY(f.out().isEmpty());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Queued });
        f.arrive("romeo", f.standing() + f.statuses({ 110 }), f.occupantId("id-romeo"));
        QCOMPARE(f.out(), QStringList("one"));
    }

    void whoIsKickedKeepsWhatWasSaid()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.type("one");
        f.out();
        f.depart("romeo", f.standing("none") + f.statuses({ 110, 307 }));
        f.type("two");
        QVERIFY(f.out().isEmpty());
        QCOMPARE(f.deliveries(), QList<Delivery>({ Delivery::Written, Delivery::Queued }));
        f.rooms.join(f.garden);
        f.enterAgain(f.withIds());
        QCOMPARE(f.out(), QStringList({ "one", "two" }));
    }

    void brokenConnectionHoldsItBack()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.outbox.connectionLost();
        f.type("one");
        QVERIFY(f.out().isEmpty());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Queued });
        f.outbox.sessionResumed();
        QCOMPARE(f.out(), QStringList("one"));
    }

    void storeThatRefusesIsTriedAgain()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.outbox.connectionLost();
        f.type("one");
        f.breakStore();
        f.outbox.sessionResumed();
        QVERIFY(f.out().isEmpty());
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.sentBodies(), QStringList("one"), 15'000);
    }

    void roomsNameWhatIsMeant()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        f.say("nurse", "Anon", "x1", f.occupantId("id-nurse") + f.stanzaId("a1"));
        f.type("one");
        f.out();
        f.reflect("one", f.lastId, "a2");
        const QString ours = QString::fromUtf8(f.lastId);
        const ChatMessage theirs = f.of("x1");
        Fixture::awaited(f.outbox.reply(theirs, "Come"));
        auto message = f.takeMessage(f.garden);
        QCOMPARE(message->payload<Reply>()->id, QString("a1"));
        QCOMPARE(message->payload<Reply>()->to, f.garden.withResource(u"nurse"));
        Fixture::awaited(f.outbox.react(theirs, { QString::fromUtf8("\360\237\221\215") }));
        message = f.takeMessage(f.garden);
        QCOMPARE(message->type, Message::Type::Groupchat);
        QCOMPARE(message->payload<Reactions>()->id, QString("a1"));
        Fixture::awaited(f.outbox.correct(f.of(ours), "two"));
        message = f.takeMessage(f.garden);
        QCOMPARE(message->payload<Replacement>()->id, ours);
        Fixture::awaited(f.outbox.retract(f.of(ours)));
        message = f.takeMessage(f.garden);
        QCOMPARE(message->payload<Retraction>()->id, QString("a2"));
    }

    void whatTheRoomDidNotNameIsNotAnswered()
    {
        Fixture f;
        f.goOnline();
        f.enter({});
        f.say("nurse", "Anon", "x1");
        QVERIFY(!isAnswerable(f.of("x1")));
        QVERIFY(!Fixture::awaited(f.outbox.react(f.of("x1"), { QString::fromUtf8("\360\237\221\215") })));
    }

    void whatIsSaidToOccupantsWaitsUntilWeAreIn()
    {
        Fixture f;
        f.goOnline();
        f.rooms.join(f.garden);
        const Jid juliet = f.garden.withResource(u"juliet");
        Fixture::awaited(f.outbox.send(juliet, "psst"));
        Fixture::awaited(f.outbox.send(Jid::orNull(u"juliet@capulet.lit"), "hello"));
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList("hello")); // others need not wait
        f.describe(f.garden);
        f.letIn();
        f.waitForStore();
        const auto message = f.takeMessage(juliet);
        QVERIFY(message);
        QCOMPARE(message->body(), QString("psst"));
        QCOMPARE(message->type, Message::Type::Chat);
        QVERIFY(f.said().isEmpty());
    }

    void whatIsToBeSaidLaterGoesToRoomsToo()
    {
        Fixture f;
        f.goOnline();
        f.enter();
        LaterMessages later(
            [&f](const Jid &) {
                return LaterMessages::Way { &f.outbox, true };
            },
            f.conversations, f.clock, f.store);
        f.conversations.load();
        f.waitForStore();
        LaterMessage wanted;
        wanted.conversation = f.inGarden;
        wanted.text = QStringLiteral("Good morrow");
        wanted.due = f.clock.now().addSecs(60);
        QVERIFY(Fixture::awaited(later.add(wanted)));
        f.clock.advance(61s);
        later.look();
        QTRY_COMPARE(f.sentBodies(), QStringList("Good morrow"));
        QCOMPARE(f.stored(f.inGarden).last().kind, ChatKind::Room);
        QCOMPARE(f.stored(f.inGarden).last().nick, QString("romeo"));
    }
};

QTEST_GUILESS_MAIN(TestRoomSending)
#include "tst_room_sending.moc"
