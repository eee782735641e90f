// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/outbox_session.h"

#include "base/crash_points.h"
#include "chat/later_messages.h"
#include "protocol/xep/xep0461_message_replies.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace natter;
using namespace std::chrono_literals;
using Delivery = ChatMessage::Delivery;
using State = LaterMessage::State;

/// What is to be sent later goes out at its time, once, and not without the person if that was long ago.
class TestLaterMessages : public QObject
{
    Q_OBJECT

    struct Fixture : OutboxSession
    {
        bool isOpen = true;
        bool hasAccount = true;
        std::unique_ptr<LaterMessages> later = begun();

        explicit Fixture(bool isConnected = true)
        {
            if (isConnected) {
                connectNow();
            }
            isOpen = isConnected;
            conversations.load();
            waitForStore();
        }
        std::unique_ptr<LaterMessages> begun()
        {
            const auto way = [this](const Jid &) {
                return LaterMessages::Way { hasAccount ? &outbox : nullptr, hasAccount && isOpen };
            };
            return std::make_unique<LaterMessages>(way, conversations, clock, store);
        }
        /// As another run of the program.
        void restart()
        {
            later.reset();
            waitForStore();
            later = begun();
            conversations.load();
            waitForStore();
        }
        LaterMessage wanted(const QString &text, std::chrono::milliseconds in) const
        {
            LaterMessage message;
            message.conversation = chat;
            message.text = text;
            message.due = clock.now().addMSecs(in.count());
            return message;
        }
        LaterMessage add(const LaterMessage &message)
        {
            const auto added = awaited(later->add(message));
            waitForStore();
            return added.value();
        }
        LaterMessage add(const QString &text, std::chrono::milliseconds in) { return add(wanted(text, in)); }
        void look()
        {
            later->look();
            waitForStore();
        }
        void pass(std::chrono::milliseconds time)
        {
            clock.advance(time);
            look();
        }
        void goOnline()
        {
            connectNow();
            isOpen = true;
            look();
        }
        QStringList waiting() const
        {
            QStringList texts;
            for (const LaterMessage &message : later->all()) {
                texts << message.text;
            }
            return texts;
        }
        QList<LaterMessage> onDisk()
        {
            return awaited(store.call([](Store &opened) { return opened.later().all(); })).value();
        }
        ChatMessage receiveFromJuliet(const QByteArray &body)
        {
            receive("<message from='juliet@capulet.lit/balcony' type='chat' id='" + body + "'><body>" + body
                    + "</body></message>");
            waitForStore();
            return stored().last();
        }
    };

    /// Where the files of the database are put as they are at one moment, as a program that is killed leaves them.
    inline static QString s_from;
    inline static QString s_to;
    inline static CrashPoint s_point;
    static void copyThen(CrashPoint point)
    {
        if (point == s_point && !QFile::exists(s_to)) {
            QFile::copy(s_from + "-wal", s_to + "-wal");
            QFile::copy(s_from, s_to);
        }
    }

private Q_SLOTS:
    void whatItSaysAboutLinksGoesAlong()
    {
        Fixture f;
        LaterMessage message = f.wanted("See https://capulet.lit/ball", 1h);
        const LinkCard card { "https://capulet.lit/ball", "The ball", "All are welcome" };
        message.cards = { card, { "https://montague.lit/", "Not in the text" } };
        f.goOnline();
        QCOMPARE(f.add(message).cards, QList { card });
        f.pass(1h);
        QCOMPARE(f.stored().last().cards, QList { card });
        QByteArray out;
        for (const Element &element : std::as_const(f.sent)) {
            out += element.toXml();
        }
        QVERIFY(out.contains("All are welcome"));
        QVERIFY(!out.contains("Not in the text"));
    }

    void goesOutAtItsTime()
    {
        Fixture f;
        f.add("Happy birthday", 1h);
        QCOMPARE(f.waiting(), QStringList("Happy birthday"));
        QCOMPARE(f.conversations.summary(f.chat).later, 1);
        f.pass(59min);
        QVERIFY(f.sentBodies().isEmpty());
        QVERIFY(f.stored().isEmpty());
        QVERIFY(f.changes.isEmpty());
        f.pass(1min);
        QCOMPARE(f.sentBodies(), QStringList("Happy birthday"));
        QCOMPARE(f.stored().size(), 1);
        QCOMPARE(f.stored().first().time, f.clock.now());
        QVERIFY(f.waiting().isEmpty());
        QVERIFY(f.onDisk().isEmpty());
        QCOMPARE(f.conversations.summary(f.chat).later, 0);
        QVERIFY(!f.later->lateness(f.chat));
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        f.pass(24h);
        QCOMPARE(f.sentBodies().size(), 1);
    }

