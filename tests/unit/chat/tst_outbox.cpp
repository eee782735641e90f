// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/outbox_session.h"
#include "support/raw_sql.h"

#include "base/future.h"
#include "base/limits.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Fixture = OutboxSession;

/// The one door out: on disk before a byte is sent, pending until the server proved that it took it.
class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageIsOnDiskBeforeItIsSent()
    {
        Fixture f;
        f.connectNow();
        bool onDiskFirst = false;
        connect(&f.protocol, &XmppProtocol::elementReady, this, [&](const Element &element) {
            if (element.is(Message::name)) {
                onDiskFirst = f.changes.size() == 1 && f.changes.first().message.delivery == Delivery::Written;
            }
        });
        const auto sent = f.send("hello");
        QVERIFY(sent.has_value());
        QCOMPARE(sent->delivery, Delivery::Written);
        QVERIFY(onDiskFirst);
        QCOMPARE(f.sentBodies(), QStringList("hello"));
        QCOMPARE(f.idOf("hello"), sent->stanzaId);
        const auto message = Message::read(f.sent.first());
        QCOMPARE(message->to, f.chat.peer);
        QCOMPARE(message->type, Message::Type::Chat);
    }

    void whatWaitsIsTakenBackForGood()
    {
        Fixture f;
        const auto typed = f.send("hello"); // nobody is online
        QCOMPARE(typed->delivery, Delivery::Queued);
        const auto gone = f.awaited(f.outbox.retract(*typed));
        QVERIFY(gone.has_value());
        QCOMPARE(gone->row, 0);
        QVERIFY(f.stored().isEmpty());
        f.connectNow();
        QVERIFY(f.sent.isEmpty() || f.sentBodies().isEmpty());
        QVERIFY(f.request(Message::name).isNull());
    }

    void whatIsDeletedWhileItWaitsDoesNotGoOut_data()
    {
        QTest::addColumn<bool>("byRetracting");
        QTest::newRow("retracted") << true;
        QTest::newRow("deleted here") << false;
    }
    void whatIsDeletedWhileItWaitsDoesNotGoOut()
    {
        QFETCH(bool, byRetracting);
        Fixture f;
        f.connectNow();
        f.outbox.connectionLost();
        f.send("first");
        const auto typed = f.send("second");
        f.send("third");
        QCOMPARE(typed->delivery, Delivery::Queued);
        if (byRetracting) {
            QVERIFY(f.awaited(f.outbox.retract(*typed)).has_value());
        } else {
            const auto removal = f.awaited(f.store.call(
                [id = f.chat, row = typed->row](Store &store) { return store.removals().remove(id, { row }); }));
            QVERIFY(removal.has_value());
            f.conversations.apply(*removal);
        }
        f.outbox.sessionResumed();
        f.waitForStore();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "first", "third" }));
        QCOMPARE(f.stored().size(), 2);
    }

    void whatIsEditedWhileItWaitsGoesOutAsItIs_data()
    {
        QTest::addColumn<bool>("isConnectedOnce"); // it waits in memory then
        QTest::newRow("nobody was online") << false;
        QTest::newRow("the connection broke") << true;
    }
    void whatIsEditedWhileItWaitsGoesOutAsItIs()
    {
        QFETCH(bool, isConnectedOnce);
        Fixture f;
        if (isConnectedOnce) {
            f.connectNow();
            f.outbox.connectionLost();
        }
        const auto typed = f.send("helo");
        f.send("Juliet");
        const auto edited = f.awaited(f.outbox.correct(*typed, "hallo"));
        QVERIFY(edited.has_value());
        QCOMPARE(edited->row, typed->row);
        QVERIFY(f.awaited(f.outbox.correct(*edited, "hello")).has_value());
        if (isConnectedOnce) {
            f.outbox.sessionResumed();
        } else {
            f.connectNow();
        }
        QTRY_COMPARE(f.sentBodies(), QStringList({ "hello", "Juliet" }));
        QCOMPARE(f.stored().size(), 2);
        QCOMPARE(f.stored().first().body, QStringLiteral("hello"));
        QVERIFY(!f.stored().first().edited.isValid());
        QVERIFY(f.awaited(f.outbox.correct(f.stored().first(), "hello!")).has_value()); // it is out
        QTRY_COMPARE(f.sentBodies(), QStringList({ "hello", "Juliet", "hello!" }));
        QCOMPARE(f.stored().first().body, QStringLiteral("hello!"));
        QVERIFY(f.stored().first().edited.isValid());
    }

    void whatIsOutIsRetractedThere()
    {
        Fixture f;
        f.connectNow();
        auto sent = f.send("hello");
        sent->delivery = Delivery::Queued; // as a window may still show it
        const auto retraction = f.awaited(f.outbox.retract(*sent));
        QVERIFY(retraction.has_value());
        QCOMPARE(retraction->purpose, ChatMessage::Purpose::Retraction);
        QVERIFY(f.stored().first().isRetracted());
    }

    void pendingUntilTheServerAnswers()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QCOMPARE(f.sentBodies().size(), 1);
    }

    void errorOfTheServerIsAnAnswerToo()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.receive(
            "<iq type='error' from='montague.lit' id='" + f.request(Ping::name).attribute(u"id").toUtf8()
            + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void answerOfSomebodyElseProvesNothing()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.receive("<iq type='result' from='juliet@capulet.lit' id='" + f.request(Ping::name).attribute(u"id").toUtf8()
                  + "'/>");
        f.waitForStore();
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
    }

    void silenceProvesNothing()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.clock.advance(limits::iqDeadline);
        QVERIFY(!QTest::qWaitFor([&f] { return f.sentBodies().size() != 1; }, 1500));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
        QCOMPARE(f.sentBodies().size(), 1);
    }

    void whatIsPendingGoesOutAgainInOrder()
    {
        Fixture f;
        f.send("1");
        f.send("2");
        QVERIFY(f.sent.isEmpty());
        f.connectNow();
        f.send("3");
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3" }));
        const QString id = f.idOf("2");
        f.cut();
        f.send("4");
        f.connectNow();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3", "4" }));
        QCOMPARE(f.idOf("2"), id); // the same message again, not another
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery>(4, Delivery::OnServer));
        f.cut();
        f.connectNow();
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
    }

    void typingDuringTheConnectDoesNotOvertake()
    {
        Fixture f;
        f.connectNow();
        f.send("1");
        f.cut();
        f.send("2");
        f.answersArchive = false;
        f.start();
        f.outbox.send(f.chat.peer, "3"); // recorded before, answered after the list of what waits
        f.outbox.sessionStarted();
        f.outbox.send(f.chat.peer, "4");
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        f.outbox.send(f.chat.peer, "5");
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
        f.answerArchive();
        f.outbox.send(f.chat.peer, "6");
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3", "4", "5", "6" }));
    }

    void queuedIsMarkedBeforeAByteIsSent()
    {
        Fixture f;
        f.send("hello");
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Queued });
        bool markedFirst = false;
        connect(&f.protocol, &XmppProtocol::elementReady, this, [&](const Element &element) {
            if (element.is(Message::name)) {
                markedFirst = f.changes.last().message.delivery == Delivery::Written;
            }
        });
        f.connectNow();
        QTRY_COMPARE(f.sentBodies(), QStringList("hello"));
        QVERIFY(markedFirst);
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
    }

    void typedWhileTheConnectionIsDownWaitsInOrder()
    {
        Fixture f;
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("1");
        f.outbox.send(f.chat.peer, "2"); // recorded as the connection breaks
        f.outbox.connectionLost();
        f.waitForStore();
        f.send("3");
        QCOMPARE(f.sentBodies(), QStringList("1"));
        QCOMPARE(f.deliveries(), (QList<Delivery> { Delivery::Written, Delivery::Queued, Delivery::Queued }));
        f.outbox.sessionResumed();
        f.send("4");
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3", "4" }));
        QCOMPARE(f.deliveries(), QList<Delivery>(4, Delivery::Written));
    }

    void burstIsConfirmedAsOne()
    {
        Fixture f;
        f.connectNow();
        QStringList bodies;
        for (int i = 0; i < 300; ++i) {
            bodies.append(QString::number(i));
            f.outbox.send(f.chat.peer, bodies.last());
        }
        QTRY_COMPARE(f.sentBodies(), bodies);
        f.waitForStore();
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery>(300, Delivery::OnServer));
    }

    void bounceBeforeTheAnswerStays()
    {
        Fixture f;
        f.connectNow();
        f.send("good");
        f.send("bad");
        QTRY_COMPARE(f.sentBodies().size(), 2);
        f.bounce("bad");
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::Failed }));
        f.cut();
        f.connectNow();
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
        QCOMPARE(f.stored().last().failure, QStringLiteral("item-not-found"));
    }

    void bounceAfterTheAnswerStays()
    {
        Fixture f;
        f.connectNow();
        f.send("bad");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        f.bounce("bad");
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Failed });
    }

    void retryGoesOutAgain()
    {
        Fixture f;
        f.connectNow();
        f.send("bad");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.answerPings();
        f.waitForStore();
        f.bounce("bad");
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Failed });
        f.outbox.retry(f.stored().first());
        QTRY_COMPARE(f.sentBodies(), QStringList({ "bad", "bad" }));
        f.waitForStore();
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void onlyWhatFailedIsRetriedAndOnlyOnce()
    {
        Fixture f;
        f.sendInVain("bad");
        const ChatMessage failed = f.stored().first();
        f.outbox.retry(failed); // a double click
        f.outbox.retry(failed);
        f.waitForStore();
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        f.outbox.retry(failed); // from a menu that was open all the while
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList({ "bad", "bad" }));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void acknowledgementOfTheStreamIsEnough()
    {
        Fixture f;
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("one");
        f.send("two");
        f.waitForStore();
        QVERIFY(f.request(Ping::name).isNull());
        QCOMPARE(f.deliveries(), (QList<Delivery> { Delivery::Written, Delivery::Written }));
        f.outbox.acknowledged(f.sent.mid(0, 1));
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::Written }));
        f.cut(); // and the server has forgotten the stream
        f.connectNow();
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList("two"));
    }

    void retryBeforeTheAnswerIsNotMistakenForSent()
    {
        Fixture f;
        f.sendInVain("bad");
        f.outbox.retry(f.stored().first());
        f.waitForStore();
        f.answerPings(); // among them the one that was asked before the retry
        QTRY_COMPARE(f.sentBodies(), QStringList({ "bad", "bad" })); // sent means that it went out again
    }

    void answerBehindWhichTheConnectionEndedCounts()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.answerPings();
        f.cut(); // in the same turn of the event loop
        f.waitForStore();
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        f.connectNow();
        f.waitForStore();
        QVERIFY2(f.sentBodies().isEmpty(), "a delivered message was sent twice");
    }

    void unsendableTextIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("blanks") << " \t\n\u00a0";
        QTest::newRow("only forbidden characters") << QString(QChar(0x0001)) + QChar(0xfffe);
        QTest::newRow("half a character") << QString(QChar(0xd83d));
        QTest::newRow("too long") << QString(limits::textNodeBytes + 1, u'x');
        QTest::newRow("too many bytes") << QString(limits::textNodeBytes / 2 + 1, QChar(0xe4));
    }
    void unsendableTextIsRefused()
    {
        QFETCH(QString, text);
        Fixture f;
        f.connectNow();
        const auto result = f.send(text);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, Error::Kind::InvalidInput);
        QVERIFY(f.sentBodies().isEmpty());
        QVERIFY(f.stored().isEmpty());
    }

    void longestTextIsAccepted()
    {
        Fixture f;
        f.connectNow();
        QVERIFY(f.send(QString(limits::textNodeBytes, u'x')).has_value());
    }

    void forbiddenCharactersAreLeftOut_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kept");
        QTest::newRow("controls") << QString(QStringLiteral("a\u0001\u0008\u001bb\u0000c")) << "abc";
        QTest::newRow("NUL") << QStringLiteral("a") + QChar(0) + "b"
                             << "ab";
        QTest::newRow("noncharacters") << QStringLiteral("a") + QChar(0xfffe) + QChar(0xffff) + "b"
                                       << "ab";
        QTest::newRow("lone halves") << QStringLiteral("a") + QChar(0xd83d) + "b" + QChar(0xdc1d) << "ab";
        QTest::newRow("whole characters")
            << QStringLiteral("a\U0001f41db\tc\nd") << QStringLiteral("a\U0001f41db\tc\nd");
        QTest::newRow("markup") << "<b>&amp;]]>"
                                << "<b>&amp;]]>";
    }
    void forbiddenCharactersAreLeftOut()
    {
        QFETCH(QString, typed);
        QFETCH(QString, kept);
        Fixture f;
        f.connectNow();
        const auto result = f.send(typed);
        QVERIFY(result.has_value());
        QCOMPARE(result->body, kept);
        QTRY_COMPARE(f.sentBodies(), QStringList(kept));
        const auto wire = parseElement(f.sent.first().toXml());
        QVERIFY(wire.has_value());
        QCOMPARE(Message::read(*wire)->body(), kept);
    }

    void nothingIsSentThatIsNotOnDisk()
    {
        Fixture f;
        f.connectNow();
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        QSignalSpy recovered(&f.conversations, &Conversations::storageRecovered);
        f.breakStore();
        const auto refused = f.send("hello");
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::Storage);
        QCOMPARE(failed.count(), 1);
        QVERIFY(f.sentBodies().isEmpty());
        f.storeWorks();
        QVERIFY(f.send("hello").has_value());
        QCOMPARE(recovered.count(), 1);
        QCOMPARE(f.sentBodies(), QStringList("hello"));
    }

    void fullDiskRefusesWithoutSendingAnything()
    {
        Fixture f;
        f.connectNow();
        f.fillDisk();
        const auto refused = f.send(QString(60'000, u'x'));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::StorageFull);
        QVERIFY(f.sentBodies().isEmpty());
        f.freeDisk();
        QVERIFY(f.send(QStringLiteral("hello")).has_value());
        QCOMPARE(f.sentBodies(), QStringList("hello"));
    }

    void pendingThatCouldNotBeReadIsSentOnceItCan()
    {
        Fixture f;
        f.send("waiting");
        rawSql(f.path, { "ALTER TABLE message RENAME TO gone" });
        f.connectNow();
        QVERIFY(f.sentBodies().isEmpty());
        rawSql(f.path, { "ALTER TABLE gone RENAME TO message" });
        QTRY_COMPARE_WITH_TIMEOUT(f.sentBodies(), QStringList("waiting"), 15'000);
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void confirmationThatCouldNotBeStoredIsStoredLater()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        QSignalSpy failed(&f.conversations, &Conversations::storageFailed);
        f.breakStore();
        f.answerPings();
        QTRY_VERIFY(failed.count() >= 1);
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.deliveries(), QList<Delivery> { Delivery::OnServer }, 15'000);
        QCOMPARE(f.sentBodies().size(), 1);
    }

    void everythingUnsentSurvivesARestart()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("natter.db");
        {
            Fixture f;
            f.send("1");
            f.send("2");
            f.waitForStore();
            QVERIFY(QFile::copy(f.path, path)); // as it is on disk this moment, with its journal
            QFile::copy(f.path + "-wal", path + "-wal");
        }
        Store store(path);
        QVERIFY(store.open().has_value());
        const auto pending = store.messages().pending(ProtocolSession::self().bare());
        QCOMPARE(pending->size(), 2);
        QCOMPARE(pending->first().body, QStringLiteral("1"));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
