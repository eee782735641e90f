// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/chat_session.h"
#include "support/raw_sql.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/message_receiver.h"
#include "chat/outbox.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;

/// The one door out: on disk before a byte is sent, pending until the server proved that it took it.
class TestOutbox : public QObject
{
    Q_OBJECT

    /// A session with an outbox, and a receiver for what bounces.
    struct Fixture : ChatSession
    {
        Outbox outbox { account, protocol, conversations, store };
        MessageReceiver receiver { account, protocol, conversations, store };

        QList<QByteArray> archive; ///< ids of ours that the server has
        bool hasArchive = false;

        void connectNow()
        {
            start();
            outbox.sessionStarted();
            waitForStore();
            answerArchive();
        }
        /// What the outbox asks the archive now, all of it.
        void answerArchive()
        {
            for (qsizetype i = 0; i < sent.size(); ++i) {
                const Element query = sent.at(i).child(ArchiveQuery::name);
                if (query.isNull()) {
                    continue;
                }
                const Element iq = sent.takeAt(i--);
                if (!hasArchive) {
                    receive("<iq type='error' id='" + iq.attribute(u"id").toUtf8()
                            + "'><error type='cancel'>"
                              "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
                } else {
                    for (const QByteArray &id : archive) {
                        receive(archived(query.attribute(u"queryid").toUtf8(), id));
                    }
                    receive(resultTo(iq, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
                }
                waitForStore();
            }
        }
        static QByteArray archived(const QByteArray &query, const QByteArray &id,
                                   const QByteArray &from = "romeo@montague.lit/orchard")
        {
            return "<message from='romeo@montague.lit'><result xmlns='urn:xmpp:mam:2' id='a' queryid='" + query
                + "'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' "
                  "to='juliet@capulet.lit' id='"
                + id + "' from='" + from + "'><body>any</body></message></forwarded></result></message>";
        }
        void cut()
        {
            protocol.endSession();
            outbox.sessionEnded();
            settle();
        }
        /// Sends and waits until it is recorded.
        Result<ChatMessage> send(const QString &text)
        {
            const auto result = awaited(outbox.send(juliet(), text));
            waitForStore();
            return result;
        }
        QString idOf(const QString &body) const
        {
            for (const Element &element : sent) {
                const auto message = Message::read(element);
                if (message && message->body() == body) {
                    return message->id;
                }
            }
            return {};
        }
        void bounce(const QString &body)
        {
            receive("<message type='error' from='juliet@capulet.lit' id='" + idOf(body).toUtf8()
                    + "'><error type='cancel'>"
                      "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        }
        /// Connects and sends what comes back before the server has confirmed it.
        void sendInVain(const QString &body)
        {
            connectNow();
            send(body);
            QTRY_VERIFY(!request(Ping::name).isNull());
            bounce(body);
            QTRY_COMPARE(deliveries(), QList<Delivery> { Delivery::Failed });
        }
        QList<Delivery> deliveries()
        {
            QList<Delivery> all;
            const auto messages = stored();
            for (const ChatMessage &message : messages) {
                all.append(message.delivery);
            }
            return all;
        }
    };

private Q_SLOTS:
    void messageIsOnDiskBeforeItIsSent()
    {
        Fixture f;
        f.connectNow();
        bool onDiskFirst = false;
        connect(&f.protocol, &XmppProtocol::elementReady, this, [&](const Element &element) {
            if (element.is(Message::name)) {
                onDiskFirst = f.changes.size() == 1 && f.changes.first().message.delivery == Delivery::Pending;
            }
        });
        const auto sent = f.send("hello");
        QVERIFY(sent.has_value());
        QCOMPARE(sent->delivery, Delivery::Pending);
        QVERIFY(onDiskFirst);
        QCOMPARE(f.sentBodies(), QStringList("hello"));
        QCOMPARE(f.idOf("hello"), sent->stanzaId);
        const auto message = Message::read(f.sent.first());
        QCOMPARE(message->to, f.chat.peer);
        QCOMPARE(message->type, Message::Type::Chat);
    }

    void pendingUntilTheServerAnswers()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Pending });
        f.answerPings();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Pending });
    }

