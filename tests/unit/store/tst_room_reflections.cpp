// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_talk.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;
using Kind = MessageChange::Kind;
using Purpose = ChatMessage::Purpose;

/// What we say in a room is there once the room says it to us, and what it says is known when it comes again.
class TestRoomReflections : public QObject
{
    Q_OBJECT

    using Fixture = RoomTalk;

private Q_SLOTS:
    void reflectionConfirms_data()
    {
        QTest::addColumn<Delivery>("delivery");
        QTest::newRow("not written, as far as is known") << Delivery::Queued;
        QTest::newRow("written") << Delivery::Written;
        QTest::newRow("given up too early") << Delivery::Failed;
    }
    void reflectionConfirms()
    {
        QFETCH(Delivery, delivery);
        Fixture f;
        f.record({ f.pending(1, delivery), f.said(2, "nurse") });
        const auto changes = f.record({ f.said(1, {}) });
        QCOMPARE(f.kinds(changes), QStringList("updated s1"));
        QCOMPARE(changes.first().message.delivery, Delivery::OnServer);
        QCOMPARE(changes.first().message.archiveId, QString("a1"));
        QCOMPARE(changes.first().message.failure, QString());
        QCOMPARE(f.shown(), QStringList({ "romeo: word1", "nurse: word2" }));
        QCOMPARE(f.summary().unread, 1);
        QVERIFY(f.store.messages().pendingInRoom(f.garden)->isEmpty());
        QVERIFY(f.record({ f.said(1, {}) }).isEmpty());
    }

    void summaryKnowsOfIt()
    {
        Fixture f;
        f.record({ f.pending(1) });
        QCOMPARE(f.record({ f.said(1, {}) }).first().chat.lastDelivery, Delivery::OnServer);
    }

    void roomMayChangeTheWords()
    {
        Fixture f;
        f.record({ f.pending(1) });
        ChatMessage reflected = f.said(1, {});
        reflected.body = "word1 without its emphasis";
        reflected.time = f.time(5000);
        QCOMPARE(f.kinds(f.record({ reflected })), QStringList("updated s1"));
        QCOMPARE(f.shown(), QStringList("romeo: word1"));
    }

    void nobodyElseConfirms()
    {
        Fixture f;
        f.record({ f.pending(1) });
        QCOMPARE(f.kinds(f.record({ f.said(1, "tybalt") })), QStringList("added s1"));
        ChatMessage elsewhere = f.said(1, {});
        elsewhere.conversation = { f.romeo, Jid::orNull(u"hall@chat.capulet.lit") };
        f.record({ elsewhere });
        QCOMPARE(f.store.messages().pendingInRoom(f.garden)->size(), 1);
        f.record({ f.pending(1) }); // is no reflection
        QCOMPARE(f.store.messages().pendingInRoom(f.garden)->size(), 1);
    }

    /// Where the archive does not say whose anything is, our id and our words do.
    void archiveWithoutOccupantsConfirms()
    {
        Fixture f;
        f.record({ f.pending(1), f.pending(2) });
        ChatMessage archived = f.byNobody(f.said(1, "romeo"));
        ChatMessage other = f.byNobody(f.said(2, "romeo"));
        other.body = "something else";
        QCOMPARE(f.kinds(f.record({ archived, other })), QStringList({ "updated s1", "added s2" }));
        QCOMPARE(f.store.messages().pendingInRoom(f.garden)->size(), 1);
    }

    /// Each of them tells by a marker, and the last of those by whom it is counts.
    void whoHasReadWhatIsKnown()
    {
        Fixture f;
        f.record({ f.said(1, {}), f.said(2, {}), f.said(3, "nurse") });
        const auto displayed = [&f](int number, const QString &nick, const QString &upTo) {
            return f.about(f.said(number, nick), Purpose::Displayed, upTo);
        };
        const auto readers = [&f](int number) {
            QStringList nicks;
            const auto found = f.store.reading().readers(f.all()[number - 1].row);
            for (const MessageReader &reader : found.value()) {
                nicks << reader.nick;
            }
            return nicks;
        };
        QCOMPARE(f.kinds(f.record({ displayed(4, "nurse", "a1") })), QStringList("updated s1"));
        QCOMPARE(f.all()[0].delivery, Delivery::Displayed);
        QCOMPARE(f.all()[1].delivery, Delivery::OnServer);
        QVERIFY(f.record({ displayed(5, "nurse", "a1") }).isEmpty());
        f.record({ displayed(6, "tybalt", "a2"), displayed(7, "tybalt", "a1"), displayed(8, "paris", "nothing") });
        QCOMPARE(f.all()[1].delivery, Delivery::Displayed);
        QCOMPARE(readers(1), QStringList({ "tybalt", "nurse" }));
        QCOMPARE(readers(2), QStringList("tybalt"));
        QVERIFY(f.record({ f.byNobody(displayed(9, "stranger", "a3")) }).isEmpty());
        QCOMPARE(f.all().size(), 3);
        QCOMPARE(f.summary().unread, 1);
        f.record({ displayed(10, {}, "a3") }); // on another device of ours
        QCOMPARE(f.summary().unread, 0);
        QCOMPARE(readers(2), QStringList("tybalt"));
    }

