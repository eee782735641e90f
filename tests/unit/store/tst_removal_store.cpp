// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"
#include "support/raw_sql.h"

#include "store/read_only_database.h"

#include <QtTest>

using namespace natter;
using Leaves = Store::Filling::Leaves;

/// What the person does not keep here is gone, off the disk as well, and stays away.
class TestRemovalStore : public QObject
{
    Q_OBJECT

    struct Fixture : NumberedArchive ///< a message a day
    {
        Fixture() : NumberedArchive(QStringLiteral("secret"), std::chrono::hours(24)) { }
        QStringList bodies(const ConversationId &chat)
        {
            QStringList texts;
            const auto page = store.messages().page(chat, 0, 1000).value();
            for (const ChatMessage &each : page) {
                texts.append(each.body);
            }
            return texts;
        }
        QStringList bodies() { return bodies(juliet); }
    };

private Q_SLOTS:
    void messageIsGoneFromTheDisk()
    {
        Fixture f;
        const auto recorded = f.record(f.messages(1, 3));
        QVERIFY(f.isOnDisk("secret2"));
        const auto removal = f.store.removals().remove(f.juliet, { recorded[1].message.row, 4711 });
        QVERIFY(removal);
        QCOMPARE(removal->rows, QList<qint64> { recorded[1].message.row });
        QCOMPARE(f.bodies(), QStringList({ "secret1", "secret3" }));
        QVERIFY(!f.isOnDisk("secret2"));
        QVERIFY(f.isOnDisk("secret3"));
    }

    void messageOfAnotherConversationStays()
    {
        Fixture f;
        const auto recorded = f.record({ f.message(1, f.nurse) });
        QVERIFY(f.store.removals().remove(f.juliet, { recorded[0].message.row })->rows.isEmpty());
        QCOMPARE(f.bodies(f.nurse).size(), 1);
    }

    void conversationSaysWhatIsLeft()
    {
        Fixture f;
        const auto recorded = f.record(f.messages(1, 4));
        f.store.messages().markRead(f.juliet, recorded[1].message.row);
        QCOMPARE(f.summary().unread, 2);
        const auto removal = f.store.removals().remove(f.juliet, { recorded[3].message.row });
        QCOMPARE(removal->chat.lastBody, QString("secret3"));
        QCOMPARE(removal->chat.unread, 1);
        QCOMPARE(f.store.removals().removeAll(f.juliet)->chat.lastRow, 0);
        QCOMPARE(f.summary().unread, 0);
        f.record({ f.message(10, f.juliet) });
        QCOMPARE(f.summary().unread, 1);
        QCOMPARE(f.bodies(), QStringList { "secret10" });
    }

    void whatIsStillToBeSentStaysUnlessItIsMeant()
    {
        Fixture f;
        ChatMessage waiting = f.message(1, f.juliet);
        waiting.direction = ChatMessage::Direction::Outgoing;
        waiting.delivery = ChatMessage::Delivery::Queued;
        ChatMessage underWay = f.message(2, f.juliet);
        underWay.direction = ChatMessage::Direction::Outgoing;
        underWay.delivery = ChatMessage::Delivery::Written;
        const auto recorded = f.record({ waiting, underWay });
        const QList<qint64> rows { recorded[0].message.row, recorded[1].message.row };
        QVERIFY(f.store.removals().removeAll(f.juliet)->rows.isEmpty());
        QCOMPARE(f.store.messages().pending(f.romeo)->size(), 2);
        QVERIFY(f.store.removals().withdraw(f.juliet, rows[1])->rows.isEmpty());
        QCOMPARE(f.store.removals().remove(f.juliet, rows)->rows, QList { rows[0] });
        QCOMPARE(f.store.messages().pending(f.romeo)->size(), 1);
        QVERIFY(!f.isOnDisk("secret1"));
    }

    void whatIsStillToBeTakenBackElsewhereIs()
    {
        Fixture f;
        ChatMessage said = f.message(1, f.juliet);
        said.direction = ChatMessage::Direction::Outgoing;
        said.delivery = ChatMessage::Delivery::OnServer;
        const auto row = f.record({ said }).first().message.row;
        ChatMessage retraction = f.message(2, f.juliet);
        retraction.direction = ChatMessage::Direction::Outgoing;
        retraction.delivery = ChatMessage::Delivery::Queued;
        retraction.purpose = ChatMessage::Purpose::Retraction;
        retraction.about = said.stanzaId;
        retraction.body.clear();
        QVERIFY(!said.stanzaId.isEmpty() && f.store.messages().say(retraction));
        QCOMPARE(f.store.removals().remove(f.juliet, { row })->rows, QList { row });
        const auto pending = f.store.messages().pending(f.romeo).value();
        QCOMPARE(pending.size(), 1);
        QCOMPARE(pending.first().about, said.stanzaId);
    }

