// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_text.h"

#include <QtTest>

using namespace natter;

/// Who says what, with a person and in a room of many.
class TestMessageText : public QObject
{
    Q_OBJECT

    static ChatMessage message(const QString &peer, const QString &nick, const QString &body)
    {
        ChatMessage said;
        said.conversation = { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(peer) };
        said.nick = nick;
        said.kind = nick.isEmpty() ? ChatKind::Person : ChatKind::Room;
        said.body = body;
        return said;
    }
    static ChatMessage inGarden(const QString &nick, const QString &body)
    {
        return message(QStringLiteral("garden@chat.capulet.lit"), nick, body);
    }

private Q_SLOTS:
    void senderIsWhoeverSaysIt()
    {
        const ChatMessage juliet = message(QStringLiteral("juliet@capulet.lit"), {}, "/me sighs");
        QCOMPARE(senderOf(juliet, "Juliet"), QString("Juliet"));
        QCOMPARE(colourSeedOf(juliet), QString("juliet@capulet.lit"));
        ChatMessage nurse = inGarden("Nurse", "/me calls");
        QCOMPARE(senderOf(nurse, "Garden"), QString("Nurse"));
        QCOMPARE(colourSeedOf(nurse), QString("Nurse")); // as every client has it (XEP-0392)
        QCOMPARE(wordsOf(nurse, actorOf(nurse, "Garden")), QString("Nurse calls"));
        nurse.direction = ChatMessage::Direction::Outgoing;
        QCOMPARE(actorOf(nurse, "Garden"), QString("Nurse")); // which we are there
        const ChatMessage room = message(QStringLiteral("garden@chat.capulet.lit"), {}, "Be welcome");
        QCOMPARE(senderOf(room, "Garden"), QString("Garden"));
        const ChatMessage alone = message(QStringLiteral("garden@chat.capulet.lit/Nurse"), {}, "Madam");
        QCOMPARE(colourSeedOf(alone), QString("Nurse"));
    }

    void nicknamesShowWhatIsInThem()
    {
        QCOMPARE(senderOf(inGarden(QStringLiteral("Ju\u202eliet\n"), "hi"), {}), QString("Ju<U+202E>liet<U+000A>"));
        QCOMPARE(quotedSender({ "id", {}, 1, "text", false, false, QStringLiteral("\u200bNurse") }, {}),
                 QString("<U+200B>Nurse"));
    }

    void nobodyVouchesForWhatIsNotHere()
    {
        QCOMPARE(quotedSender({ "id", "said", 0, {}, false, false, "Nurse" }, "Garden"), QString());
        QCOMPARE(quotedSender({ "id", "said", 7, "text", false, false, {} }, "Juliet"), QString("Juliet"));
    }

    void lastLineSaysWhoDoesSomething()
    {
        ChatSummary chat;
        chat.lastRow = 1;
        chat.lastBody = "/me waves";
        QCOMPARE(lastText(chat, "Juliet"), QString("Juliet waves"));
        chat.lastDirection = ChatMessage::Direction::Outgoing; // "You:" stands before that
        QCOMPARE(lastText(chat, "Juliet"), QString("waves"));
    }

    void lastLineOfARoomHasItsSender()
    {
        ChatSummary chat;
        chat.kind = ChatKind::Room;
        chat.lastRow = 1;
        chat.lastBody = "Madam!";
        chat.lastNick = "Nurse";
        QCOMPARE(lastSender(chat), QString("Nurse"));
        QCOMPARE(lastText(chat, "room"), QString("Madam!"));
        chat.lastBody = "/me calls";
        QCOMPARE(lastSender(chat), QString());
        QCOMPARE(lastText(chat, "room"), QString("Nurse calls"));
        chat.isLastRetracted = true;
        QCOMPARE(lastSender(chat), QString());
        chat.isLastRetracted = false;
        chat.isLastHidden = true;
        QCOMPARE(lastSender(chat), QString("Nurse"));
        QVERIFY(!lastText(chat, "room").contains("calls"));
        chat.lastDirection = ChatMessage::Direction::Outgoing;
        QCOMPARE(lastSender(chat), QString()); // we
    }

    void whoModeratedIsNamedAsFarAsItIsTold()
    {
        ChatMessage taken = inGarden("Tybalt", {});
        taken.retracted = QDateTime::currentDateTimeUtc();
        taken.failure = QStringLiteral("moderated");
        QVERIFY(isModerated(taken));
        QCOMPARE(shownText(taken), QString("A moderator retracted this message"));
        taken.failure = QStringLiteral("moderated\nPrince\nFor \u202efighting");
        QVERIFY(isModerated(taken));
        QVERIFY2(shownText(taken).contains("Prince"), qPrintable(shownText(taken)));
        QVERIFY2(shownText(taken).contains("For <U+202E>fighting"), qPrintable(shownText(taken)));
        taken.failure = QStringLiteral("moderated\n\nFighting");
        QVERIFY2(shownText(taken).startsWith("A moderator retracted this message: "), qPrintable(shownText(taken)));
        taken.failure = QStringLiteral("not-confirmed");
        QVERIFY(!isModerated(taken));
    }
};

QTEST_GUILESS_MAIN(TestMessageText)
#include "tst_message_text.moc"