    /// A room sends it to each of our devices there, and the archive has each.
    void privateMessageToTwoDevicesIsOne()
    {
        Fixture f;
        ChatMessage alone = f.said(1, "nurse");
        alone.conversation = { f.romeo, f.garden.peer.withResource(u"nurse") };
        alone.kind = ChatKind::Person;
        ChatMessage again = alone;
        again.archiveId = "a1-of-the-other-device";
        again.time = alone.time.addSecs(1);
        ChatMessage other = again;
        other.archiveId = "a2";
        other.body = "something else under the same id";
        f.record({ alone, again, other });
        QCOMPARE(f.shown(alone.conversation).size(), 2);
        QCOMPARE(f.store.messages().chats()->first().unread, 2);
    }

    void archiveConfirmsWhatWasOnItsWay()
    {
        Fixture f;
        f.record({ f.said(1, "nurse") });
        f.record({ f.pending(2), f.pending(3) });
        const ArchiveGap gap = f.store.openRoomGap(f.garden, f.time(9)).value();
        f.record({ f.said(9, "nurse") });
        const auto changes =
            f.fill(gap, { f.said(2, {}), f.said(4, "tybalt"), f.said(9, "nurse") }, Store::Filling::Leaves::Some);
        QCOMPARE(f.kinds(changes), QStringList({ "filled in s4", "updated s2" }));
        QCOMPARE(changes.last().chat.unread, 2);
        QCOMPARE(changes.last().message.archiveId, QString("a2"));
        QCOMPARE(f.shown(),
                 QStringList({ "nurse: word1", "romeo: word2", "romeo: word3", "tybalt: word4", "nurse: word9" }));
        QCOMPARE(f.store.messages().pendingInRoom(f.garden)->first().stanzaId, QString("s3"));
        QCOMPARE(f.store.archive().gap(gap.id).value()->top, gap.top - 1);
        f.fill(gap, { f.said(2, {}) }, Store::Filling::Leaves::Nothing);
        f.record({ f.about(f.pending(5), Purpose::Retraction, "a2") });
        const ArchiveGap next = f.store.openRoomGap(f.garden, f.time(12)).value();
        const auto taken = f.fill(next, { f.retraction(5, {}, "a2") }, Store::Filling::Leaves::Some);
        QCOMPARE(f.kinds(taken), QStringList({ "noted s5", "updated s2" }));
        QCOMPARE(f.store.archive().gap(next.id).value()->top, next.top); // nothing took a row there
        QVERIFY(f.all()[1].isRetracted() && !f.all()[1].isChanging);
    }

    void statementsOfOursWaitForTheRoom()
    {
        Fixture f;
        f.record({ f.pending(1), f.said(2, "nurse") });
        f.record({ f.said(1, {}), f.about(f.pending(3), Purpose::Correction, "s1"), f.reaction(4, {}, "a2", "+") });
        QVERIFY(f.all().first().isChanging);
        QCOMPARE(f.kinds(f.record({ f.correction(3, {}, "s1", "word3") })), QStringList({ "noted s3", "updated s1" }));
        QVERIFY(!f.all().first().isChanging);
        QCOMPARE(f.shown(), QStringList({ "romeo: word3*", "nurse: word2 +1!" }));
        f.record({ f.about(f.pending(5), Purpose::Retraction, "a1") });
        QCOMPARE(f.shown().first(), QString("romeo: -"));
        QVERIFY(f.store.messages().fail(f.garden, "s5", "forbidden").has_value());
        QCOMPARE(f.shown().first(), QString("romeo: word3*"));
    }

