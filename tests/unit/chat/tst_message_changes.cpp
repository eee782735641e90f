// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/talking_session.h"

#include "protocol/xep/xep0308_message_correction.h"
#include "protocol/xep/xep0334_processing_hints.h"
#include "protocol/xep/xep0424_message_retraction.h"
#include "protocol/xep/xep0428_fallback_indication.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// Corrections and retractions on their way in and out.
class TestMessageChanges : public QObject
{
    Q_OBJECT

    struct Fixture : TalkingSession
    {
        QStringList shown()
        {
            QStringList texts;
            const auto messages = stored();
            for (const ChatMessage &message : messages) {
                texts.append(message.isRetracted() ? QStringLiteral("-") : message.body);
            }
            return texts;
        }
    };

    static QByteArray replacing(const QByteArray &id)
    {
        return "<replace xmlns='urn:xmpp:message-correct:0' id='" + id + "'/>";
    }
    static QByteArray retracting(const QByteArray &id)
    {
        return "<retract xmlns='urn:xmpp:message-retract:1' id='" + id
            + "'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>"
              "<body>/me retracted a previous message</body>";
    }

private Q_SLOTS:
    void theirsChange()
    {
        Fixture f;
        f.hear("<body>But soft, what light through yonder airlock breaks?</body>", "m1");
        f.hear("<body>But soft, what light through yonder window breaks?</body>" + replacing("m1"), "m2");
        QCOMPARE(f.shown(), QStringList { "But soft, what light through yonder window breaks?" });
        f.hear(retracting("m1"), "m3", "juliet@capulet.lit/crypt"); // of another device
        QCOMPARE(f.shown(), QStringList { "-" });
    }

