// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_session.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Fixture = ArchiveSession;

/// What arrived while no session was there to take it.
class TestArchiveCatchUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstSessionBeginsWithTheLastMessage()
    {
        Fixture f;
        f.begin();
        QCOMPARE(f.asked().before, QString());
        QCOMPARE(f.asked().max, 1);
        f.answer({ "7" }, false);
        QCOMPARE(f.bodies(), QStringList("7"));
        QCOMPARE(f.conversations.unreadTotal(), 0); // it may be years old
        QCOMPARE(f.gaps().size(), 1);
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a7"));
        QCOMPARE(f.position(), QStringLiteral("a7"));
        QVERIFY(f.request(ArchiveQuery::name).isNull());
    }

    void whetherItFollowsTheArchiveIsKnownAfterARestart()
    {
        Fixture f;
        f.catchUp.restore();
        f.waitForStore();
        QVERIFY(!f.catchUp.isFollowing());
        f.begin();
        QVERIFY(!f.catchUp.isFollowing());
        f.answer({ "1" });
        QVERIFY(f.catchUp.isFollowing());
        ArchiveCatchUp later(f.account, f.protocol.archive(), f.receiver, f.store);
        later.restore();
        f.waitForStore();
        QVERIFY(later.isFollowing());
        f.end();
        f.begin();
        f.refuse("service-unavailable"); // the server keeps no archive any more
        QVERIFY(!f.catchUp.isFollowing());
        later.restore();
        f.waitForStore();
        QVERIFY(!later.isFollowing());
    }

    void whatCameIntoAnEmptyArchiveIsFetched()
    {
        Fixture f;
        f.begin();
        f.answer({});
        QCOMPARE(f.position(), QStringLiteral(""));
        f.end();
        f.begin();
        QVERIFY(f.asked().after.isEmpty() && !f.asked().before);
        f.answer({ "1", "2" });
        QCOMPARE(f.bodies(), QStringList({ "1", "2" }));
        QCOMPARE(f.position(), QStringLiteral("a2"));
    }

    void missedMessagesComeBeforeLiveOnes()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.arrive("4");
        QCOMPARE(f.bodies(), QStringList());
        f.answer({ "2", "3" }, false);
        QCOMPARE(f.asked().after, QStringLiteral("a3"));
        f.answer({ "4" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3", "4" }));
        f.arrive("5");
        QCOMPARE(f.bodies().last(), QStringLiteral("5"));
        QCOMPARE(f.position(), QStringLiteral("a5"));
    }

    void whatArrivesLiveOutOfOrderIsPutRightByTheArchive()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("4"); // the server hands over to a resumed stream what it was routing meanwhile, and so later
        f.answer({});
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.arrive("2");
        f.arrive("3");
        QCOMPARE(f.bodies(), QStringList());
        f.answer({ "2", "3", "4" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3", "4" }));
        QVERIFY(f.request(ArchiveQuery::name).isNull());
    }

    void whatTheArchiveIsStillWritingKeepsItsPlace()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        f.arrive("4"); // the archive has what came behind it, and not yet this
        f.answer({ "2", "3", "5" });
        f.answer({});
        QCOMPARE(f.bodies(), QStringList({ "2", "3", "4", "5" }));
    }

    void archiveThatDoesNotHaveWhatWaitsIsNotAskedForEver()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("2");
        f.answer({});
        f.answer({});
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.bodies(), QStringList({ "2" }));
    }

    void nothingIsAcknowledgedThatWaits()
    {
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("2");
        f.receiver.checkpoint(9);
        f.waitForStore();
        QCOMPARE(handled.size(), 0);
        f.answer({ "2" });
        QTRY_COMPARE(handled.size(), 1);
        QCOMPARE(handled.first().first().toUInt(), 9U);
        QCOMPARE(f.bodies(), QStringList("2"));
    }

    void whatWasRoutedBeforeItIsAcknowledged()
    {
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.receiver.checkpoint(5);
        f.receiver.checkpoint(6); // while the one before is on its way to the disk
        f.arrive("4");
        f.receiver.checkpoint(7);
        QTRY_COMPARE(handled.size(), 2);
        f.answer({ "2", "3" }, false);
        f.receiver.checkpoint(9);
        f.waitForStore();
        QCOMPARE(handled.last().first().toUInt(), 6U);
        f.answer({ "4" });
        QTRY_COMPARE(handled.last().first().toUInt(), 9U);
    }

    void archiveThatIsSilentHoldsNothingBackForLong()
    {
        Fixture f(std::chrono::milliseconds(100));
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        QTRY_COMPARE(f.bodies(), QStringList("3"));
        QCOMPARE(f.position(), QStringLiteral("a1"));
        f.answer({ "2", "3" }); // late, and not in vain: a slow line may never be faster
        QCOMPARE(f.bodies(), QStringList({ "3", "2" }));
        QCOMPARE(f.position(), QStringLiteral("a3"));
    }

    void archiveThatGoesInCirclesIsLeft()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a0"));
        f.begin();
        for (int i = 0; i < 2; ++i) {
            f.answer({ "1", "2" }, false);
            f.answer({ "3", "4" }, false);
        }
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.bodies(), QStringList({ "1", "2", "3", "4" }));
    }

    void archiveThatForgetsWhatItSaysIsLeft()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a0"), f.clock.now());
        f.begin();
        f.refuse("item-not-found");
        f.answer({ "1" }, false);
        f.refuse("item-not-found");
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.bodies(), QStringList("1"));
    }

    void positionThatIsGoneIsSoughtWhereItWas()
    {
        Fixture f;
        const QDateTime then = f.clock.now().addDays(-14);
        f.knowPosition(QStringLiteral("a1"), then);
        const auto start = [&f] {
            const DataForm form =
                DataForm::read(f.request(ArchiveQuery::name).child(ArchiveQuery::name).child(DataForm::name))
                    .value_or(DataForm());
            const auto *field = form.field(u"start");
            return field ? QDateTime::fromString(field->value(), Qt::ISODate) : QDateTime();
        };
        f.begin();
        f.refuse("item-not-found");
        QCOMPARE(start(), then.addSecs(-3600));
        f.refuse("internal-server-error");
        f.arrive("live"); // is newer than what is missing
        QCOMPARE(f.bodies(), QStringList("live"));
        f.catchUp.sessionResumed();
        f.waitForStore();
        f.refuse("item-not-found");
        QCOMPARE(start(), then.addSecs(-3600));
        f.answer({ "2", "live" });
        QCOMPARE(f.bodies(), QStringList({ "live", "2" }));
        f.end();
        f.begin();
        QCOMPARE(f.asked().after, QStringLiteral("alive"));
    }

    void whatTheArchiveHasForgottenIsAGap()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"), f.clock.now().addDays(-14));
        f.begin();
        f.refuse("item-not-found");
        f.answer({ "5" }, false);
        f.answer({ "6" });
        QCOMPARE(f.bodies(), QStringList({ "5", "6" }));
        QCOMPARE(f.gaps().size(), 1);
        QVERIFY(f.gaps().first().isGone);
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a5"));
    }

    void newestOfWhichNothingCanBeReadLeavesAGap()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        answerInOrder(f);
        f.answerEmpty("a900");
        QCOMPARE(f.gaps().size(), 1);
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a900"));
    }

    void whatWeSayMeanwhileClosesNoGap()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        const QStringList inOrder = answerInOrder(f);
        ChatMessage ours;
        ours.conversation = f.chat;
        ours.direction = ChatMessage::Direction::Outgoing;
        ours.delivery = ChatMessage::Delivery::OnServer;
        ours.stanzaId = QStringLiteral("s901");
        ours.body = QStringLiteral("901");
        ours.time = QDateTime({ 2020, 1, 1 }, QTime(0, 0), Qt::UTC);
        QVERIFY(f.awaited(f.store.call([ours](Store &opened) { return opened.messages().record({ ours }); })));
        f.answer({ "901" }, false, "type='chat' from='romeo@montague.lit/orchard' to='juliet@capulet.lit'");
        QCOMPARE(f.bodies(), inOrder + QStringList("901"));
        QCOMPARE(f.gaps().size(), 1);
    }

    void whatWasSaidBeforeTheArchiveWasKnownIsMissing()
    {
        Fixture f;
        ChatMessage old;
        old.conversation = f.chat;
        old.body = QStringLiteral("old");
        old.time = f.clock.now().addDays(-2);
        QVERIFY(f.awaited(f.store.call([old](Store &opened) { return opened.messages().record({ old }); })));
        f.begin(); // the server keeps an archive now
        f.answer({ "5", "6" });
        QCOMPARE(f.bodies(), QStringList({ "old", "5", "6" }));
        QCOMPARE(f.gaps().size(), 1);
        QVERIFY(f.gaps().first().isBeforeAll());
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a5"));
    }

    void archiveThatFailsIsAskedAgain_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<bool>("again");
        QTest::newRow("passing") << QByteArray("internal-server-error") << true;
        QTest::newRow("busy") << QByteArray("resource-constraint") << true;
        QTest::newRow("not there") << QByteArray("service-unavailable") << false;
        QTest::newRow("not for us") << QByteArray("forbidden") << false;
    }
    void archiveThatFailsIsAskedAgain()
    {
        QFETCH(QByteArray, condition);
        QFETCH(bool, again);
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("3");
        f.refuse(condition);
        QCOMPARE(f.bodies(), QStringList("3"));
        f.catchUp.sessionResumed();
        f.waitForStore();
        QCOMPARE(!f.request(ArchiveQuery::name).isNull(), again);
    }

    void lastMessageThatArrivesLiveTooIsUnread_data()
    {
        QTest::addColumn<bool>("vouches");
        QTest::newRow("known by the archive's id") << true;
        QTest::newRow("known by the sender's") << false;
    }
    void lastMessageThatArrivesLiveTooIsUnread()
    {
        QFETCH(bool, vouches);
        Fixture f;
        f.begin();
        f.protocol.stanzaIds().restoreVouching(vouches);
        f.arrive("7"); // the server had kept it for us
        f.answer({ "7" });
        QCOMPARE(f.bodies(), QStringList("7"));
        QCOMPARE(f.conversations.unreadTotal(), 1);
    }

    /// Answers as many pages as are brought in order; the next question is for the newest.
    static QStringList answerInOrder(Fixture &f)
    {
        QStringList expected;
        int id = 1;
        while (!f.asked().before) {
            f.answer({ QByteArray::number(++id) }, false);
            expected.append(QString::number(id));
        }
        return expected;
    }

    void newestComesFirstAfterALongAbsence()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("902");
        QStringList expected = answerInOrder(f);
        QVERIFY(f.gaps().isEmpty());
        f.answer({ "900", "901", "902" }, false);
        expected << "900"
                 << "901"
                 << "902";
        QCOMPARE(f.bodies(), expected);
        QCOMPARE(f.position(), QStringLiteral("a902"));
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.gaps().size(), 1);
        QCOMPARE(f.gaps().first().older, u'a' + expected[expected.size() - 4]);
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a900"));
        QVERIFY(!f.gaps().first().isBeforeAll() && !f.gaps().first().isGone);
        f.arrive("903");
        QCOMPARE(f.bodies().last(), QStringLiteral("903"));
    }

    void whatIsHandedOverBesideTheArchiveKeepsItsPlace()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        for (const auto *id : { "2", "400", "401", "900", "901" }) { // a server may keep for us what it archives
            f.arrive(id);
        }
        QStringList expected = answerInOrder(f);
        f.answer({ "900", "901" }, false);
        f.answer({ "401" }); // archived later than its turn: the rest stands in the gap
        expected << QStringLiteral("900") << QStringLiteral("901") << QStringLiteral("401");
        QCOMPARE(f.bodies(), expected);
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        QCOMPARE(f.gaps().size(), 1);
    }

    void newestThatFollowsWhatIsHereLeavesNoGap()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        QStringList expected = answerInOrder(f);
        f.answer({ "5", "6", "7", "8" });
        QCOMPARE(f.bodies(),
                 expected << "7"
                          << "8");
        QVERIFY(f.gaps().isEmpty());
    }

    void newestThatHasNothingToShowLeavesAGapAllTheSame()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        answerInOrder(f);
        f.answer({ "900" }, false, "type='error' from='juliet@capulet.lit/balcony' to='romeo@montague.lit'");
        QCOMPARE(f.gaps().size(), 1);
        QCOMPARE(f.gaps().first().newer, QStringLiteral("a900"));
    }

    void whetherItIsUnderWayIsSaid()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        QSignalSpy changed(&f.catchUp, &ArchiveCatchUp::underWayChanged);
        f.begin();
        QVERIFY(f.catchUp.isUnderWay());
        f.answer({ "2" }, false);
        QVERIFY(f.catchUp.isUnderWay());
        f.answer({ "3" });
        QVERIFY(!f.catchUp.isUnderWay());
        QCOMPARE(changed.size(), 2);
        f.end();
        f.begin();
        QVERIFY(f.catchUp.isUnderWay());
        f.refuse("service-unavailable");
        QVERIFY(!f.catchUp.isUnderWay());
        f.end();
        f.begin();
        f.end();
        QVERIFY(!f.catchUp.isUnderWay());
    }

    /// A server ends a stream of which too much is not acknowledged.
    void whatWaitsDoesNotWaitForManyPages_data()
    {
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("archived") << QByteArray(
            "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.lit' id='a1000'/>");
        QTest::newRow("not archived") << QByteArray();
    }
    void whatWaitsDoesNotWaitForManyPages()
    {
        QFETCH(QByteArray, place);
        Fixture f;
        QSignalSpy handled(&f.receiver, &MessageReceiver::handledUpTo);
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.receive("<message type='chat' from='juliet@capulet.lit/b'><body>live</body>" + place + "</message>");
        f.receiver.checkpoint(9);
        int pages = 0;
        while (handled.isEmpty() && ++pages < 100) {
            f.answer({ QByteArray::number(pages + 1) }, false);
        }
        QVERIFY2(pages <= 12, QByteArray::number(pages));
        QVERIFY(!f.gaps().isEmpty()); // the rest is not forgotten
    }

    void pageThatIsLongerThanAskedForLosesNothing()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        QList<QByteArray> ids;
        for (int i = 2; i <= limits::archivePage + 4; ++i) {
            ids.append(QByteArray::number(i));
        }
        f.answer(ids);
        QCOMPARE(f.asked().after, QStringLiteral("a%1").arg(limits::archivePage + 1));
        f.answer(ids.mid(limits::archivePage));
        QCOMPARE(f.bodies().size(), ids.size());
        QCOMPARE(f.position(), QStringLiteral("a%1").arg(limits::archivePage + 4));
    }

    void interruptionBeginsWhereThePageEnded()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.arrive("4");
        f.answer({ "2" }, false);
        f.end();
        f.begin();
        QCOMPARE(f.asked().after, QStringLiteral("a2"));
        f.answer({ "3", "4" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3", "4" }));
    }

    void whatIsKnownIsNotShownAgain()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.answer({});
        f.arrive("2");
        f.knowPosition(QStringLiteral("a1"));
        f.end();
        f.begin();
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
    }

    void whatWeWroteOurselvesIsKnownHoweverLongItWaited()
    {
        Fixture f;
        ChatMessage ours;
        ours.conversation = f.chat;
        ours.direction = ChatMessage::Direction::Outgoing;
        ours.delivery = ChatMessage::Delivery::OnServer;
        ours.stanzaId = QStringLiteral("s2");
        ours.body = QStringLiteral("2");
        ours.time = f.clock.now();
        ChatSession::awaited(f.store.call([ours](Store &store) { return store.messages().record({ ours }); }));
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        const QByteArray addresses = "from='romeo@montague.lit/elsewhere' to='juliet@capulet.lit'";
        f.answer({ "2", "3" }, true, addresses); // stamped years before
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
        QCOMPARE(f.stored().last().direction, ChatMessage::Direction::Outgoing);
    }

    void positionThatIsGoneIsLookedForByTime()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.answer({});
        f.arrive("2");
        f.end();
        f.begin();
        f.refuse("item-not-found");
        const Element query = f.request(ArchiveQuery::name).child(ArchiveQuery::name);
        QVERIFY(f.asked().after.isEmpty() && !f.asked().before);
        QVERIFY(query.toXml().contains("'start'"));
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
    }

    void withoutAnArchiveNothingWaits()
    {
        Fixture f;
        f.begin();
        f.arrive("1");
        f.refuse("service-unavailable");
        QCOMPARE(f.bodies(), QStringList("1"));
        f.arrive("2");
        QCOMPARE(f.bodies(), QStringList({ "1", "2" }));
        QCOMPARE(f.position(), std::nullopt); // what may be missing can still come
    }

    /// It may only not be loaded yet. What is stored meanwhile is no place to go on from.
    void archiveThatRefusedOnceIsAskedFromWhereItWas()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.catchUp.restore();
        f.waitForStore();
        f.begin();
        f.refuse("service-unavailable");
        QVERIFY(!f.catchUp.isFollowing());
        f.arrive("3");
        f.end();
        f.begin();
        QCOMPARE(f.asked().after, QStringLiteral("a1"));
        f.answer({ "2", "3" });
        QCOMPARE(f.bodies(), QStringList({ "3", "2" }));
        QVERIFY(f.catchUp.isFollowing());
    }

    void archiveThatStandsStillIsLeft()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.answer({ "2" }, false);
        f.answer({ "2" }, false);
        QVERIFY(f.request(ArchiveQuery::name).isNull());
        f.arrive("3");
        QCOMPARE(f.bodies(), QStringList({ "2", "3" }));
    }

    void positionIsNotAheadOfTheDisk()
    {
        Fixture f;
        f.knowPosition(QStringLiteral("a1"));
        f.begin();
        f.breakStore();
        f.answer({ "2" });
        f.storeWorks();
        QCOMPARE(f.position(), QStringLiteral("a1"));
        QTRY_COMPARE_WITH_TIMEOUT(f.bodies(), QStringList("2"), 20'000);
        QCOMPARE(f.position(), QStringLiteral("a2"));
    }
};

QTEST_GUILESS_MAIN(TestArchiveCatchUp)
#include "tst_archive_catch_up.moc"