    /// The room may name what we said only when it comes back, and others may have said something about it by then.
    void nameThatComesLateIsTaken()
    {
        Fixture f;
        f.record({ f.pending(1), f.reaction(2, "nurse", "a1", "+") });
        QCOMPARE(f.shown(), QStringList("romeo: word1"));
        QCOMPARE(f.kinds(f.record({ f.said(1, {}) })), QStringList("updated s1"));
        QCOMPARE(f.shown(), QStringList("romeo: word1 +1"));
        ChatMessage nameless = f.said(3, "nurse");
        nameless.archiveId.clear();
        f.record({ nameless, f.moderation(4, "a3") });
        QCOMPARE(f.kinds(f.record({ f.said(3, "nurse") })), QStringList("updated s3"));
        QCOMPARE(f.shown().last(), QString("nurse: -"));
        QCOMPARE(f.all().last().archiveId, QString("a3"));
    }

    void anotherDeviceOfOursIsSimplyThere()
    {
        Fixture f;
        f.record({ f.said(1, "nurse") });
        QCOMPARE(f.kinds(f.record({ f.said(2, {}) })), QStringList("added s2"));
        QCOMPARE(f.summary().unread, 0);
    }

    void roomsHaveTheirOwnPending()
    {
        Fixture f;
        ChatMessage toJuliet = f.pending(1);
        toJuliet.conversation = f.juliet;
        toJuliet.kind = ChatKind::Person;
        ChatMessage inside = f.pending(2); // only one of them hears it
        inside.conversation = { f.romeo, Jid::orNull(u"garden@chat.capulet.lit/nurse") };
        inside.kind = ChatKind::Person;
        ChatMessage hall = f.pending(3);
        hall.conversation = { f.romeo, Jid::orNull(u"hall@chat.capulet.lit") };
        f.record({ toJuliet, inside, hall, f.pending(4), f.pending(5, Delivery::Queued), f.said(6, {}) });
        QCOMPARE(f.store.messages().pending(f.romeo)->size(), 2);
        const auto pending = f.store.messages().pendingInRoom(f.garden).value();
        QCOMPARE(pending.size(), 2);
        QCOMPARE(pending.first().stanzaId, QString("s4"));
        QVERIFY(f.store.messages().page(inside.conversation, 0, 9)->first().conversation.isInsideRoom());
    }

    void whatComesAgainIsKnown_data()
    {
        QTest::addColumn<QString>("nick");
        QTest::addColumn<QString>("occupant");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("archiveId");
        QTest::addColumn<bool>("known");
        QTest::newRow("the same") << "nurse"
                                  << "id-of-nurse"
                                  << "word1"
                                  << "a1" << true;
        QTest::newRow("by the archive's id") << "other"
                                             << "id-of-other"
                                             << "else"
                                             << "a1" << true;
        QTest::newRow("without it") << "nurse"
                                    << "id-of-nurse"
                                    << "word1"
                                    << "" << true;
        QTest::newRow("renamed") << "angelica"
                                 << "id-of-nurse"
                                 << "word1"
                                 << "" << true;
        QTest::newRow("who is not told") << "nurse"
                                         << ""
                                         << "word1"
                                         << "" << true;
        QTest::newRow("somebody unknown") << "tybalt"
                                          << ""
                                          << "word1"
                                          << "" << false;
        QTest::newRow("somebody else") << "nurse"
                                       << "id-of-tybalt"
                                       << "word1"
                                       << "" << false;
        QTest::newRow("other words") << "nurse"
                                     << "id-of-nurse"
                                     << "word2"
                                     << "" << false;
        QTest::newRow("another in the archive") << "nurse"
                                                << "id-of-nurse"
                                                << "word1"
                                                << "a2" << false;
    }
    void whatComesAgainIsKnown()
    {
        QFETCH(QString, nick);
        QFETCH(QString, occupant);
        QFETCH(QString, body);
        QFETCH(QString, archiveId);
        Fixture f;
        f.record({ f.said(1, "nurse") });
        ChatMessage again = f.said(1, nick, body);
        again.occupant = occupant;
        again.archiveId = archiveId;
        QTEST(f.record({ again }).isEmpty(), "known");
    }

