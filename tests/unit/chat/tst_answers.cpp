// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/talking_session.h"

#include "protocol/xep/xep0333_displayed_markers.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0428_fallback_indication.h"
#include "protocol/xep/xep0444_message_reactions.h"
#include "protocol/xep/xep0461_message_replies.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// Replies, reactions and displayed markers on their way in and out.
class TestAnswers : public QObject
{
    Q_OBJECT

    struct Fixture : TalkingSession
    {
        /// A copy of what another device of ours sent.
        void hearOurs(const QByteArray &children, const QByteArray &id)
        {
            receive("<message from='romeo@montague.lit' to='romeo@montague.lit/orchard'><sent "
                    "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                    "type='chat' from='romeo@montague.lit/crypt' to='juliet@capulet.lit' id='"
                    + id + "'>" + children + "</message></forwarded></sent></message>");
            waitForStore();
        }
        QString reactions(const QString &id)
        {
            QStringList all;
            const auto found = of(id).reactions;
            for (const Reaction &reaction : found) {
                all << reaction.emoji + QString::number(reaction.count) + (reaction.isOurs ? "!" : "");
            }
            return all.join(' ');
        }
    };

    static QByteArray reacting(const QByteArray &id, const QByteArrayList &emoji)
    {
        QByteArray inner;
        for (const QByteArray &each : emoji) {
            inner += "<reaction>" + each + "</reaction>";
        }
        return "<reactions xmlns='urn:xmpp:reactions:0' id='" + id + "'>" + inner + "</reactions>";
    }
    static QByteArray displayed(const QByteArray &id)
    {
        return "<displayed xmlns='urn:xmpp:chat-markers:0' id='" + id + "'/>";
    }

private Q_SLOTS:
    void replyNamesWhatItAnswers()
    {
        Fixture f;
        f.hear("<body>By yonder moon I swear</body>", "m1");
        f.hear("<body>&gt; By yonder moon I swear\nO, swear not by the moon</body><reply xmlns='urn:xmpp:reply:0' "
               "id='m1'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='25'/>"
               "</fallback>",
               "m2");
        const ChatMessage reply = f.of("m2");
        QCOMPARE(reply.body, QString("O, swear not by the moon"));
        QVERIFY(reply.quote);
        QCOMPARE(reply.quote->said, QString("By yonder moon I swear"));
        QCOMPARE(reply.quote->row, f.of("m1").row);
        QCOMPARE(reply.quote->text, QString("By yonder moon I swear"));
        QVERIFY(!reply.quote->isOurs);
        f.hear("<body>By yonder sun</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", "m3");
        QCOMPARE(f.of("m2").quote->text, QString("By yonder sun"));
    }

    void replyToWhatIsNotHereShowsWhatCameAlong()
    {
        Fixture f;
        f.hear("<body>&gt; &gt; Who?\n&gt; I\nNo</body><reply xmlns='urn:xmpp:reply:0' id='gone'/><fallback "
               "xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='13'/></fallback>");
        const auto quote = f.of("m2").quote;
        QVERIFY(quote);
        QCOMPARE(quote->row, 0);
        QCOMPARE(quote->said, QString("> Who?\nI"));
        QCOMPARE(f.of("m2").body, QString("No"));
    }

    void bodyThatIsAllFallbackIsKept()
    {
        Fixture f;
        f.hear("<body>&gt; nothing else</body><reply xmlns='urn:xmpp:reply:0' id='m1'/><fallback "
               "xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='99'/></fallback>");
        QCOMPARE(f.of("m2").body, QString("> nothing else"));
    }

    void ourReplyQuotesForThoseWhoDoNotKnowIt()
    {
        Fixture f;
        f.hear(QByteArray("<body>\U0001F319 moon\nand stars</body>"), "m1");
        f.awaited(f.outbox.reply(f.of("m1"), "Swear not"));
        const Message sent = f.last();
        QCOMPARE(sent.body(), QString::fromUtf8("> \U0001F319 moon\n> and stars\nSwear not"));
        QCOMPARE(sent.payload<Reply>()->id, QString("m1"));
        QCOMPARE(sent.payload<Reply>()->to, f.chat.peer);
        const auto fallback = sent.payload<Fallback>();
        QVERIFY(fallback);
        QCOMPARE(fallback->split(sent.body()).first, QString("Swear not"));
        QCOMPARE(f.stored().last().body, QString("Swear not"));
        f.hearOurs("<body>&gt; x\nSwear not</body><reply xmlns='urn:xmpp:reply:0' id='m1'/><fallback "
                   "xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='4'/></fallback>",
                   sent.id.toUtf8());
        QCOMPARE(f.stored().size(), 2); // it is the same, whatever was quoted
    }

    void retractionTakesTheQuotationAlong()
    {
        Fixture f;
        f.hear("<body>By yonder moon I swear</body>", "m1");
        f.awaited(f.outbox.reply(f.of("m1"), "Swear not"));
        f.hear("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m3");
        const auto quote = f.stored().last().quote;
        QVERIFY(quote && quote->isRetracted);
        QCOMPARE(quote->said, QString());
        QCOMPARE(quote->text, QString());
    }

