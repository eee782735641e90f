// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "chat/outbox.h"

#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// Messages that are larger than what the server says it takes.
class TestMessageSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageThatTheServerWouldNotTakeFailsAlone()
    {
        ChatSession session;
        Outbox outbox(session.account, session.protocol, session.conversations, session.store);
        const QByteArray limits("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes></limits>");
        session.startUnanswered(limits);
        outbox.sessionStarted();
        session.waitForStore();
        const QString tooLong(10'000, u'x');
        for (const QString &body : { QStringLiteral("before"), tooLong, QStringLiteral("after") }) {
            QVERIFY(ChatSession::awaited(outbox.send(ChatSession::juliet(), body)).has_value());
            session.waitForStore();
        }
        QCOMPARE(session.sentBodies(), (QStringList { "before", "after" }));
        const auto stored = session.stored();
        QCOMPARE(stored.size(), 3);
        QCOMPARE(stored.at(1).body, tooLong); // it is in the conversation, with the reason
        QCOMPARE(stored.at(1).delivery, Delivery::Failed);
        QCOMPARE(stored.at(1).failure, QStringLiteral("stanza-too-big"));

        session.protocol.endSession();
        outbox.sessionEnded();
        session.take();
        session.startUnanswered(limits);
        outbox.sessionStarted();
        session.waitForStore();
        QVERIFY(!session.sentBodies().contains(tooLong)); // nor is it tried again by itself
        QCOMPARE(session.stored().at(1).delivery, Delivery::Failed);
    }
};

QTEST_GUILESS_MAIN(TestMessageSize)
#include "tst_message_size.moc"