    void draftsFindWhatTheyAnswer()
    {
        Fixture f;
        ChatMessage other = f.said(2, "tybalt");
        other.stanzaId = "a1";
        f.record({ f.said(1, "nurse"), other, f.said(3, {}) });
        const auto named = [&f](const QString &id, MessageStore::By by = MessageStore::By::Anybody) {
            const auto found = f.store.messages().named(f.garden, id, by).value();
            return found ? found->body : QString();
        };
        QCOMPARE(named("a1"), QString("word1"));
        QCOMPARE(named("s1"), QString("word1"));
        QCOMPARE(named("a2"), QString("word2"));
        QCOMPARE(named("s3", MessageStore::By::Us), QString("word3"));
        QCOMPARE(named("a3", MessageStore::By::Us), QString("word3"));
        QCOMPARE(named("a1", MessageStore::By::Us), QString());
        QCOMPARE(named("a9"), QString());
    }

    /// Whatever was asked in the tests above and below goes by an index, and no further than it has to.
    void noStatementReadsTheRoom()
    {
        const auto pathOf = [](const QStringList &plan, const QString &statement) -> QString {
            static const QRegularExpression scan(
                "^(SCAN (m|o|s|t|message)\\b|SEARCH .* message_by_(stanza|archive)_id "
                "\\(chat=\\?\\)|SEARCH .* message_(about|reply|reaction) \\(chat=\\?\\))");
            return plan.filter(scan).isEmpty() ? QString() : statement + '\n' + plan.join('\n');
        };
        Fixture f;
        f.record({ f.said(1, "nurse"), f.correction(2, "nurse", "s1", "better"), f.reaction(3, "tybalt", "a1", "+"),
                   f.retraction(4, "nurse", "a1"), f.moderation(5, "a2"), f.pending(6), f.said(6, {}) });
        const ArchiveGap gap = f.store.openRoomGap(f.garden, f.time(9)).value();
        f.fill(gap, { f.said(7, "nurse"), f.said(8, "tybalt") }, Store::Filling::Leaves::Some);
        f.store.archive().gapsOfRooms(f.romeo).value();
        f.store.messages().pendingInRoom(f.garden).value();
        f.store.messages().named(f.garden, "a1", MessageStore::By::Anybody).value();
        f.store.messages().reactionsTo(f.all().first().row).value();
        f.store.removals().remove(f.garden, { f.all().last().row }).value();
        f.record({ f.said(10, "nurse") });
        const auto database = QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst());
        const auto column = [&database](const QString &sql, int number) {
            QSqlQuery query(database);
            QStringList values;
            while (query.next() || (!query.isActive() && query.exec(sql) && query.next())) {
                values.append(query.value(number).toString());
            }
            return values;
        };
        static const QRegularExpression statement("^(WITH|SELECT|UPDATE|INSERT|DELETE)");
        const QStringList statements = column("SELECT sql FROM sqlite_stmt", 0).filter(statement);
        QVERIFY(statements.size() > 40);
        for (const QString &sql : statements) {
            QString bound = sql; // parameters do not matter to the plan
            const QStringList plan =
                column("EXPLAIN QUERY PLAN " + bound.replace(QRegularExpression(":\\d+|\\?"), "1"), 3);
            QVERIFY2(!plan.isEmpty() || sql.startsWith("INSERT"), qPrintable(bound));
            QCOMPARE(pathOf(plan, sql), QString());
        }
    }

    void roomsAreNoSlowerThanPeople()
    {
        Fixture f;
        constexpr int batch = 500;
        const auto talk = [&f](int first, bool inRoom) {
            QList<ChatMessage> messages;
            for (int i = first; i < first + batch; ++i) {
                ChatMessage message =
                    inRoom ? f.said(i, QStringLiteral("guest%1").arg(i % 50)) : f.message(i, f.juliet);
                messages.append(message);
            }
            return messages;
        };
        qint64 fastest[2] = { std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max() };
        for (int round = 0; round < 10; ++round) {
            for (const bool inRoom : { false, true }) {
                const auto messages = talk(1 + round * batch, inRoom);
                QElapsedTimer timer;
                timer.start();
                QCOMPARE(f.record(messages).size(), batch);
                fastest[inRoom] = qMin(fastest[inRoom], timer.nsecsElapsed() / 1000);
            }
        }
        qInfo("500 messages: %lld us of one person, %lld us of a room", fastest[0], fastest[1]);
        QVERIFY(fastest[1] < fastest[0] * 2); // other programs run as well
    }
};

QTEST_GUILESS_MAIN(TestRoomReflections)
#include "tst_room_reflections.moc"