    void whatWasDeletedDoesNotComeAgain()
    {
        Fixture f;
        const auto recorded = f.record(f.messages(1, 3));
        f.store.removals().remove(f.juliet, { recorded[1].message.row, recorded[2].message.row });
        f.record(f.messages(2, 3)); // from the archive
        ChatMessage live = f.message(2, f.juliet);
        live.archiveId.clear();
        f.record({ live }); // with a stream that is resumed
        QCOMPARE(f.bodies(), QStringList { "secret1" });
    }

    void anIdThatIsUsedAgainHidesNothing()
    {
        Fixture f;
        ChatMessage first = f.message(1, f.juliet);
        first.archiveId.clear();
        const auto recorded = f.record({ first });
        f.store.removals().remove(f.juliet, { recorded[0].message.row });
        ChatMessage other = first;
        other.body = "something else";
        f.record({ other });
        ChatMessage later = first;
        later.time = first.time.addDays(1);
        f.record({ later });
        QCOMPARE(f.bodies(), QStringList({ "something else", "secret1" }));
    }

    void olderHistoryStaysAwayAsWell()
    {
        Fixture f;
        f.store.beginArchive(f.romeo, f.messages(20, 20), { "a20", f.time(20) });
        f.store.removals().removeAll(f.juliet);
        const qint64 gap = f.store.archive().gaps(f.romeo)->first().id;
        QList<ChatMessage> page = f.messages(17, 19);
        page.append(f.message(18, f.nurse));
        const auto filled = f.store.fillIn(page, { gap, { "a17", {} }, Leaves::Nothing });
        QVERIFY(filled);
        QVERIFY(f.bodies().isEmpty());
        QCOMPARE(f.bodies(f.nurse).size(), 1);
        QVERIFY(f.store.archive().gaps(f.romeo)->isEmpty());
    }

    void messagesAreKeptForSoLong()
    {
        Fixture f;
        f.record(f.messages(1, 30));
        f.record({ f.message(1, f.nurse) });
        QVERIFY(f.store.removals().removeExpired(f.time(40))->isEmpty());
        QCOMPARE(f.store.removals().keep(f.juliet, 7)->keptDays, 7);
        const auto removals = f.store.removals().removeExpired(f.time(30));
        QCOMPARE(removals->size(), 1);
        QCOMPARE(removals->first().rows.size(), 22);
        QCOMPARE(f.bodies().first(), QString("secret23"));
        QCOMPARE(f.bodies().size(), 8);
        QCOMPARE(f.bodies(f.nurse).size(), 1);
        QVERIFY(f.store.removals().removeExpired(f.time(30))->isEmpty());
        f.record({ f.message(60, f.nurse) });
        QCOMPARE(f.store.removals().removeExpired(f.time(60))->first().rows.size(), 8);
        QVERIFY(f.bodies().isEmpty());
        QVERIFY(f.store.removals().removeExpired(f.time(60))->isEmpty());
        QCOMPARE(f.store.removals().keep(f.juliet, 0)->keptDays, 0);
    }

    void oneWrongTimeCostsNoOther()
    {
        Fixture f;
        QList<ChatMessage> said = f.messages(31, 40);
        said[4].time = QDateTime::fromSecsSinceEpoch(0); // by a dead clock
        said[7].time = f.time(3000);
        f.record(said);
        f.record({ f.message(41, f.juliet) });
        f.store.removals().keep(f.juliet, 30);
        QCOMPARE(f.store.removals().removeExpired(f.time(42))->first().rows.size(), 1);
        QCOMPARE(f.bodies().size(), 10);
    }

    void clockThatIsAheadEmptiesNothing()
    {
        Fixture f;
        f.record(f.messages(1, 30));
        f.store.removals().keep(f.juliet, 30);
        QVERIFY(f.store.removals().removeExpired(f.time(4000))->first().rows.size() < 8);
    }

    void olderPagesDoNotBringBackASingleOne()
    {
        Fixture f;
        f.store.beginArchive(f.romeo, f.messages(20, 20), { "a20", f.time(20) });
        const auto imported = f.record(f.messages(17, 18));
        f.store.removals().remove(f.juliet, { imported[0].message.row });
        const qint64 gap = f.store.archive().gaps(f.romeo)->first().id;
        f.store.fillIn(f.messages(16, 19), { gap, { "a16", {} }, Leaves::Nothing });
        QVERIFY(!f.bodies().contains("secret17"));
        QVERIFY(f.bodies().contains("secret16") && f.bodies().contains("secret19"));
    }

