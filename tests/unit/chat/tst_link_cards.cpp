// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"
#include "support/talking_session.h"

#include "base/limits.h"
#include "domain/message_json.h"
#include "protocol/xep/xep0461_message_replies.h"
#include "protocol/xep/xep0511_link_metadata.h"

#include <QtTest>

using namespace natter;

/// Cards of links on their way in and out, and on the disk (XEP-0511).
class TestLinkCards : public QObject
{
    Q_OBJECT

    struct Fixture : TalkingSession
    {
        QStringList titles(const QString &id)
        {
            QStringList all;
            const ChatMessage message = of(id);
            const auto cards = cardsFor(message.body, message.cards);
            for (const LinkCard &card : cards) {
                all << card.title;
            }
            return all;
        }
        /// Something that a person does not see, but a disk keeps.
        bool isOnDisk(const QByteArray &text)
        {
            for (const char *suffix : { "", "-wal" }) {
                QFile file(path + suffix);
                if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
                    return true;
                }
            }
            return false;
        }
        Result<ChatMessage> sayWithCard(Result<ChatMessage> message, const LinkCard &card)
        {
            message->cards = { card };
            return awaited(outbox.submit(message));
        }
    };

    static QByteArray card(const QByteArray &link, const QByteArray &title, const QByteArray &more = {})
    {
        return "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
               "xmlns:og='https://ogp.me/ns#' rdf:about='"
            + link + "'><og:title>" + title + "</og:title>" + more + "</rdf:Description>";
    }
    static const QByteArray &said()
    {
        static const QByteArray text("<body>Look: https://capulet.lit/ball</body>");
        return text;
    }