    void othersChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        const auto from = [](const QByteArray &who, const QByteArray &type, const QByteArray &children) {
            return "<message type='" + type + "' id='m2' from='" + who + "'>" + children + "</message>";
        };
        const QByteArray correction = "<body>forged</body>" + replacing("m1");
        QTest::newRow("correction by somebody else") << from("paris@verona.lit/a", "chat", correction);
        QTest::newRow("retraction by somebody else") << from("paris@verona.lit/a", "chat", retracting("m1"));
        QTest::newRow("correction in a room") << from("juliet@capulet.lit/a", "groupchat", correction);
        QTest::newRow("retraction in a room") << from("juliet@capulet.lit/a", "groupchat", retracting("m1"));
        QTest::newRow("retraction without an id")
            << from("juliet@capulet.lit/a", "chat", "<retract xmlns='urn:xmpp:message-retract:1'/>");
        QTest::newRow("error") << from("juliet@capulet.lit/a", "error", correction);
        QTest::newRow("forged copy of ours")
            << from("paris@verona.lit/a", "chat",
                    "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
                    "xmlns='jabber:client' type='chat' from='juliet@capulet.lit/a' to='romeo@montague.lit'>"
                        + retracting("m1") + "</message></forwarded></sent>");
    }
    void othersChangeNothing()
    {
        QFETCH(QByteArray, stanza);
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        f.receive(stanza);
        f.waitForStore();
        QCOMPARE(f.shown(), QStringList { "Good morrow" });
    }

    void correctionOfItselfIsAMessage()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>" + replacing("m1"), "m1");
        QCOMPARE(f.shown(), QStringList { "Good morrow" });
    }

    void tombstonesComeFromTheArchiveOnly()
    {
        const QByteArray tombstone =
            "<retracted xmlns='urn:xmpp:message-retract:1' id='r1' stamp='2019-09-20T23:09:32Z'/>";
        Fixture f;
        f.protocol.stanzaIds().restoreVouching(true);
        f.hear("<body>Good morrow</body>" + tombstone
                   + "<stanza-id xmlns='urn:xmpp:sid:0' id='a0' by='romeo@montague.lit'/>",
               "m0");
        QCOMPARE(f.shown(), QStringList { "Good morrow" });
        ReceivedMessage received;
        received.message =
            Message::read(elementFrom("<message xmlns='jabber:client' type='chat' id='m1' from='juliet@capulet.lit/a'>"
                                      + tombstone + "</message>"))
                .value();
        received.archiveId = "a1";
        received.isFromArchive = true;
        received.stamp = f.clock.now();
        f.awaited(f.receiver.store({ received }, { "a1", f.clock.now() }, MessageReceiver::Behind::Nothing));
        QCOMPARE(f.shown(), QStringList({ "Good morrow", "-" }));
    }

    void oursAreCorrected()
    {
        Fixture f;
        const ChatMessage first = f.say("Good morow");
        f.take();
        const auto corrected = f.awaited(f.outbox.correct(first, "Good morrow"));
        QVERIFY(corrected);
        const Message sent = f.last();
        QCOMPARE(sent.body(), QString("Good morrow"));
        QCOMPARE(sent.payload<Replacement>()->id, first.stanzaId);
        QVERIFY(sent.id != first.stanzaId);
        QCOMPARE(f.shown(), QStringList { "Good morrow" });
        QVERIFY(f.stored().first().isChanging);
        f.outbox.acknowledged({ sent.write() });
        f.waitForStore();
        QVERIFY(!f.stored().first().isChanging);
        // However often, it is the first that is meant
        f.awaited(f.outbox.correct(f.stored().first(), "Good morrow!"));
        QCOMPARE(f.last().payload<Replacement>()->id, first.stanzaId);
        QCOMPARE(f.shown(), QStringList { "Good morrow!" });
    }

    void oursAreRetracted()
    {
        Fixture f;
        const ChatMessage first = f.say("Ay me");
        f.take();
        QVERIFY(f.awaited(f.outbox.retract(first)));
        const Message sent = f.last();
        QCOMPARE(sent.payload<Retraction>()->id, first.stanzaId);
        QCOMPARE(sent.payload<Fallback>()->meant, QString("urn:xmpp:message-retract:1"));
        QVERIFY(sent.payload<StoreHint>());
        QVERIFY(sent.body().startsWith("/me retracted"));
        QCOMPARE(f.shown(), QStringList { "-" });
    }

    void whatCannotBeChangedIsRefused()
    {
        Fixture f;
        f.hear("<body>Good morrow</body>", "m1");
        const ChatMessage theirs = f.stored().first();
        QCOMPARE(f.awaited(f.outbox.correct(theirs, "forged")).error().kind, Error::Kind::InvalidInput);
        QCOMPARE(f.awaited(f.outbox.retract(theirs)).error().kind, Error::Kind::InvalidInput);
        ChatMessage ours = f.say("Ay me");
        QCOMPARE(f.awaited(f.outbox.correct(ours, " ")).error().kind, Error::Kind::InvalidInput);
        ours.delivery = Delivery::Failed;
        QCOMPARE(f.awaited(f.outbox.correct(ours, "Ay")).error().kind, Error::Kind::InvalidInput);
        QCOMPARE(f.shown(), QStringList({ "Good morrow", "Ay me" }));
    }

    void refusedCorrectionIsSeenAndTriedAgain()
    {
        Fixture f;
        const ChatMessage first = f.say("Good morow");
        f.awaited(f.outbox.correct(first, "Good morrow"));
        const Message sent = f.last();
        f.receive(
            "<message type='error' from='juliet@capulet.lit' id='" + sent.id.toUtf8()
            + "'><error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        f.waitForStore();
        QCOMPARE(f.shown(), QStringList({ "Good morow", "Good morrow" }));
        QCOMPARE(f.stored().last().delivery, Delivery::Failed);
        f.outbox.retry(f.stored().last());
        f.waitForStore();
        const auto elements = f.take();
        QCOMPARE(elements.size(), 1); // the first does not go out again
        const Message again = Message::read(elements.first()).value();
        QCOMPARE(again.id, sent.id);
        QCOMPARE(again.payload<Replacement>()->id, first.stanzaId);
        QCOMPARE(f.shown(), QStringList { "Good morrow" });
    }
};

QTEST_GUILESS_MAIN(TestMessageChanges)
#include "tst_message_changes.moc"