    void silenceProvesNothing()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_VERIFY(!f.request(Ping::name).isNull());
        f.clock.advance(limits::iqDeadline);
        QVERIFY(!QTest::qWaitFor([&f] { return f.sentBodies().size() != 1; }, 1500));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Pending });
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery>(4, Delivery::Sent));
        f.cut();
        f.connectNow();
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
    }

    void typingDuringTheConnectDoesNotOvertake()
    {
        Fixture f;
        f.send("1");
        f.send("2");
        f.start();
        f.outbox.send(f.chat.peer, "3"); // recorded before, answered after the list of what waits
        f.outbox.sessionStarted();
        f.outbox.send(f.chat.peer, "4");
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        f.outbox.send(f.chat.peer, "5");
        f.waitForStore();
        QVERIFY(f.sentBodies().isEmpty());
        f.answerArchive();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3", "4", "5" }));
    }

    void whatTheArchiveHasIsNotSentAgain()
    {
        Fixture f;
        f.hasArchive = true;
        f.connectNow();
        f.send("taken");
        f.send("lost");
        QTRY_COMPARE(f.sentBodies().size(), 2);
        f.archive = { f.idOf("taken").toUtf8() };
        f.cut();
        f.send("typed meanwhile");
        f.connectNow();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "lost", "typed meanwhile" }));
        QCOMPARE(f.deliveries(), (QList<Delivery> { Delivery::Sent, Delivery::Pending, Delivery::Pending }));
        QCOMPARE(f.protocol.droppedCount(), 0);
    }

    void anotherRunAsksTheArchiveToo()
    {
        Fixture f;
        f.hasArchive = true;
        f.connectNow();
        f.send("taken");
        QTRY_COMPARE(f.sentBodies().size(), 1);
        f.archive = { f.idOf("taken").toUtf8() };
        Outbox next(f.account, f.protocol, f.conversations, f.store); // of a program that was killed in between
        f.protocol.endSession();
        f.start();
        next.sessionStarted();
        f.waitForStore();
        f.answerArchive();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
        QVERIFY(f.sentBodies().isEmpty());
    }

    void onlyOurOwnArchiveAndOurOwnWordsCount()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_COMPARE(f.sentBodies().size(), 1);
        const QByteArray id = f.idOf("hello").toUtf8();
        f.cut();
        f.start();
        f.outbox.sessionStarted();
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        const Element iq = f.request(ArchiveQuery::name);
        const QByteArray query = iq.child(ArchiveQuery::name).attribute(u"queryid").toUtf8();
        QByteArray forged = Fixture::archived(query, id);
        f.receive(forged.replace("<message from='romeo@montague.lit'>", "<message from='juliet@capulet.lit'>"));
        f.receive(Fixture::archived("other", id));
        QCOMPARE(f.protocol.droppedCount(), 2);
        f.receive(Fixture::archived(query, id, "juliet@capulet.lit/balcony"));
        f.receive(ProtocolSession::resultTo(iq, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
        f.receive(Fixture::archived(query, id)); // behind the end
        QCOMPARE(f.protocol.droppedCount(), 3);
        QTRY_COMPARE(f.sentBodies(), QStringList("hello"));
    }

    void archiveIsReadPageByPage()
    {
        Fixture f;
        f.connectNow();
        f.send("hello");
        QTRY_COMPARE(f.sentBodies().size(), 1);
        const QByteArray id = f.idOf("hello").toUtf8();
        f.cut();
        f.start();
        f.outbox.sessionStarted();
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        f.receive(ProtocolSession::resultTo(f.take().last(),
                                            "<fin xmlns='urn:xmpp:mam:2'><set "
                                            "xmlns='http://jabber.org/protocol/rsm'><last>p1</last></set></fin>"));
        QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
        const Element iq = f.take().last();
        const Element query = iq.child(ArchiveQuery::name);
        QCOMPARE(ResultSet::read(query.child(ResultSet::name))->after, QStringLiteral("p1"));
        f.receive(Fixture::archived(query.attribute(u"queryid").toUtf8(), id));
        f.receive(ProtocolSession::resultTo(iq,
                                            "<fin xmlns='urn:xmpp:mam:2'><set "
                                            "xmlns='http://jabber.org/protocol/rsm'><last>p2</last></set></fin>"));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
        QVERIFY(f.request(ArchiveQuery::name).isNull()); // it was found, so the rest does not matter
        QVERIFY(f.sentBodies().isEmpty());
    }

    void archiveThatGoesInCirclesIsLeft()
    {
        Fixture f;
        f.send("hello");
        f.start();
        f.outbox.sessionStarted();
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(!f.request(ArchiveQuery::name).isNull());
            f.receive(ProtocolSession::resultTo(f.take().last(),
                                                "<fin xmlns='urn:xmpp:mam:2'><set "
                                                "xmlns='http://jabber.org/protocol/rsm'><last>p</last></set></fin>"));
        }
        QTRY_COMPARE(f.sentBodies(), QStringList("hello"));
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery>(300, Delivery::Sent));
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
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::Sent, Delivery::Failed }));
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
        f.outbox.retry(failed); // from a menu that was open all the while
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList({ "bad", "bad" }));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QCOMPARE(f.deliveries(), (QList<Delivery> { Delivery::Pending, Delivery::Pending }));
        f.outbox.acknowledged(f.sent.mid(0, 1));
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::Sent, Delivery::Pending }));
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
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::Sent });
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
        QTRY_COMPARE_WITH_TIMEOUT(f.deliveries(), QList<Delivery> { Delivery::Sent }, 15'000);
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
