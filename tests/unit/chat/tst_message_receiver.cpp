// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"

#include "base/limits.h"
#include "chat/message_receiver.h"
#include "chat/outgoing_message.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;

/// The one door in: which conversation a message belongs to, and that none is lost.
class TestMessageReceiver : public QObject
{
    Q_OBJECT

    /// A session with a receiver.
    struct Fixture : ChatSession
    {
        Fixture() { start(); }
        MessageReceiver receiver { account, protocol, conversations, store };
    };

    static QByteArray message(const QByteArray &body,
                              const QByteArray &attributes = "from='juliet@capulet.lit/balcony'",
                              const QByteArray &rest = {})
    {
        return "<message type='chat' " + attributes + "><body>" + body + "</body>" + rest + "</message>";
    }

    static QByteArray carbon(const QByteArray &direction, const QByteArray &inner)
    {
        return "<message from='romeo@montague.lit'><" + direction
            + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
            + QByteArray(inner).replace("<message ", "<message xmlns='jabber:client' ") + "</forwarded></" + direction
            + "></message>";
    }

private Q_SLOTS:
    void messageIsRecordedAndAnnounced()
    {
        Fixture f;
        f.receive(message("But soft", "id='m1' from='juliet@capulet.lit/balcony'"));
        const auto stored = f.stored();
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored.first().body, QStringLiteral("But soft"));
        QCOMPARE(stored.first().direction, Direction::Incoming);
        QCOMPARE(stored.first().delivery, Delivery::None);
        QCOMPARE(stored.first().stanzaId, QStringLiteral("m1"));
        QCOMPARE(stored.first().time, f.clock.now());
        QCOMPARE(f.changes.size(), 1);
        QCOMPARE(f.conversations.summary(f.chat).unread, 1);
    }

    void burstIsRecordedInOrder()
    {
        Fixture f;
        QList<QByteArray> burst;
        QStringList expected;
        for (int i = 0; i < 500; ++i) {
            burst.append(message(QByteArray::number(i)));
            expected.append(QString::number(i));
        }
        f.receiveAll(burst);
        f.receive(message("last"));
        expected.append("last");
        QTRY_COMPARE(f.changes.size(), 501);
        QStringList bodies;
        const auto stored = f.stored();
        for (const ChatMessage &each : stored) {
            bodies.append(each.body);
        }
        QCOMPARE(bodies, expected);
    }

    void conversationIsThatOfTheOtherSide_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<QString>("peer"); ///< empty: not recorded
        QTest::addColumn<bool>("outgoing");
        const auto row = [](const char *name, const QByteArray &stanza, const QString &peer, bool outgoing = false) {
            QTest::newRow(name) << stanza << peer << outgoing;
        };
        row("contact's device", message("x"), "juliet@capulet.lit");
        row("contact, bare", message("x", "from='juliet@capulet.lit'"), "juliet@capulet.lit");
        row("contact, written otherwise", message("x", "from='JULIET@Capulet.lit./a'"), "juliet@capulet.lit");
        row("stranger", message("x", "from='paris@verona.lit/a'"), "paris@verona.lit");
        row("server", message("x", "from='montague.lit'"), "montague.lit");
        row("nobody, that is our account", message("x", "id='1'"), "montague.lit");
        row("headline", message("x").replace("type='chat'", "type='headline'"), "juliet@capulet.lit");
        row("copy of a received one",
            carbon("received", message("x", "from='juliet@capulet.lit/a' to='romeo@montague.lit/b'")),
            "juliet@capulet.lit");
        row("copy of a sent one", carbon("sent", message("x", "from='romeo@montague.lit/b' to='juliet@capulet.lit/a'")),
            "juliet@capulet.lit", true);
        const QString ours = "romeo@montague.lit";
        row("to ourselves", message("x", "from='romeo@montague.lit/b' to='romeo@montague.lit'"), ours, true);
        row("to ourselves, as some servers copy it", carbon("sent", message("x", "from='romeo@montague.lit/b'")), ours,
            true);
        row("groupchat", message("x").replace("type='chat'", "type='groupchat'"), {});
        row("no text",
            "<message from='juliet@capulet.lit/a'><active xmlns='http://jabber.org/protocol/chatstates'/></message>",
            {});
        row("empty text", message(""), {});
        row("malformed sender", message("x", "from='@'"), {});
        row("forged copy",
            carbon("sent", message("x", "from='romeo@montague.lit/b' to='juliet@capulet.lit'"))
                .replace("<message from='romeo@montague.lit'>", "<message from='paris@verona.lit/a'>"),
            {});
    }
    void conversationIsThatOfTheOtherSide()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(QString, peer);
        QFETCH(bool, outgoing);
        Fixture f;
        f.receive(stanza);
        f.waitForStore();
        if (peer.isEmpty()) {
            QCOMPARE(f.changes.size(), 0);
            return;
        }
        QTRY_COMPARE(f.changes.size(), 1);
        const ChatMessage recorded = f.changes.first().message;
        QCOMPARE(recorded.conversation.account, f.account);
        QCOMPARE(recorded.conversation.peer.toString(), peer);
        QCOMPARE(recorded.isOutgoing(), outgoing);
        QCOMPARE(recorded.delivery, outgoing ? Delivery::OnServer : Delivery::None);
        QCOMPARE(f.conversations.summary(recorded.conversation).unread, outgoing ? 0 : 1);
    }

    /// The server brings what we say to ourselves to all our devices, this one too, and archives it twice.
    void noteToOurselvesIsThereOnce()
    {
        Fixture f;
        const ConversationId self { f.account, f.account };
        ChatMessage note = *saying(self, "Remember the garden");
        note.stanzaId = "n1";
        note.time = f.clock.now();
        note.delivery = Delivery::Written;
        QVERIFY(f.awaited(f.store.call([note](Store &store) { return store.messages().say(note); })));
        const QByteArray copy = "id='n1' to='romeo@montague.lit' from='" + f.self().toString().toUtf8() + "'";
        const auto archived = [](const QByteArray &id) {
            return QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='" + id + "'/>");
        };
        f.receive(message("Remember the garden", copy, archived("a1")));
        f.receive(message("Remember the garden", copy, archived("a2")));
        f.waitForStore();
        const auto stored = f.stored(self);
        QCOMPARE(stored.size(), 1);
        QVERIFY(stored.first().isOutgoing());
        QCOMPARE(f.conversations.summary(self).unread, 0);
    }

    void stampIsTextOnlyAndNeverInTheFuture_data()
    {
        QTest::addColumn<QByteArray>("stamp");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QString>("time"); ///< empty: now
        QTest::newRow("past") << QByteArray("2026-11-01T00:00:00Z") << QByteArray("montague.lit")
                              << "2026-11-01T00:00:00Z";
        QTest::newRow("future") << QByteArray("2036-11-01T00:00:00Z") << QByteArray("montague.lit") << QString();
        QTest::newRow("the sender's own")
            << QByteArray("2026-11-01T00:00:00Z") << QByteArray("capulet.lit") << QString();
        QTest::newRow("nonsense") << QByteArray("2026-99-01T00:00:00Z") << QByteArray("montague.lit") << QString();
    }
    void stampIsTextOnlyAndNeverInTheFuture()
    {
        QFETCH(QByteArray, stamp);
        QFETCH(QByteArray, from);
        QFETCH(QString, time);
        Fixture f;
        f.receive(message("first"));
        f.receive(message("second", "from='juliet@capulet.lit/a'",
                          "<delay xmlns='urn:xmpp:delay' stamp='" + stamp + "' from='" + from + "'/>"));
        QTRY_COMPARE(f.changes.size(), 2);
        const auto stored = f.stored();
        QCOMPARE(stored.last().body, QStringLiteral("second"));
        QCOMPARE(stored.last().time, time.isEmpty() ? f.clock.now() : QDateTime::fromString(time, Qt::ISODate));
    }

    void longTextIsKeptWhole_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("one less") << -1;
        QTest::newRow("as long") << 0;
        QTest::newRow("one more") << 1;
    }
    void longTextIsKeptWhole()
    {
        QFETCH(int, more);
        Fixture f;
        f.receive(message(QByteArray(static_cast<int>(limits::bodyChars) + more, 'x')));
        QTRY_COMPARE(f.changes.size(), 1);
        QCOMPARE(f.stored().first().body.size(), limits::bodyChars + more);
    }

    void duplicateIsShownOnce()
    {
        Fixture f;
        const QByteArray original = message("x", "id='m1' from='juliet@capulet.lit/a' to='romeo@montague.lit'");
        f.receive(original);
        f.receive(carbon("received", original));
        f.waitForStore();
        f.receive(original);
        f.waitForStore();
        QCOMPARE(f.changes.size(), 1);
        QCOMPARE(f.stored().size(), 1);
    }

    void strangersCannotClaimAnId()
    {
        Fixture f;
        f.receive(message("mine first", "id='m1' from='paris@verona.lit/a'"));
        f.receive(message("evil", "id='m1' from='juliet@capulet.lit/a'"));
        f.receive(message("real", "id='m1' from='juliet@capulet.lit/a'"));
        QTRY_COMPARE(f.changes.size(), 3);
        QCOMPARE(f.stored().size(), 2);
    }

    void bounceMarksOurMessage()
    {
        Fixture f;
        ChatMessage ours;
        ours.conversation = f.chat;
        ours.direction = Direction::Outgoing;
        ours.delivery = Delivery::OnServer;
        ours.stanzaId = "m1";
        ours.body = "hello";
        f.store.post([ours](Store &store) { store.messages().record({ ours }).value(); });
        f.receive("<message type='error' id='m1' from='paris@verona.lit'><error type='cancel'>"
                  "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QCOMPARE(f.stored().first().delivery, Delivery::OnServer); // it did not go to Paris
        f.receive("<message type='error' id='m1' from='juliet@capulet.lit/gone'><body>hello</body><error type='cancel'>"
                  "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QTRY_COMPARE(f.stored().first().delivery, Delivery::Failed);
        QCOMPARE(f.stored().first().failure, QStringLiteral("item-not-found"));
        QCOMPARE(f.stored().size(), 1);
    }

    void nothingIsLostWhileTheDiskRefuses()
    {
        Fixture f;
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        QSignalSpy recovered(&f.conversations, &Conversations::storageRecovered);
        f.breakStore();
        f.receive(message("1"));
        f.receive(message("2"));
        QTRY_VERIFY(failed.count() >= 1);
        f.receive(message("3"));
        f.waitForStore();
        QCOMPARE(f.changes.size(), 0); // nothing is shown that is not on disk
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.changes.size(), 3, 15'000);
        QStringList bodies;
        for (const MessageChange &change : std::as_const(f.changes)) {
            bodies.append(change.message.body);
        }
        QCOMPARE(bodies, QStringList({ "1", "2", "3" }));
        QCOMPARE(recovered.count(), 1);
    }

    void fullDiskLosesNothing()
    {
        Fixture f;
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        f.fillDisk();
        const QByteArray large(60'000, 'x'); // more than the pages there are can take
        f.receive(message(large + '1'));
        f.receive(message(large + '2'));
        QTRY_VERIFY(failed.count() >= 1);
        QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::StorageFull);
        QCOMPARE(f.changes.size(), 0);
        f.freeDisk();
        QTRY_COMPARE_WITH_TIMEOUT(f.changes.size(), 2, 15'000);
        QVERIFY(f.changes.first().message.body.endsWith(u'1'));
        QVERIFY(f.changes.last().message.body.endsWith(u'2'));
    }

    void nothingIsHandledBeforeItIsOnDisk()
    {
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.receiver.checkpoint(1);
        QTRY_COMPARE(handled.count(), 1); // there was nothing to store
        f.breakStore();
        f.receive(message("1"));
        f.receiver.checkpoint(2);
        f.waitForStore();
        QCOMPARE(handled.count(), 1);
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(handled.count(), 2, 15'000);
        QCOMPARE(handled.last().first().toUInt(), 2U);
        QCOMPARE(f.stored().size(), 1);
    }

    void countIsOnDiskBeforeTheServerHearsIt()
    {
        Fixture f;
        f.store.post([account = f.account](Store &store) {
            if (!store.streams().begin(account, { "s1", ProtocolSession::self(), {}, 0 })) {
                qFatal("no stream");
            }
        });
        connect(&f.protocol, &XmppProtocol::routedUpTo, &f.receiver, &MessageReceiver::checkpoint);
        quint32 onDisk = 0;
        connect(&f.receiver, &MessageReceiver::handledUpTo, this, [&](quint32 number) {
            onDisk = number;
            const auto stored = ChatSession::awaited(
                f.store.call([account = f.account](Store &store) { return store.streams().load(account); }));
            QVERIFY(stored->stream->handled >= number);
        });
        f.protocol.receive({ stanzaFrom(message("1")) }, 1);
        QTRY_COMPARE(onDisk, 1U);
        f.protocol.receive({ stanzaFrom("<presence from='juliet@capulet.lit/b'/>") }, 2);
        QTRY_COMPARE(onDisk, 2U);
    }

    void archiveIdIsStored()
    {
        Fixture f;
        f.protocol.stanzaIds().restoreVouching(true);
        const QByteArray id("<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='a1'/>");
        const QByteArray sender("from='juliet@capulet.lit/b'"); // without an id of the sender's own
        f.receive(message("ok", sender, id));
        f.receive(message("ok", sender, id)); // once more, by another way
        f.receive(message("ok", sender, QByteArray(id).replace("a1", "a2")));
        f.waitForStore();
        QCOMPARE(f.stored().size(), 2);
        QCOMPARE(f.stored().first().archiveId, QStringLiteral("a1"));
    }

    void checkpointOfAnEarlierStreamIsForgotten()
    {
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.receiver.checkpoint(7);
        f.receiver.sessionEnded();
        f.waitForStore();
        QCOMPARE(handled.count(), 0);
    }

    void bounceIsNotLostWhileTheDiskRefuses()
    {
        Fixture f;
        ChatMessage ours;
        ours.conversation = f.chat;
        ours.direction = Direction::Outgoing;
        ours.delivery = Delivery::OnServer;
        ours.stanzaId = "m1";
        ours.body = "hello";
        f.store.post([ours](Store &store) { store.messages().record({ ours }).value(); });
        f.waitForStore();
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        f.breakStore();
        f.receive("<message type='error' id='m1' from='juliet@capulet.lit'><error type='cancel'>"
                  "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QTRY_VERIFY(failed.count() >= 1);
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.stored().first().delivery, Delivery::Failed, 15'000);
    }
};

QTEST_GUILESS_MAIN(TestMessageReceiver)
#include "tst_message_receiver.moc"