    /// It has no id of the archive before it is fetched from there, with the time at which it was sent at last.
    void ownOneThatWaitedForAConnection()
    {
        Fixture f;
        ChatMessage typed = f.message(1, f.juliet);
        typed.direction = ChatMessage::Direction::Outgoing;
        typed.delivery = ChatMessage::Delivery::OnServer;
        const QString archiveId = std::exchange(typed.archiveId, QString());
        const auto recorded = f.record({ typed });
        f.store.removals().remove(f.juliet, { recorded[0].message.row });
        typed.archiveId = archiveId;
        typed.time = typed.time.addSecs(7200);
        f.store.recordReceived(f.romeo, { typed }, {}, ArchiveStore::Place { archiveId, typed.time });
        QVERIFY(f.bodies().isEmpty());
    }

    void whatWasNeverHereComesThoughAllWasDeleted()
    {
        Fixture f;
        f.record(f.messages(1, 5));
        f.store.removals().removeAll(f.juliet); // weeks later, before the account is online again
        f.store.recordReceived(f.romeo, f.messages(4, 8), {}, ArchiveStore::Place { "a8", f.time(8) });
        QCOMPARE(f.bodies(), QStringList({ "secret6", "secret7", "secret8" }));
    }

    void laterItMayBeFetchedAgain()
    {
        Fixture f;
        f.store.beginArchive(f.romeo, f.messages(20, 20), { "a20", f.time(20) });
        f.record(f.messages(21, 60));
        f.store.removals().keep(f.juliet, 7);
        f.store.removals().removeExpired(f.time(60));
        f.store.removals().keep(f.juliet, 0);
        const qint64 gap = f.store.archive().gaps(f.romeo)->first().id;
        f.store.fillIn(f.messages(10, 19), { gap, { "a10", {} }, Leaves::Nothing });
        QVERIFY(f.bodies().contains("secret10"));
    }

    void rowsAreNeverUsedAgain()
    {
        Fixture f;
        f.store.beginArchive(f.romeo, f.messages(20, 20), { "a20", f.time(20) });
        f.store.imports().merge({ f.message(3, f.nurse) });
        const qint64 lowest = f.store.messages().rowBelowAll().value();
        f.store.removals().removeAll(f.nurse);
        QCOMPARE(f.store.messages().rowBelowAll().value(), lowest);
        f.store.imports().merge({ f.message(4, f.nurse) }); // below the room of the gap
        const qint64 gap = f.store.archive().gaps(f.romeo)->first().id;
        QVERIFY(f.store.fillIn(f.messages(10, 19), { gap, { "a10", {} }, Leaves::Nothing }));
        QCOMPARE(f.bodies().size(), 11);
        f.store.messages().removeAccount(f.romeo);
        QVERIFY(f.store.messages().rowBelowAll().value() < lowest);
    }

    void nobodyWhoReadsHoldsItUp()
    {
        Fixture f;
        const auto recorded = f.record(f.messages(1, 3));
        QElapsedTimer clock;
        clock.start();
        {
            ReadOnlyDatabase reader(f.folder.filePath("natter.sqlite"));
            QVERIFY(reader.open());
            QVERIFY(f.store.removals().remove(f.juliet, { recorded[1].message.row }));
            QVERIFY(clock.elapsed() < 4000); // it does not wait for the reader
            QVERIFY(f.isOnDisk("secret2")); // who may still see it
        }
        f.store.removals().remove(f.juliet, { recorded[2].message.row });
        QVERIFY(!f.isOnDisk("secret2"));
    }

    void whatWasDeletedBeforeAFailureIsTold()
    {
        Fixture f;
        f.record({ f.message(1, f.juliet), f.message(1, f.nurse), f.message(60, f.juliet), f.message(60, f.nurse) });
        f.store.removals().keep(f.juliet, 7);
        f.store.removals().keep(f.nurse, 7);
        rawSql(f.folder.filePath("natter.sqlite"),
               { "CREATE TRIGGER refuse BEFORE UPDATE OF last_message ON chat WHEN old.id = 1 BEGIN SELECT "
                 "RAISE(ABORT, 'broken'); END" });
        const auto removals = f.store.removals().removeExpired(f.time(60));
        QVERIFY(removals);
        QCOMPARE(removals->size(), 1);
        QCOMPARE(f.bodies(f.nurse).size(), 1);
        QCOMPARE(f.bodies().size(), 2);
    }

    void nothingIsHalfDeleted()
    {
        Fixture f;
        f.record(f.messages(1, 3));
        rawSql(f.folder.filePath("natter.sqlite"),
               { "CREATE TRIGGER refuse BEFORE UPDATE ON chat BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        QCOMPARE(f.store.removals().removeAll(f.juliet).error().kind, Error::Kind::Storage);
        QCOMPARE(f.bodies().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestRemovalStore)
#include "tst_removal_store.moc"
