// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"
#include "support/raw_sql.h"

#include <QtTest>

using namespace natter;
using State = LaterMessage::State;

/// What is to be sent later is kept, has no place in a conversation, and goes with it.
class TestLaterStore : public QObject
{
    Q_OBJECT

    struct Fixture : NumberedArchive
    {
        LaterMessage later(int number, const ConversationId &chat) const
        {
            LaterMessage message;
            message.conversation = chat;
            message.text = QStringLiteral("later%1").arg(number);
            message.due = time(number);
            return message;
        }
        LaterMessage add(int number, const ConversationId &chat)
        {
            return needed(store.later().add(later(number, chat))).message;
        }
        LaterMessage add(int number) { return add(number, juliet); }
        QStringList texts()
        {
            QStringList all;
            const auto messages = needed(store.later().all());
            for (const LaterMessage &message : messages) {
                all << message.text;
            }
            return all;
        }
    };

private Q_SLOTS:
    void comesBackAsItWas()
    {
        Fixture f;
        LaterMessage message = f.later(1, f.juliet);
        message.replyTo = QStringLiteral("s7");
        message.spoiler = QString("");
        message.cards = { { "https://capulet.lit/ball", "The ball", "All are welcome", "Capulets", "\x89PNG",
                            "Masks" } };
        const auto change = f.store.later().add(message);
        QVERIFY(change.has_value());
        QVERIFY(change->message.row > 0);
        message.row = change->message.row;
        QCOMPARE(f.needed(f.store.later().all()), QList { message });
        QVERIFY(f.needed(f.store.later().all()).first().spoiler.has_value());
    }

    void earliestIsFirst()
    {
        Fixture f;
        f.add(3);
        f.add(1, f.nurse);
        f.add(2);
        QCOMPARE(f.texts(), QStringList({ "later1", "later2", "later3" }));
    }

    void conversationCountsItAndSaysNothing()
    {
        Fixture f;
        const auto change = f.store.later().add(f.later(1, f.juliet));
        QCOMPARE(change->chat.later, 1);
        QCOMPARE(change->chat.lastRow, 0);
        QVERIFY(!change->chat.isEmpty()); // the list shows it, or nobody would find it
        QVERIFY(f.needed(f.store.messages().page(f.juliet, 0, 10)).isEmpty());
        QVERIFY(f.needed(f.store.messages().pending(f.romeo)).isEmpty());
        const auto gone = f.store.later().remove(change->message.row);
        QCOMPARE(gone->chat.later, 0);
        QVERIFY(gone->chat.isEmpty());
    }

    void anotherTimeMakesItWaitAgain()
    {
        Fixture f;
        const auto message = f.add(1);
        QCOMPARE(f.store.later().setState(message.row, State::Missed)->message.state, State::Missed);
        const auto moved = f.store.later().setDue(message.row, f.time(9));
        QCOMPARE(moved->message.state, State::Waits);
        QCOMPARE(moved->message.due, f.time(9));
        QCOMPARE(f.needed(f.store.later().all()).first(), moved->message);
    }

    void whatIsGoneIsSaidToBe()
    {
        Fixture f;
        const auto message = f.add(1);
        QCOMPARE(f.needed(f.store.later().take(message.row)).message, message);
        for (const auto &change :
             { f.store.later().take(message.row), f.store.later().remove(message.row),
               f.store.later().setDue(message.row, f.time(2)), f.store.later().setState(message.row, State::Missed) }) {
            QVERIFY(!change.has_value());
            QCOMPARE(change.error().kind, Error::Kind::InvalidInput);
            QCOMPARE(change.error().condition, QString("gone"));
        }
        QVERIFY(f.add(2).row > message.row); // a script that cancels the one never means the other
    }

    void whatIsRemovedLeavesTheDisk()
    {
        Fixture f;
        const auto message = f.add(4711);
        QVERIFY(f.isOnDisk("later4711"));
        QVERIFY(f.store.later().remove(message.row).has_value());
        QVERIFY(!f.isOnDisk("later4711"));
    }

    void historyTakesItAlong()
    {
        Fixture f;
        f.record(f.messages(1, 3));
        f.add(4);
        f.add(5, f.nurse);
        const auto removal = f.store.removals().removeAll(f.juliet);
        QCOMPARE(removal->rows.size(), 3);
        QCOMPARE(removal->chat.later, 0);
        QCOMPARE(f.texts(), QStringList("later5"));
        QVERIFY(!f.isOnDisk("later4"));
    }

    void expiryLeavesIt()
    {
        Fixture f;
        f.record(f.messages(1, 3));
        f.add(4);
        QVERIFY(f.store.removals().keep(f.juliet, 1).has_value());
        QCOMPARE(f.needed(f.store.removals().removeExpired(f.time(3).addDays(2))).size(), 1);
        QCOMPARE(f.texts(), QStringList("later4"));
    }

    void accountTakesItAlong()
    {
        Fixture f;
        f.add(1);
        QVERIFY(f.store.messages().removeAccount(f.romeo).has_value());
        QVERIFY(f.texts().isEmpty());
    }

    /// Nobody looks as it goes out.
    void whatIsUnreadStaysSo()
    {
        Fixture f;
        f.record(f.messages(1, 2));
        ChatMessage ours = f.message(3);
        ours.archiveId.clear();
        ours.direction = ChatMessage::Direction::Outgoing;
        ours.delivery = ChatMessage::Delivery::Queued;
        ours.isUnattended = true;
        const auto said = f.needed(f.store.messages().say(ours));
        QCOMPARE(said.first().chat.unread, 2);
        QCOMPARE(said.first().chat.lastRow, said.first().message.row);
        QVERIFY(f.needed(f.store.reading().news(f.romeo)).isEmpty());
        f.needed(f.store.messages().markRead(f.juliet, said.first().message.row));
        ours.stanzaId = QStringLiteral("s4");
        const auto next = f.needed(f.store.messages().say(ours));
        QCOMPARE(next.first().chat.unread, 0);
        QCOMPARE(next.first().chat.readRow, next.first().message.row);
    }
};

QTEST_APPLESS_MAIN(TestLaterStore)
#include "tst_later_store.moc"