private Q_SLOTS:
    void cardThatArrivesIsKept()
    {
        Fixture f;
        f.hear(said()
                   + card("https://capulet.lit/ball", "The ball",
                          "<og:description>All are welcome</og:description><og:site_name>Capulets</og:site_name>"
                          "<og:image>https://capulet.lit/tracker.png</og:image>"),
               "m1");
        const LinkCard kept = f.of("m1").cards.value(0);
        QCOMPARE(kept, LinkCard({ "https://capulet.lit/ball", "The ball", "All are welcome", "Capulets" }));
        f.hear(said(), "m2");
        QVERIFY(f.of("m2").cards.isEmpty());
    }

    void cardsThatCountAreThoseOfTheText()
    {
        Fixture f;
        f.hear(said() + card("https://montague.lit/", "Elsewhere") + card("https://capulet.lit/ball", "The ball")
                   + card("https://capulet.lit/ball", "Another"),
               "m1");
        QCOMPARE(f.titles("m1"), QStringList("The ball"));
        // What is quoted is not said
        f.hear("<body>&gt; https://capulet.lit/ball\nNo</body><reply xmlns='urn:xmpp:reply:0' id='m1'/><fallback "
               "xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='27'/></fallback>"
                   + card("https://capulet.lit/ball", "The ball"),
               "m2");
        QCOMPARE(f.of("m2").body, QString("No"));
        QVERIFY(f.of("m2").cards.isEmpty());
        f.hear(card("https://capulet.lit/ball", "The ball"), "m3"); // with no text at all
        QCOMPARE(f.stored().size(), 2);
    }

    void copyOfOurOtherDeviceBringsItsCards()
    {
        Fixture f;
        f.receive("<message from='romeo@montague.lit' to='romeo@montague.lit/orchard'><sent "
                  "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                  "type='chat' from='romeo@montague.lit/crypt' to='juliet@capulet.lit' id='c1'>"
                  + said() + card("https://capulet.lit/ball", "The ball") + "</message></forwarded></sent></message>");
        QCOMPARE(f.titles("c1"), QStringList("The ball"));
        QVERIFY(f.of("c1").isOutgoing());
    }

    void oursGoesOutAsSpecified()
    {
        Fixture f;
        const auto sent = f.sayWithCard(saying(f.chat, "Look: https://capulet.lit/ball"),
                                        { "https://capulet.lit/ball", "The ball", "All are welcome", "Capulets" });
        QCOMPARE(sent->cards.size(), 1);
        const Message stanza = f.last();
        QCOMPARE(stanza.body(), QString("Look: https://capulet.lit/ball"));
        const Element element = stanza.child(LinkMetadata::name);
        QCOMPARE(element.attribute(u"http://www.w3.org/1999/02/22-rdf-syntax-ns#", u"about"),
                 QString("https://capulet.lit/ball"));
        QCOMPARE(element.childText({ u"https://ogp.me/ns#", u"title" }), QString("The ball"));
        QCOMPARE(element.childText({ u"https://ogp.me/ns#", u"description" }), QString("All are welcome"));
        QCOMPARE(element.childText({ u"https://ogp.me/ns#", u"site_name" }), QString("Capulets"));
        QVERIFY(element.child({ u"https://ogp.me/ns#", u"image" }).isNull());
    }

    void whatWeSendIsShownByAnotherNatter()
    {
        Fixture ours;
        const LinkCard card { "https://capulet.lit/ball",
                              "The \"ball\" & more",
                              "All are <welcome>",
                              "Capulets",
                              QByteArray("\x89PNG\r\n\x1a\n and so on"),
                              "Masks" };
        ours.sayWithCard(saying(ours.chat, "Look: https://capulet.lit/ball"), card);
        QByteArray children;
        const Message sent = ours.last();
        for (const Element &child : sent.children()) {
            children += child.toXml(ns::client);
        }
        Fixture theirs;
        theirs.hear(children, "m1");
        QCOMPARE(theirs.of("m1").body, QString("Look: https://capulet.lit/ball"));
        QCOMPARE(theirs.of("m1").cards, QList { card });
    }

    void oursComesWithAReply()
    {
        Fixture f;
        f.hear("<body>Where?</body>", "m1");
        QVERIFY(f.sayWithCard(replyTo(f.of("m1"), "https://capulet.lit/ball"), { "https://capulet.lit/ball", "Ball" }));
        const Message stanza = f.last();
        QCOMPARE(stanza.payload<Reply>()->id, QString("m1"));
        QCOMPARE(stanza.payload<LinkMetadata>()->title, QString("Ball"));
    }

    void oursIsOnlyAboutWhatItSays()
    {
        Fixture f;
        QVERIFY(f.sayWithCard(saying(f.chat, "https://capulet.lit"), { "https://montague.lit", "Elsewhere" }));
        QVERIFY(!f.last().payload<LinkMetadata>());
    }

    void correctionKeepsTheCardsOfTheLinksThatStay()
    {
        Fixture f;
        const auto sent =
            f.sayWithCard(saying(f.chat, "https://capulet.lit/ball"), { "https://capulet.lit/ball", "Ball" });
        f.awaited(f.outbox.correct(f.of(sent->stanzaId), "Tonight: https://capulet.lit/ball"));
        QCOMPARE(f.last().payload<LinkMetadata>()->title, QString("Ball"));
        QCOMPARE(f.titles(sent->stanzaId), QStringList("Ball"));
        f.awaited(f.outbox.correct(f.of(sent->stanzaId), "Tonight"));
        QVERIFY(!f.last().payload<LinkMetadata>());
        QCOMPARE(f.titles(sent->stanzaId), QStringList());
    }

    void theirCorrectionBringsAnotherCard()
    {
        Fixture f;
        f.hear(said() + card("https://capulet.lit/ball", "The ball"), "m1");
        f.hear("<body>https://capulet.lit/feast</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"
                   + card("https://capulet.lit/feast", "The feast"),
               "m2");
        QCOMPARE(f.titles("m1"), QStringList("The feast"));
    }

    void retractionTakesTheCardsAlong()
    {
        Fixture f;
        f.hear(said() + card("https://capulet.lit/ball", "Of-the-title"), "m1");
        f.hear("<body>https://capulet.lit/feast</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"
                   + card("https://capulet.lit/feast", "Of-the-other"),
               "m2");
        QVERIFY(f.isOnDisk("Of-the-title") || f.isOnDisk("Of-the-other"));
        f.hear("<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>", "m3");
        QVERIFY(f.of("m1").cards.isEmpty());
        const auto left = f.awaited(f.store.call([](Store &store) { return store.messages().count(); }));
        QCOMPARE(left.value_or(0), 3);
        QTRY_VERIFY(!f.isOnDisk("Of-the-title") && !f.isOnDisk("Of-the-other"));
    }

    void exportHasTheWordsAndImportTakesThem()
    {
        Fixture f;
        f.hear(said() + card("https://capulet.lit/ball", "The ball"), "m1");
        const QJsonObject json = messageJson(f.of("m1"));
        QCOMPARE(json["cards"].toArray().first()["title"].toString(), QString("The ball"));
        const auto again = messageOfJson(json);
        QCOMPARE(again->cards, f.of("m1").cards);
        QJsonObject forged = json;
        forged["body"] = "https://montague.lit";
        QVERIFY(messageOfJson(forged)->cards.isEmpty());
    }

    void hostileCardsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("cards");
        QTest::newRow("very many") << card("https://capulet.lit/ball", "x").repeated(3000);
        QTest::newRow("very long") << card("https://capulet.lit/ball", QByteArray(200'000, 'x'));
        QTest::newRow("very many titles")
            << card("https://capulet.lit/ball", "x", QByteArray("<og:title>y</og:title>").repeated(5000));
        QTest::newRow("large picture") << card("https://capulet.lit/ball", "x",
                                               "<og:image>data:image/png;base64," + QByteArray(200'000, 'A')
                                                   + "</og:image>");
        QTest::newRow("markup") << card("https://capulet.lit/ball", "&lt;img src=x&gt;");
        QTest::newRow("nested") << card("https://capulet.lit/ball", "x",
                                        card("https://capulet.lit/ball", "y").repeated(100));
    }
    void hostileCardsAreBounded()
    {
        QFETCH(QByteArray, cards);
        Fixture f;
        f.hear(said() + cards, "m1");
        const auto kept = f.of("m1").cards;
        QCOMPARE(kept.size(), 1);
        QVERIFY(kept.first().title.size() <= limits::cardTitleChars);
        QVERIFY(kept.first().picture.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLinkCards)
#include "tst_link_cards.moc"
