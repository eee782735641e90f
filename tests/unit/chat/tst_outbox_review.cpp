// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/outbox_session.h"
#include "support/raw_sql.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Fixture = OutboxSession;

/// What may have reached the server before the connection broke or the program was killed: neither lost nor doubled.
class TestOutboxReview : public QObject
{
    Q_OBJECT

    static void beginStream(Fixture &f, const QString &id)
    {
        const auto begun = f.store.call([account = f.account, id](Store &store) {
            return store.streams().begin(account, { id, ProtocolSession::self(), {}, 0 });
        });
        if (!Fixture::awaited(begun)) {
            qFatal("no stream");
        }
    }
    /// The outbox of another run knows what this one wrote, and what the server counts of it.
    static void restore(Fixture &f, Outbox &next, quint32 counted)
    {
        const auto numbers =
            f.store.call([account = f.account](Store &store) { return store.streams().takeNumbers(account); });
        next.restoreNumbers(Fixture::awaited(numbers).value());
        next.streamCounted(counted);
    }
    /// Three messages written as the stanzas `first`, `first` + 1 and `first` + 2 of a stream, and the program killed.
    static void writeThree(Fixture &f, quint32 first)
    {
        beginStream(f, QStringLiteral("s1"));
        f.connectNow();
        f.outbox.managementEnabled();
        for (const char *body : { "1", "2", "3" }) {
            f.send(QString::fromLatin1(body));
            f.outbox.numbered(f.idOf(QString::fromLatin1(body)), first++);
        }
        f.waitForStore();
        f.hasArchive = true;
        f.protocol.endSession();
        f.start();
    }

private Q_SLOTS:
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
        QCOMPARE(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::Written, Delivery::Written }));
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
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QVERIFY(f.sentBodies().isEmpty());
    }

    /// CVE-2019-16237, CVE-2020-26547: an archive's answer that somebody else gave.
    void CVE_2019_16237_onlyOurOwnArchiveAndOurOwnWordsCount()
    {
        Fixture f;
        const QByteArray id = askAbout(f, "hello");
        const Element iq = nextQuestion(f);
        const QByteArray query = queryIdOf(iq);
        QByteArray forged = Fixture::archived(query, id);
        f.receive(forged.replace("<message from='romeo@montague.lit'>", "<message from='juliet@capulet.lit'>"));
        f.receive(Fixture::archived("other", id));
        QCOMPARE(f.protocol.droppedCount(), 2);
        f.receive(Fixture::archived(query, id, "juliet@capulet.lit/balcony"));
        f.receive(ProtocolSession::resultTo(iq, lastPage()));
        f.receive(Fixture::archived(query, id)); // behind the end
        QCOMPARE(f.protocol.droppedCount(), 3);
        f.receive(ProtocolSession::resultTo(nextQuestion(f), lastPage()));
        QTRY_COMPARE(f.sentBodies(), QStringList("hello"));
    }

    void archiveIsReadBackwardsPageByPage()
    {
        Fixture f;
        const QByteArray id = askAbout(f, "hello");
        const Element first = nextQuestion(f);
        QCOMPARE(ResultSet::read(first.child(ArchiveQuery::name).child(ResultSet::name))->before,
                 std::optional<QString>(QLatin1String("")));
        f.receive(ProtocolSession::resultTo(first, page("p1")));
        const Element second = nextQuestion(f);
        QCOMPARE(ResultSet::read(second.child(ArchiveQuery::name).child(ResultSet::name))->before,
                 std::optional<QString>("p1"));
        f.receive(Fixture::archived(queryIdOf(second), id)); // stamped years ago: no clock matters
        f.receive(ProtocolSession::resultTo(second, page("p2")));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QVERIFY(f.request(ArchiveQuery::name).isNull()); // it was found, so the rest does not matter
        QVERIFY(f.sentBodies().isEmpty());
    }

    void archiveThatGoesInCirclesIsLeft()
    {
        Fixture f;
        askAbout(f, "hello");
        for (int i = 0; i < 4; ++i) { // twice in each round
            f.receive(ProtocolSession::resultTo(nextQuestion(f), page("p")));
        }
        QTRY_COMPARE(f.sentBodies(), QStringList("hello"));
    }

    void archiveThatLagsIsAskedTwice()
    {
        Fixture f;
        const QByteArray id = askAbout(f, "hello");
        f.receive(ProtocolSession::resultTo(nextQuestion(f), lastPage()));
        const Element second = nextQuestion(f);
        QVERIFY(!second.isNull());
        QVERIFY(f.sentBodies().isEmpty());
        f.receive(Fixture::archived(queryIdOf(second), id));
        f.receive(ProtocolSession::resultTo(second, lastPage()));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QVERIFY(f.sentBodies().isEmpty());
    }

    void archiveThatIsBusyIsAskedAgain()
    {
        Fixture f;
        const QByteArray id = askAbout(f, "hello");
        f.receive(
            "<iq type='error' id='" + nextQuestion(f).attribute(u"id").toUtf8()
            + "'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        const Element second = nextQuestion(f);
        QVERIFY(!second.isNull());
        f.receive(Fixture::archived(queryIdOf(second), id));
        f.receive(ProtocolSession::resultTo(second, lastPage()));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QVERIFY(f.sentBodies().isEmpty());
    }

    void eachConversationIsLookedUp()
    {
        Fixture f;
        f.hasArchive = true;
        f.connectNow();
        f.send("to Juliet");
        Fixture::awaited(f.outbox.send(Jid::orNull(u"nurse@capulet.lit"), "to the nurse"));
        f.waitForStore();
        QTRY_COMPARE(f.sentBodies().size(), 2);
        f.archive = { f.idOf("to Juliet").toUtf8(), f.idOf("to the nurse").toUtf8() }; // all with Juliet
        f.cut();
        f.connectNow();
        QTRY_COMPARE(f.sentBodies(), QStringList("to the nurse"));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void countOfAResumedStreamTellsWhatArrived_data()
    {
        QTest::addColumn<quint32>("first");
        QTest::addColumn<quint32>("counted");
        QTest::addColumn<QStringList>("again");
        QTest::newRow("none") << 5U << 3U << QStringList({ "1", "2", "3" });
        QTest::newRow("the last before them") << 5U << 4U << QStringList({ "1", "2", "3" });
        QTest::newRow("one") << 5U << 5U << QStringList({ "2", "3" });
        QTest::newRow("all") << 5U << 7U << QStringList();
        QTest::newRow("all and more") << 5U << 70U << QStringList();
        QTest::newRow("wraps behind them") << 0xfffffffcU << 2U << QStringList();
        QTest::newRow("wraps among them, none") << 0xfffffffeU << 0xfffffffdU << QStringList({ "1", "2", "3" });
        QTest::newRow("wraps among them, two") << 0xfffffffeU << 0xffffffffU << QStringList("3");
        QTest::newRow("wraps among them, all") << 0xfffffffeU << 0U << QStringList();
    }
    void countOfAResumedStreamTellsWhatArrived()
    {
        QFETCH(quint32, first);
        QFETCH(quint32, counted);
        QFETCH(QStringList, again);
        Fixture f;
        writeThree(f, first);
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, counted);
        next.sessionRestored();
        next.send(f.chat.peer, "4");
        QTRY_COMPARE(f.sentBodies(), again + QStringList("4"));
        const QList<Delivery> expected = QList<Delivery>(3 - again.size(), Delivery::OnServer)
            + QList<Delivery>(again.size() + 1, Delivery::Written);
        QTRY_COMPARE(f.deliveries(), expected);
    }

    /// The server may crash the moment after, and forget it.
    void whatACountConfirmedIsAskedAboutNextTime()
    {
        Fixture f;
        writeThree(f, 5);
        f.hasArchive = true;
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, 7);
        next.sessionRestored();
        QTRY_COMPARE(f.deliveries(), QList<Delivery>(3, Delivery::OnServer));
        next.send(f.chat.peer, "4"); // behind the review
        QTRY_COMPARE(f.sentBodies(), QStringList("4"));
        f.archive = { f.stored()[0].stanzaId.toUtf8(), f.stored()[3].stanzaId.toUtf8() };
        next.sessionEnded({ Error::Kind::Disconnected, {}, {}, {} });
        next.sessionStarted();
        QTRY_COMPARE(f.deliveries(),
                     (QList<Delivery> { Delivery::OnServer, Delivery::Failed, Delivery::Failed, Delivery::OnServer }));
    }

    /// The numbers behind the count are given to other stanzas, which a later count is about.
    void numberOfWhatWasNotCountedIsGoneWithTheRunThatResumed()
    {
        Fixture f;
        writeThree(f, 5);
        Outbox resumed(f.account, f.protocol, f.conversations, f.store); // and killed before it sends them again
        restore(f, resumed, 4);
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, 7);
        next.sessionRestored();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3" }));
    }

    void countOfAForgottenStreamLeavesTheRestToTheArchive()
    {
        Fixture f;
        writeThree(f, 5);
        f.archive = { f.stored()[1].stanzaId.toUtf8() };
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, 5);
        next.sessionStarted();
        QTRY_COMPARE(f.sentBodies(), QStringList("3"));
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::OnServer, Delivery::Written }));
    }

    void whatGotNoNumberIsLookedUpThoughTheStreamGoesOn()
    {
        Fixture f;
        writeThree(f, 5);
        rawSql(f.path, { "UPDATE message SET number = NULL WHERE number > 5" }); // killed before they were noted
        f.archive = { f.stored()[1].stanzaId.toUtf8() };
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, 6);
        next.sessionRestored();
        QTRY_COMPARE(f.sentBodies(), QStringList("3"));
        QTRY_COMPARE(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::OnServer, Delivery::Written }));
    }

    void numbersOfAnEarlierStreamMeanNothing()
    {
        Fixture f;
        writeThree(f, 5);
        beginStream(f, QStringLiteral("s2"));
        Outbox next(f.account, f.protocol, f.conversations, f.store);
        restore(f, next, 50);
        next.sessionStarted();
        QTRY_COMPARE(f.sentBodies(), QStringList({ "1", "2", "3" }));
    }

    void whatTheServerTookAndLostIsNotConfirmed_data()
    {
        QTest::addColumn<bool>("keepsOthers"); ///< the archive has an earlier message of ours
        QTest::addColumn<bool>("orderly"); ///< the session ended as it should
        QTest::addColumn<int>("minutes"); ///< until the server is there again
        QTest::addColumn<Delivery>("delivery");
        QTest::newRow("lost") << true << false << 0 << Delivery::Failed;
        QTest::newRow("lost by a server that was away for long") << true << false << 10 << Delivery::Failed;
        QTest::newRow("archive that may not keep it") << false << false << 0 << Delivery::OnServer;
        QTest::newRow("ended in good order") << true << true << 0 << Delivery::OnServer;
    }
    void whatTheServerTookAndLostIsNotConfirmed()
    {
        QFETCH(bool, keepsOthers);
        QFETCH(bool, orderly);
        QFETCH(int, minutes);
        QFETCH(Delivery, delivery);
        Fixture f;
        f.hasArchive = true;
        sendTwo(f, "kept", "lost");
        if (keepsOthers) {
            f.archive = { f.idOf("kept").toUtf8() };
        }
        f.protocol.endSession();
        f.outbox.sessionEnded(orderly ? Error() : Error { Error::Kind::Disconnected, {}, {}, {} });
        f.clock.advance(std::chrono::minutes(minutes));
        f.connectNow();
        f.send("next"); // behind the check
        QTRY_COMPARE(f.sentBodies(), QStringList("next"));
        f.waitForStore();
        QCOMPARE(f.stored()[0].delivery, Delivery::OnServer);
        QCOMPARE(f.stored()[1].delivery, delivery);
        if (delivery == Delivery::Failed) {
            QCOMPARE(f.stored()[1].failure, QStringLiteral("not-confirmed"));
            f.outbox.retry(f.stored()[1]);
            QTRY_COMPARE(f.sentBodies(), QStringList({ "next", "lost" }));
        }
    }

    void poisonFailsAlone()
    {
        Fixture f;
        f.connectNow();
        f.outbox.managementEnabled();
        for (const char *body : { "before", "poison", "after" }) {
            f.send(QString::fromLatin1(body));
        }
        const Error blame { Error::Kind::StreamError, {}, QStringLiteral("not-well-formed"), {} };
        f.protocol.endSession();
        f.outbox.sessionEnded(blame);
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("typed later");
        QTRY_COMPARE(f.sentBodies(), QStringList("before")); // one at a time
        f.outbox.acknowledged(f.sent);
        QTRY_COMPARE(f.sentBodies(), QStringList({ "before", "poison" }));
        f.protocol.endSession();
        f.outbox.sessionEnded(blame);
        f.connectNow();
        f.outbox.managementEnabled();
        QTRY_COMPARE(f.sentBodies(), QStringList("after"));
        f.outbox.acknowledged(f.sent);
        QTRY_COMPARE(f.sentBodies(), QStringList({ "after", "typed later" }));
        QCOMPARE(f.stored()[1].delivery, Delivery::Failed);
        QCOMPARE(f.stored()[1].failure, QStringLiteral("not-well-formed"));
    }

    void whatIsBlamedMayHaveArrived()
    {
        Fixture f;
        f.hasArchive = true;
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("innocent");
        f.archive = { f.idOf("innocent").toUtf8() };
        f.protocol.endSession();
        f.outbox.sessionEnded({ Error::Kind::StreamError, {}, QStringLiteral("policy-violation"), {} });
        f.connectNow();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
        QCOMPARE(f.sentBodies(), QStringList());
    }

    void archiveThatFailsLeavesItToThePerson()
    {
        Fixture f;
        askAbout(f, QStringLiteral("doubtful"));
        f.send("later");
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(!f.request(ArchiveQuery::name).isNull(), 20'000);
            fail(f, nextQuestion(f));
        }
        QTRY_COMPARE(f.sentBodies(), QStringList("later"));
        QCOMPARE(f.stored()[0].delivery, Delivery::Failed);
        QCOMPARE(f.stored()[0].failure, QStringLiteral("not-confirmed"));
    }

    void whatTheServerLostIsRememberedUntilThatIsOnDisk()
    {
        Fixture f;
        f.hasArchive = true;
        sendTwo(f, "kept", "lost");
        f.archive = { f.idOf("kept").toUtf8() };
        f.protocol.endSession();
        f.outbox.sessionEnded({ Error::Kind::Disconnected, {}, {}, {} });
        QSignalSpy refused(&f.conversations, &Conversations::storageFailed);
        f.breakStore();
        f.start();
        f.outbox.sessionStarted();
        QTRY_VERIFY_WITH_TIMEOUT(!refused.isEmpty(), 20'000);
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.deliveries(), (QList<Delivery> { Delivery::OnServer, Delivery::Failed }), 20'000);
    }

    void silenceOfABrokenConnectionSaysNothing()
    {
        Fixture f;
        const QByteArray id = askAbout(f, QStringLiteral("doubtful"));
        f.outbox.connectionLost();
        for (int i = 0; i < 4; ++i) {
            QVERIFY(!nextQuestion(f).isNull());
            f.clock.advance(limits::iqDeadline);
        }
        QVERIFY(!f.request(ArchiveQuery::name).isNull() || !nextQuestion(f).isNull());
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Written });
        f.outbox.sessionResumed();
        f.clock.advance(limits::iqDeadline);
        const Element question = nextQuestion(f);
        f.receive(Fixture::archived(queryIdOf(question), id));
        f.receive(ProtocolSession::resultTo(question, lastPage()));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void oneConversationThatFailsLeavesTheOthers()
    {
        Fixture f;
        f.connectNow();
        f.send("to Juliet");
        Fixture::awaited(f.outbox.send(Jid::orNull(u"nurse@capulet.lit"), "to the nurse"));
        f.waitForStore();
        QTRY_COMPARE(f.sentBodies().size(), 2);
        f.cut();
        f.answersArchive = false;
        f.start();
        f.outbox.sessionStarted();
        while (f.sentBodies().isEmpty()) {
            QTRY_VERIFY_WITH_TIMEOUT(!f.request(ArchiveQuery::name).isNull() || !f.sentBodies().isEmpty(), 20'000);
            const Element question = f.request(ArchiveQuery::name);
            f.sent.removeAll(question);
            if (question.isNull()) {
                break;
            }
            if (question.toXml().contains("nurse@capulet.lit")) {
                f.receive(ProtocolSession::resultTo(question, lastPage()));
            } else {
                fail(f, question);
            }
        }
        QCOMPARE(f.sentBodies(), QStringList("to the nurse"));
        QCOMPARE(f.deliveries(), QList<Delivery> { Delivery::Failed });
        QCOMPARE(f.stored()[0].failure, QStringLiteral("not-confirmed"));
    }

    void whatIsNotOnDiskAsFailedIsNotSent()
    {
        Fixture f;
        f.connectNow();
        f.outbox.managementEnabled();
        f.send("poison");
        f.protocol.endSession();
        f.outbox.sessionEnded({ Error::Kind::StreamError, {}, QStringLiteral("not-well-formed"), {} });
        f.breakStore();
        f.start();
        f.outbox.sessionStarted();
        QTRY_VERIFY(f.request(ArchiveQuery::name).isNull()); // it has answered that there is none
        f.waitForStore();
        QCOMPARE(f.sentBodies(), QStringList());
        f.storeWorks();
        QTRY_COMPARE_WITH_TIMEOUT(f.deliveries(), QList<Delivery> { Delivery::Failed }, 20'000);
        QCOMPARE(f.sentBodies(), QStringList());
    }

    void pageThatIsLongerThanAskedForHidesNothing()
    {
        Fixture f;
        const QByteArray id = askAbout(f, QStringLiteral("newest"));
        const Element question = nextQuestion(f);
        for (int i = 0; i < limits::archivePage; ++i) {
            f.receive(Fixture::archived(queryIdOf(question), "other"));
        }
        f.receive(Fixture::archived(queryIdOf(question), id));
        f.receive(ProtocolSession::resultTo(question, lastPage()));
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void whatAPageToldIsKeptThoughTheNextNeverCame()
    {
        Fixture f;
        const QByteArray id = askAbout(f, QStringLiteral("found"));
        const Element question = nextQuestion(f);
        f.receive(Fixture::archived(queryIdOf(question), id));
        f.receive(ProtocolSession::resultTo(question, page("a")));
        f.cut();
        QTRY_COMPARE(f.deliveries(), QList<Delivery> { Delivery::OnServer });
    }

    void serverThatHangsUpOverAMessageIsNotToldItForEver()
    {
        const QList<Delivery> settled { Delivery::OnServer, Delivery::Failed };
        Fixture f;
        int connections = 0;
        f.connectNow();
        f.send("before");
        f.send("poison");
        while (f.deliveries() != settled && ++connections < 30) {
            f.outbox.managementEnabled();
            f.outbox.connectionLost();
            if (!f.outbox.isStuck()) {
                f.outbox.sessionResumed(); // and the stream says it all again
                continue;
            }
            f.protocol.endSession();
            f.outbox.sessionEnded({ Error::Kind::Disconnected, {}, {}, {} });
            f.connectNow();
            QTRY_VERIFY(!f.sentBodies().isEmpty() || f.deliveries() == settled);
            if (f.sentBodies() == QStringList("before")) {
                f.outbox.managementEnabled();
                f.outbox.acknowledged(f.sent);
                f.waitForStore();
            }
        }
        QCOMPARE(f.deliveries(), settled);
        QCOMPARE(f.stored()[1].failure, QStringLiteral("not-accepted"));
        QVERIFY2(connections <= 3 * Outbox::fruitlessConnections, qPrintable(QString::number(connections)));
        f.connectNow();
        f.send("after");
        QTRY_COMPARE(f.sentBodies(), QStringList("after"));
    }
};

QTEST_GUILESS_MAIN(TestOutboxReview)
#include "tst_outbox_review.moc"