    void reactionsAreCountedBySide()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        f.hear(reacting("m1", { "\U0001F44D" }), "r1");
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F44D1"));
        f.awaited(f.outbox.react(f.of("m1"), { QString::fromUtf8("\U0001F44D"), QString::fromUtf8("\U0001F602") }));
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F44D2! \U0001F6021!"));
        const Message sent = f.last();
        QCOMPARE(sent.payload<Reactions>()->id, QString("m1"));
        QVERIFY(sent.payload<StoreHint>() && sent.body().isEmpty() && !sent.payload<Markable>());
        f.hear(reacting("m1", {}), "r2"); // taken back
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F44D1! \U0001F6021!"));
        f.hearOurs(reacting("m1", { "\U0001F422" }), "r3");
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F4221!"));
        QCOMPARE(f.stored().size(), 1);
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
    }

    void whoReactedIsKnown()
    {
        Fixture f;
        const auto given = [&f](const QString &id) {
            return f.awaited(f.conversations.reactionsTo(f.of(id).row)).value();
        };
        f.hear("<body>Good morrow</body>", "m1");
        QVERIFY(given("m1").isEmpty());
        f.hear(reacting("m1", { "\U0001F602" }), "r1");
        f.hear(reacting("m1", { "\U0001F44D", "\U0001F422" }), "r2");
        f.clock.advance(std::chrono::minutes(5));
        f.awaited(f.outbox.react(f.of("m1"), { QString::fromUtf8("\U0001F44D") }));
        const auto both = given("m1");
        QCOMPARE(both.size(), 2);
        QVERIFY(both[0].isOurs && !both[1].isOurs); // the newest first
        QCOMPARE(both[0].emoji, QStringList(QString::fromUtf8("\U0001F44D")));
        QCOMPARE(both[1].emoji,
                 QStringList({ QString::fromUtf8("\U0001F44D"), QString::fromUtf8("\U0001F422") })); // of the last one
        QVERIFY(both[1].time.isValid() && both[1].time < both[0].time);
        f.hear(reacting("m1", {}), "r3"); // taken back
        QCOMPARE(given("m1").size(), 1);
        f.hear("<body>Good morrow again</body>", "m1"); // reactions mean the newer of two with one id
        f.hear("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m2");
        QVERIFY(given("m1").isEmpty());
    }

    void reactionsOfOthersAndToNothing()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        f.hear(reacting("m1", { "\U0001F44E" }), "r1", "paris@verona.lit/a");
        f.hear(reacting("m1", { "\U0001F44E" }), "r2", "juliet@capulet.lit/a", "groupchat");
        f.hear(reacting("none", { "\U0001F44E" }), "r3");
        QCOMPARE(f.reactions("m1"), QString());
        QCOMPARE(f.stored().size(), 1);
    }

    void reactionThatComesFirstWaits()
    {
        Fixture f;
        f.hear(reacting("m1", { "\U0001F44D" }), "r1");
        f.hear("<body>Good morrow</body>", "m1");
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F44D1"));
    }

    void refusedReactionCountsAsNeverSaid()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        const auto sent = f.awaited(f.outbox.react(f.of("m1"), { QString::fromUtf8("\U0001F44D") }));
        QCOMPARE(f.reactions("m1"), QString::fromUtf8("\U0001F44D1!"));
        f.hear("<error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
               sent->stanzaId.toUtf8(), "juliet@capulet.lit", "error");
        QCOMPARE(f.reactions("m1"), QString());
    }

    void whatWasRetractedCannotBeAnswered()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        const ChatMessage before = f.of("m1");
        f.hear(reacting("m1", { "\U0001F44D" }), "r1");
        f.hear("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m2");
        QCOMPARE(f.reactions("m1"), QString());
        const auto late = f.awaited(f.outbox.react(before, { QString::fromUtf8("\U0001F44D") }));
        QVERIFY(!late && late.error().condition == u"gone");
        f.hear(reacting("m1", { "\U0001F44D" }), "r2");
        QCOMPARE(f.reactions("m1"), QString());
    }

    void markerMeansAllUpToThere()
    {
        Fixture f;
        const QString first = f.say("one").stanzaId;
        QVERIFY(f.last().payload<Markable>());
        const QString second = f.say("two").stanzaId;
        const QString third = f.say("three").stanzaId;
        f.outbox.acknowledged(f.take());
        f.waitForStore();
        QCOMPARE(f.of(second).delivery, Delivery::OnServer);
        f.hear(displayed(second.toUtf8()), "d1");
        QCOMPARE(f.of(first).delivery, Delivery::Written); // it is not acknowledged
        QCOMPARE(f.of(second).delivery, Delivery::Displayed);
        QCOMPARE(f.of(third).delivery, Delivery::OnServer);
        f.hear(displayed(first.toUtf8()), "d2"); // never goes back
        QCOMPARE(f.of(first).delivery, Delivery::Displayed);
        QCOMPARE(f.of(second).delivery, Delivery::Displayed);
        f.hear(displayed(third.toUtf8()), "d3", "paris@verona.lit/a");
        f.hear(displayed("unknown"), "d4");
        QCOMPARE(f.of(third).delivery, Delivery::OnServer);
        QCOMPARE(f.stored().size(), 3);
    }

    void ourOtherDeviceHasRead()
    {
        Fixture f;
        f.hear("<body>one</body>", "m1");
        f.hear("<body>two</body>", "m2");
        f.hear("<body>three</body>", "m3");
        QCOMPARE(f.conversations.summary(f.chat).unread, 3);
        f.hearOurs(displayed("m2"), "d1");
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
        f.hearOurs(displayed("m1"), "d2");
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
        f.hear(displayed("m3"), "d3"); // it is theirs to say of what is ours only
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
    }

    void spoilerIsHidden()
    {
        Fixture f;
        f.hear("<body>They die</body><spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler>", "m1");
        QCOMPARE(f.of("m1").spoiler.value_or("none"), QString("the end"));
        QVERIFY(f.conversations.summary(f.chat).isLastHidden);
    }
};

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
