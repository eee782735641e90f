// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_talk.h"

#include "store/search_index.h"

#include <QtTest>

#include <algorithm>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Purpose = ChatMessage::Purpose;

/// In a room everybody says something in one conversation, and nobody may say it for another.
class TestRoomMessages : public QObject
{
    Q_OBJECT

    using Fixture = RoomTalk;

private Q_SLOTS:
    void messageComesBackAsItWas()
    {
        Fixture f;
        ChatMessage said = f.said(1, "nurse");
        said.isMention = true;
        const auto changes = f.record({ said });
        QCOMPARE(changes.size(), 1);
        said.row = changes.first().message.row;
        QCOMPARE(changes.first().message, said);
        QCOMPARE(f.all(), QList { said });
        QCOMPARE(f.summary().kind, ChatKind::Room);
        QCOMPARE(f.summary().lastNick, QString("nurse"));
        QCOMPARE(f.summary().mentions, 1);
        QCOMPARE(f.summary(f.nurse).kind, ChatKind::Person);
    }

    void conversationIsARoomOnceAMessageOrAnybodySaysSo()
    {
        Fixture f;
        ChatMessage person = f.said(1, "nurse");
        person.kind = ChatKind::Person;
        f.record({ person });
        QCOMPARE(f.summary().kind, ChatKind::Person);
        QCOMPARE(f.store.messages().ensureChat(f.garden, ChatKind::Room)->kind, ChatKind::Room);
        QCOMPARE(f.record({ f.said(2, "nurse") }).first().message.kind, ChatKind::Room);
        person = f.said(3, "nurse");
        person.kind = ChatKind::Person; // whoever writes it knows no better
        QCOMPARE(f.record({ person }).first().message.kind, ChatKind::Room);
        QCOMPARE(f.all().first().kind, ChatKind::Room);
        QCOMPARE(f.store.messages().ensureChat(f.garden)->kind, ChatKind::Room);
        f.record({ f.said(4, "tybalt") });
        QCOMPARE(f.store.messages().chats()->first().kind, ChatKind::Room);
    }

    void mentionsAreCountedWhileTheyAreUnread()
    {
        Fixture f;
        const auto mention = [&f](int number) {
            ChatMessage message = f.said(number, "nurse");
            message.isMention = true;
            return message;
        };
        f.record({ mention(1), f.said(2, "tybalt"), mention(3) });
        QCOMPARE(f.summary().mentions, 2);
        QCOMPARE(f.summary().unread, 3);
        QVERIFY(f.store.messages().markRead(f.garden, f.all()[1].row));
        QCOMPARE(f.summary().mentions, 1);
        QVERIFY(f.store.messages().markRead(f.garden, f.all()[2].row));
        QCOMPARE(f.summary().mentions, 0);
        f.record({ mention(4), mention(5), f.said(6, {}) });
        QCOMPARE(f.summary().mentions, 0); // we have answered
        ChatMessage ours = f.said(7, {});
        ours.isMention = true;
        f.record({ ours });
        QVERIFY(!f.all().last().isMention);
        f.record({ mention(8), mention(9) });
        QVERIFY(f.store.removals().remove(f.garden, { f.all().last().row }));
        QCOMPARE(f.summary().mentions, 1);
        ChatMessage person = mention(10);
        person.kind = ChatKind::Person;
        person.conversation = f.nurse;
        f.record({ person });
        QCOMPARE(f.summary(f.nurse).mentions, 0); // every message is for us there
    }

    void retractedMentionCountsNoMore()
    {
        Fixture f;
        ChatMessage said = f.said(1, "nurse");
        said.isMention = true;
        f.record({ said, f.said(2, "nurse") });
        const auto changes = f.record({ f.retraction(3, "nurse", "a1") });
        QCOMPARE(changes.last().chat.mentions, 0);
        QCOMPARE(f.summary().mentions, 0);
        QVERIFY(!f.all().first().isMention);
        ChatMessage late = f.said(5, "nurse");
        late.isMention = true;
        f.record({ f.moderation(4, "a5"), late }); // the statement came first
        QCOMPARE(f.summary().mentions, 0);
    }