    void nobodyHasToLook()
    {
        Fixture f;
        f.add("by itself", 30ms);
        f.clock.advance(30ms);
        QTRY_COMPARE(f.sentBodies(), QStringList("by itself"));
    }

    void earliestIsFirst()
    {
        Fixture f;
        f.add("second", 20min);
        f.add("first", 10min);
        f.add("third", 20min);
        QCOMPARE(f.waiting(), QStringList({ "first", "second", "third" }));
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList({ "first", "second", "third" }));
    }

    void onlyWhatCanBeSentAndIsToComeIsTaken()
    {
        Fixture f;
        for (const auto &[text, in, condition] :
             { std::tuple(QString(" \n"), 1h, QString()), std::tuple(QString("now"), 0h, QString("past")),
               std::tuple(QString("too late"), -1h, QString("past")) }) {
            const auto refused = f.awaited(f.later->add(f.wanted(text, in)));
            QVERIFY(!refused.has_value());
            QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
            QCOMPARE(refused.error().condition, condition);
        }
        QVERIFY(f.onDisk().isEmpty());
        QCOMPARE(f.add(QStringLiteral("with a\x01 bell"), 1h).text, QString("with a bell"));
    }

    void answersWhatItWasWrittenFor()
    {
        Fixture f;
        const auto asked = f.receiveFromJuliet("What is in a name");
        LaterMessage message = f.wanted("A rose", 1h);
        message.replyTo = asked.stanzaId;
        f.add(message);
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("> What is in a name\nA rose"));
        const auto sent = std::find_if(f.sent.cbegin(), f.sent.cend(),
                                       [](const Element &element) { return element.is(Message::name); });
        const auto reply = Message::read(*sent)->payload<Reply>();
        QVERIFY(reply);
        QCOMPARE(reply->id, asked.stanzaId);
        QCOMPARE(f.stored().last().quote->row, asked.row);
    }

    /// Nor is what was retracted kept for it.
    void answerToWhatWasRetractedSaysItAlone()
    {
        Fixture f;
        const auto asked = f.receiveFromJuliet("secret");
        LaterMessage message = f.wanted("A rose", 1h);
        message.replyTo = asked.stanzaId;
        f.add(message);
        f.receive("<message from='juliet@capulet.lit/balcony' type='chat' id='r'><retract "
                  "xmlns='urn:xmpp:message-retract:1' id='secret'/></message>");
        f.waitForStore();
        QVERIFY(f.stored().first().isRetracted());
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("A rose"));
    }

    void whatIsUnreadStaysSo()
    {
        Fixture f;
        f.add("good morning", 1h);
        f.receiveFromJuliet("unseen");
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("good morning"));
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
    }

    void withoutAConnectionItIsLateAndThatIsSaid()
    {
        Fixture f(false);
        const auto due = f.add("wait for me", 1h).due;
        QVERIFY(!f.later->isDelayed(f.later->all().first()));
        f.pass(3h);
        QVERIFY(f.stored().isEmpty()); // it has no place among what was said
        QVERIFY(f.later->isDelayed(f.later->all().first()));
        f.goOnline();
        QCOMPARE(f.sentBodies(), QStringList("wait for me"));
        QCOMPARE(f.stored().first().time, f.clock.now());
        const auto late = f.later->lateness(f.chat);
        QVERIFY(late.has_value());
        QCOMPARE(late->due, due);
        QCOMPARE(late->sent, f.clock.now());
        QCOMPARE(late->count, 1);
        f.later->forgetLateness(f.chat);
        QVERIFY(!f.later->lateness(f.chat));
    }

    void programThatDidNotRunSendsItAtTheNextStart()
    {
        Fixture f;
        f.add("from before", 1h);
        f.later.reset();
        f.clock.advance(5h);
        f.restart();
        QCOMPARE(f.sentBodies(), QStringList("from before"));
        QVERIFY(f.later->lateness(f.chat).has_value());
        f.restart();
        QVERIFY(f.waiting().isEmpty());
        QCOMPARE(f.sentBodies().size(), 1);
    }

    void afterMoreThanADayThePersonDecides()
    {
        Fixture f;
        const auto breakfast = f.add("breakfast", 1h);
        const auto supper = f.add("supper", 23h);
        f.later.reset();
        f.clock.advance(26h);
        f.restart();
        QCOMPARE(f.sentBodies(), QStringList("supper"));
        QCOMPARE(f.waiting(), QStringList("breakfast"));
        QCOMPARE(f.later->all().first().state, State::Missed);
        QCOMPARE(f.later->missed(), 1);
        QCOMPARE(f.onDisk().first().state, State::Missed);
        f.restart(); // nor at the start after that
        f.pass(24h);
        QCOMPARE(f.sentBodies(), QStringList("supper"));
        QVERIFY(f.awaited(f.later->sendNow(breakfast.row)).has_value());
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList({ "supper", "breakfast" }));
        QVERIFY(f.waiting().isEmpty());
        QCOMPARE(f.awaited(f.later->sendNow(breakfast.row)).error().condition, QString("gone"));
        QCOMPARE(f.awaited(f.later->sendNow(supper.row)).error().condition, QString("gone"));
    }

    /// While it runs, too.
    void dayWithoutAConnectionIsTooLong()
    {
        Fixture f(false);
        f.add("breakfast", 1h);
        f.pass(25h);
        QCOMPARE(f.later->missed(), 0);
        f.pass(1s);
        QCOMPARE(f.later->missed(), 1);
        f.goOnline();
        QVERIFY(f.sentBodies().isEmpty());
    }

    void missedOneThatGetsAnotherTimeGoesOutThen()
    {
        Fixture f(false);
        const auto message = f.add("breakfast", 1h);
        f.pass(30h);
        QCOMPARE(f.later->missed(), 1);
        f.goOnline();
        QVERIFY(f.awaited(f.later->setDue(message.row, f.clock.now().addSecs(3600))).has_value());
        QCOMPARE(f.later->missed(), 0);
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("breakfast"));
    }

    void clockSetBackSendsNothingTwice()
    {
        Fixture f;
        f.add("first", 1h);
        f.add("second", 2h);
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("first"));
        f.clock.jump(-24h);
        f.look();
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("first"));
        QCOMPARE(f.waiting(), QStringList("second"));
        f.pass(24h);
        QCOMPARE(f.sentBodies(), QStringList({ "first", "second" }));
    }

    /// As of a machine whose battery is empty: nothing is sent by it, and nothing stays behind.
    void clockThatWasFarAheadHarmsNothing()
    {
        Fixture f;
        f.add("breakfast", 1h);
        f.clock.jump(24h * 365);
        f.look();
        QVERIFY(f.sentBodies().isEmpty());
        QCOMPARE(f.later->missed(), 1);
        f.clock.jump(-24h * 365);
        f.look();
        QCOMPARE(f.later->missed(), 0);
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("breakfast"));
    }

    void whatCameWithABackupWaitsForThePerson()
    {
        Fixture f;
        const auto message = f.add("breakfast", 1h);
        f.awaited(f.store.call([row = message.row](Store &s) { return s.later().setState(row, State::Restored); }));
        f.restart();
        QCOMPARE(f.later->missed(), 1);
        f.pass(1h);
        f.pass(24h);
        QVERIFY(f.sentBodies().isEmpty());
        QCOMPARE(f.later->all().first().state, State::Restored);
    }

    void whatIsRemovedIsNotSent()
    {
        Fixture f;
        const auto message = f.add("no", 1h);
        QVERIFY(f.awaited(f.later->remove(message.row)).has_value());
        QVERIFY(f.waiting().isEmpty());
        f.pass(1h);
        QVERIFY(f.sentBodies().isEmpty());
        QCOMPARE(f.awaited(f.later->remove(message.row)).error().condition, QString("gone"));
    }

    /// The person is faster than the transaction that sends it.
    void anotherTimeAtTheLastMomentCounts()
    {
        Fixture f;
        const auto message = f.add("wait", 1h);
        f.clock.advance(1h);
        const auto moved = f.later->setDue(message.row, f.clock.now().addSecs(3600));
        f.later->look();
        QVERIFY(f.awaited(moved).has_value());
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
        QTRY_COMPARE(f.waiting(), QStringList("wait"));
        f.pass(1h);
        QCOMPARE(f.sentBodies(), QStringList("wait"));
    }

    void comesBackAsADraft()
    {
        Fixture f;
        f.conversations.open(f.chat);
        f.conversations.setDraft(f.chat, { "written since" });
        LaterMessage message = f.wanted("A rose", 1h);
        message.replyTo = QStringLiteral("question");
        message = f.add(message);
        QSignalSpy back(&f.conversations, &Conversations::givenBack);
        QVERIFY(f.awaited(f.later->takeBack(message.row)).has_value());
        f.waitForStore();
        QVERIFY(f.waiting().isEmpty());
        QVERIFY(f.onDisk().isEmpty());
        QCOMPARE(back.size(), 1);
        const Draft draft = f.conversations.summary(f.chat).draft;
        QCOMPARE(draft.text, QString("A rose\nwritten since"));
        QCOMPARE(draft.replyTo, QString("question"));
        const auto chats = f.awaited(f.store.call([](Store &store) { return store.messages().chats(); })).value();
        QCOMPARE(chats.first().draft, draft);
        QVERIFY(!f.awaited(f.later->takeBack(message.row)).has_value());
    }

    void diskThatRefusesKeepsItForLater()
    {
        Fixture f;
        f.add("patience", 1h);
        f.breakStore();
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        f.pass(1h);
        QTRY_VERIFY(!failed.isEmpty());
        QVERIFY(f.sentBodies().isEmpty());
        QCOMPARE(f.onDisk().size(), 1);
        f.storeWorks();
        f.look();
        QTRY_COMPARE(f.sentBodies(), QStringList("patience"));
        QVERIFY(f.onDisk().isEmpty());
        QCOMPARE(f.stored().size(), 1);
    }

    void historyTakesItAlong()
    {
        Fixture f;
        f.add("no", 1h);
        f.conversations.apply(
            f.awaited(f.store.call([id = f.chat](Store &store) { return store.removals().removeAll(id); })).value());
        f.waitForStore();
        QVERIFY(f.waiting().isEmpty());
        f.pass(1h);
        QVERIFY(f.sentBodies().isEmpty());
    }

    void accountTakesItAlong()
    {
        Fixture f;
        f.add("no", 1h);
        f.hasAccount = false;
        f.conversations.removeAccount(f.account);
        QVERIFY(f.waiting().isEmpty());
        f.waitForStore();
        QVERIFY(f.onDisk().isEmpty());
        f.pass(1h);
        QVERIFY(f.sentBodies().isEmpty());
    }

    void crashLeavesItInOnePlace_data()
    {
        QTest::addColumn<int>("point");
        QTest::addColumn<bool>("isSaid");
        QTest::newRow("accepted") << int(CrashPoint::Accepted) << false;
        QTest::newRow("record begun") << int(CrashPoint::RecordBegun) << false;
        QTest::newRow("recorded") << int(CrashPoint::Recorded) << true;
        QTest::newRow("prepared") << int(CrashPoint::Prepared) << true;
    }
    void crashLeavesItInOnePlace()
    {
        QFETCH(int, point);
        QFETCH(bool, isSaid);
        const QTemporaryDir left;
        Fixture f;
        f.add("once", 1h);
        s_from = f.path;
        s_to = left.filePath("natter.db");
        s_point = static_cast<CrashPoint>(point);
        CrashPoints::watch(copyThen);
        f.pass(1h);
        CrashPoints::watch(nullptr);
        QCOMPARE(f.sentBodies(), QStringList("once"));
        QVERIFY(QFile::exists(s_to));
        Store store(s_to);
        QVERIFY(store.open().has_value());
        QCOMPARE(store.later().all()->size(), isSaid ? 0 : 1);
        const auto said = store.messages().page(f.chat, 0, 10).value();
        QCOMPARE(said.size(), isSaid ? 1 : 0);
        if (isSaid) {
            QCOMPARE(said.first().delivery, Delivery::Written); // in doubt until the server is asked
        }
    }
};

QTEST_GUILESS_MAIN(TestLaterMessages)
#include "tst_later_messages.moc"