    void correctionMayBeAMention()
    {
        Fixture f;
        f.record({ f.said(1, "nurse") });
        ChatMessage better = f.correction(2, "nurse", "s1", "Romeo!");
        better.isMention = true;
        QCOMPARE(f.record({ better }).last().chat.mentions, 1);
        QVERIFY(f.all().first().isMention);
        f.record({ f.correction(3, "nurse", "s1", "never mind") });
        QCOMPARE(f.summary().mentions, 1); // we were meant
        ChatMessage orphan = f.correction(4, "nurse", "s9", "Romeo!");
        orphan.isMention = true;
        f.record({ orphan });
        QCOMPARE(f.summary().mentions, 2);
        f.record({ f.said(9, "nurse") }); // now it is a version of that
        QCOMPARE(f.summary().mentions, 2);
        QCOMPARE(f.summary().unread, 2);
    }

    void orderOfArrivalDoesNotMatter_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("stays") << 0;
        QTest::newRow("taken back") << 1;
        QTest::newRow("taken back by the room") << 2;
        QTest::newRow("by both") << 3;
    }
    /// A message, what comes of it, and what others would like to make of it.
    void orderOfArrivalDoesNotMatter()
    {
        QFETCH(int, end);
        Fixture f;
        QList<ChatMessage> said { f.said(1, "nurse"), f.correction(2, "nurse", "s1", "better"),
                                  f.reaction(3, "tybalt", "a1", "+"), f.correction(5, "tybalt", "s1", "forged") };
        if (end & 1) {
            said.append(f.retraction(6, "nurse", "a1"));
        }
        if (end & 2) {
            said.append(f.moderation(7, "a1"));
        }
        QList<int> order;
        for (int i = 0; i < said.size(); ++i) {
            order.append(i);
        }
        int rooms = 0;
        do { // each in a room of its own
            const ConversationId room { f.romeo, Jid::orNull(QString("r%1@chat.capulet.lit").arg(++rooms)) };
            for (ChatMessage &message : said) {
                message.conversation = room;
            }
            QList<ChatMessage> arriving;
            for (const int i : std::as_const(order)) {
                arriving.append(said[i]);
            }
            f.record(arriving);
            QVERIFY(f.record(arriving).isEmpty()); // and once more, as archives bring it
            QStringList lines = f.shown(room);
            QCOMPARE(lines.size(), 2);
            const bool isFirst = order.indexOf(3) < order.indexOf(0);
            QCOMPARE(lines.takeAt(isFirst ? 0 : 1), QString("tybalt: forged*")); // his words, in no place but his own
            QCOMPARE(lines.first(), QString(end != 0 ? "nurse: -" : "nurse: better* +1"));
            QCOMPARE(f.summary(room).unread, end != 0 ? 1 : 2);
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(f.isOnDisk("better"), end == 0);
    }

    void nobodyChangesWhatOthersSaid()
    {
        Fixture f;
        f.record({ f.said(1, "nurse"), f.said(2, {}) });
        const QStringList before = f.shown();
        f.record({ f.retraction(3, "tybalt", "a1"), f.retraction(4, "tybalt", "a2"), f.retraction(5, "tybalt", "s1"),
                   f.retraction(6, {}, "a1"), f.correction(7, {}, "s1", "forged") });
        QCOMPARE(f.shown().mid(0, 2), before);
        QCOMPARE(f.record({ f.retraction(8, {}, "a2") }).last().message.stanzaId, QString("s2"));
        QCOMPARE(f.shown()[1], QString("romeo: -"));
    }

    /// They may be anybody, also under the same nickname.
    void whoIsNotKnownChangesNothing()
    {
        Fixture f;
        const ChatMessage unknown = f.byNobody(f.said(1, "nurse"));
        f.record({ unknown, f.said(2, "nurse") });
        const QStringList before = f.shown();
        QVERIFY(f.record({ f.byNobody(f.retraction(3, "nurse", "a1")), f.byNobody(f.retraction(4, "nurse", "a2")),
                           f.byNobody(f.reaction(5, "nurse", "a1", "x")), f.retraction(6, "tybalt", "s1") })
                    .size()
                <= 1);
        QCOMPARE(f.shown(), before);
        const auto changes =
            f.record({ f.byNobody(f.correction(7, "nurse", "s1", "better")), f.correction(8, "nurse", "s1", "best") });
        QCOMPARE(RoomTalk::kinds(changes), QStringList({ "added s7", "added s8" }));
        QCOMPARE(f.shown().mid(0, 2), before);
        QCOMPARE(f.shown()[2], QString("nurse: better")); // something new
        QVERIFY(f.record({ f.byNobody(f.correction(7, "nurse", "s1", "better")) }).isEmpty());
        QCOMPARE(f.record({ f.moderation(9, "a7") }).last().message.stanzaId, QString("s7"));
        QCOMPARE(f.shown()[2], QString("nurse: -"));
        f.record({ f.moderation(10, "a1") }); // the room may, whoever that was
        QCOMPARE(f.shown()[0], QString("nurse: -"));
    }

    void sameIdOfTwoPeople()
    {
        Fixture f;
        ChatMessage other = f.said(2, "tybalt");
        other.stanzaId = "s1";
        f.record({ f.said(1, "nurse"), other, f.correction(3, "nurse", "s1", "hers"),
                   f.correction(4, "tybalt", "s1", "his") });
        QCOMPARE(f.shown(), QStringList({ "nurse: hers*", "tybalt: his*" }));
        f.record({ f.retraction(5, "nurse", "s1") }); // by a program that knows no better
        QCOMPARE(f.shown(), QStringList({ "nurse: -", "tybalt: his*" }));
    }

    /// Somebody may take the id in the archive of another's message for their own.
    void archivesIdComesFirst()
    {
        Fixture f;
        ChatMessage mimic = f.said(2, "tybalt");
        mimic.stanzaId = "a1";
        ChatMessage answer = f.said(4, "paris");
        answer.quote = Quote { "a1", "word1" };
        f.record(
            { f.said(1, "nurse"), mimic, f.reaction(3, "paris", "a1", "+"), answer, f.retraction(5, "tybalt", "a1") });
        QCOMPARE(f.shown(), QStringList({ "nurse: word1 +1", "tybalt: word2", "paris: word4" }));
        QCOMPARE(f.all()[2].quote->nick, QString("nurse"));
        QCOMPARE(f.all()[2].quote->text, QString("word1"));
        Fixture late; // what they mimic comes later
        late.record({ mimic, late.reaction(3, "paris", "a1", "+"), late.said(1, "nurse") });
        QCOMPARE(late.shown(), QStringList({ "tybalt: word2", "nurse: word1 +1" }));
    }

    void quoteOfWhatIsGoneIsGone()
    {
        Fixture f;
        ChatMessage answer = f.said(2, "paris");
        answer.quote = Quote { "a1", "word1" };
        f.record({ f.said(1, "nurse"), answer });
        QVERIFY(!f.all()[1].quote->said.isEmpty());
        f.record({ f.moderation(3, "a1") });
        QCOMPARE(f.all()[1].quote->said, QString());
        QVERIFY(f.all()[1].quote->isRetracted);
        answer.archiveId = "a4";
        answer.stanzaId = "s4";
        f.record({ answer }); // comes with it still
        QCOMPARE(f.all().last().quote->said, QString());
        QVERIFY(!f.isOnDisk("word1"));
        QVERIFY(f.store.removals().remove(f.garden, { f.all().first().row }));
        answer.archiveId = "a5";
        answer.stanzaId = "s5";
        f.record({ answer });
        QCOMPARE(f.all().last().quote->said, QString());
    }

    void everybodyReacts()
    {
        Fixture f;
        f.record({ f.said(1, "nurse"), f.reaction(2, "tybalt", "a1", "+"), f.reaction(3, "paris", "a1", "+\n-"),
                   f.reaction(4, {}, "a1", "+") });
        QCOMPARE(f.shown(), QStringList("nurse: word1 +3! -1"));
        const auto given = f.store.messages().reactionsTo(f.all().first().row).value();
        QCOMPARE(given.size(), 3);
        QVERIFY(given[0].isOurs);
        QCOMPARE(given[1].nick, QString("paris"));
        QCOMPARE(given[1].emoji, QStringList({ "+", "-" }));
        QCOMPARE(given[2].nick, QString("tybalt"));
        f.record({ f.reaction(5, "paris", "a1", "-") });
        QCOMPARE(f.shown(), QStringList("nurse: word1 +2! -1"));
        f.record({ f.reaction(6, "paris", "a1", {}), f.reaction(7, {}, "a1", {}) });
        QCOMPARE(f.shown(), QStringList("nurse: word1 +1"));
        ChatMessage renamed = f.reaction(8, "paris", "a1", "?");
        renamed.nick = "count";
        f.record({ renamed, f.reaction(9, "nurse", "s1", "?") }); // to herself, by the other id
        QCOMPARE(f.shown(), QStringList("nurse: word1 +1 ?2"));
        QCOMPARE(f.store.messages().reactionsTo(f.all().first().row)->size(), 3);
        QVERIFY(f.record({ f.moderation(10, "a9") }).size() > 1); // the room takes back hers
        QCOMPARE(f.shown(), QStringList("nurse: word1 +1 ?1"));
    }

    void crowdOfManyMindsIsBounded()
    {
        Fixture f;
        f.record({ f.said(1, "nurse"), f.reaction(2, {}, "a1", "ours") });
        QList<ChatMessage> crowd;
        for (int i = 0; i < 500; ++i) {
            crowd.append(f.reaction(10 + i, QStringLiteral("guest%1").arg(i), "a1", QStringLiteral("e%1").arg(i)));
        }
        f.record(crowd);
        const auto reactions = f.all().first().reactions;
        QCOMPARE(reactions.size(), 101);
        QVERIFY(reactions.first().isOurs);
    }

    void roomTakesBackACorrection()
    {
        for (const bool isLate : { false, true }) {
            Fixture f;
            f.record({ f.said(1, "nurse") });
            const QList<ChatMessage> both { f.correction(2, "nurse", "s1", "insult"), f.moderation(3, "a2") };
            f.record({ both[isLate ? 1 : 0] });
            f.record({ both[isLate ? 0 : 1] });
            QCOMPARE(f.shown(), QStringList("nurse: word1"));
            QVERIFY(!f.isOnDisk("insult"));
            QCOMPARE(f.store.messages().versions(f.all().first().row)->size(), 1);
            f.record({ f.correction(4, "nurse", "s1", "better") });
            QCOMPARE(f.shown(), QStringList("nurse: better*"));
            f.record(
                { f.correction(5, "nurse", "s8", "another insult"), f.moderation(6, "a5") }); // of what is not here
            QCOMPARE(f.shown(), QStringList("nurse: better*"));
            QVERIFY(!f.isOnDisk("another insult"));
        }
    }

    void onlyARoomModerates()
    {
        Fixture f;
        f.record({ f.NumberedArchive::message(1) });
        ChatMessage forged = f.moderation(2, "a1");
        forged.conversation = f.juliet;
        forged.kind = ChatKind::Person;
        ChatMessage byName = forged;
        byName.about = "s1";
        QVERIFY(f.record({ forged, byName }).isEmpty());
        QVERIFY(!f.store.messages().page(f.juliet, 0, 10)->first().isRetracted());
    }

    void archiveFillsInTheSame()
    {
        Fixture f;
        const ArchiveGap gap = f.store.openRoomGap(f.garden, f.time(20)).value();
        f.record({ f.said(21, "nurse") });
        ChatMessage mention = f.said(10, "tybalt");
        mention.isMention = true;
        f.fill(gap, { mention, f.correction(11, "nurse", "s3", "better"), f.moderation(12, "a4") },
               Store::Filling::Leaves::Some);
        QCOMPARE(f.shown(), QStringList({ "tybalt: word10", "nurse: better*", "nurse: word21" }));
        f.fill(gap, { f.said(3, "nurse"), f.said(4, "tybalt"), f.reaction(5, "paris", "a3", "+") },
               Store::Filling::Leaves::Nothing);
        QCOMPARE(f.shown(), QStringList({ "nurse: better* +1", "tybalt: -", "tybalt: word10", "nurse: word21" }));
        QCOMPARE(f.summary().unread, 1); // what was said before we came is no news
        QCOMPARE(f.summary().mentions, 0);
    }

    void searchFindsThemAsOthers()
    {
        Fixture f;
        SearchIndex index(f.path);
        const auto found = [&index](const QString &word) {
            while (index.takeIn(10).value()) { }
            MessageSearch search;
            search.text = word;
            QStringList lines;
            const auto hits = index.find(search, 10, [] { return false; }).value();
            for (const SearchHit &hit : hits) {
                lines.append(hit.message.nick + QStringLiteral(": ") + hit.message.body);
            }
            return lines;
        };
        f.record({ f.said(1, "nurse"), f.said(2, "tybalt") });
        QCOMPARE(found("word2"), QStringList("tybalt: word2"));
        f.record({ f.correction(3, "nurse", "s1", "window"), f.correction(4, "paris", "s9", "insult") });
        QCOMPARE(found("window"), QStringList("nurse: window"));
        QCOMPARE(found("insult"), QStringList("paris: insult"));
        f.record({ f.moderation(5, "a1"), f.moderation(6, "a4"), f.moderation(7, "a2") });
        QCOMPARE(found("window") + found("insult") + found("word2"), QStringList());
    }

    void deletedMessageOfOneDoesNotHideAnothers()
    {
        Fixture f;
        ChatMessage hers = f.said(1, "nurse", "yes");
        ChatMessage his = f.said(2, "tybalt", "yes");
        his.stanzaId = "s1";
        for (ChatMessage *message : { &hers, &his }) {
            message->archiveId.clear();
            message->time = f.time(1);
        }
        f.record({ hers });
        QVERIFY(f.store.removals().remove(f.garden, { f.all().first().row }));
        QVERIFY(f.record({ hers }).isEmpty());
        QCOMPARE(f.record({ his }).size(), 1);
        QVERIFY(f.record({ f.correction(3, "nurse", "s1", "no") }).first().kind == MessageChange::Kind::Noted);
        QCOMPARE(f.shown(), QStringList("tybalt: yes"));
    }

    void deletedMessageTakesAlongWhatIsAboutIt()
    {
        Fixture f;
        f.record({ f.said(1, "nurse"), f.correction(2, "nurse", "s1", "secret words"),
                   f.reaction(3, "tybalt", "a1", "+"), f.correction(4, "tybalt", "s1", "his own") });
        const auto removal = f.store.removals().remove(f.garden, { f.all().first().row });
        QCOMPARE(removal->rows.size(), 3);
        QVERIFY(!f.isOnDisk("secret words"));
        QCOMPARE(f.shown(), QStringList("tybalt: his own*"));
    }
};

QTEST_GUILESS_MAIN(TestRoomMessages)
#include "tst_room_messages.moc"
