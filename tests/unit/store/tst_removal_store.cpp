// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"

#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Leaves = Store::Filling::Leaves;

/// What the person does not keep here is gone, off the disk as well, and stays away.
class TestRemovalStore : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            if (!store.open()) {
                qFatal("no store");
            }
        }
        static QDateTime noon(int day) { return { QDate(2026, 1, 1).addDays(day), QTime(12, 0), Qt::UTC }; }
        ChatMessage message(int day, const ConversationId &chat) const
        {
            ChatMessage said;
            said.conversation = chat;
            said.body = QStringLiteral("secret%1").arg(day);
            said.archiveId = QStringLiteral("a%1").arg(day);
            said.stanzaId = QStringLiteral("s%1").arg(day);
            said.time = noon(day);
            return said;
        }
        QList<ChatMessage> days(int first, int last) const
        {
            QList<ChatMessage> all;
            for (int day = first; day <= last; ++day) {
                all.append(message(day, juliet));
            }
            return all;
        }
        QList<MessageChange> record(const QList<ChatMessage> &messages)
        {
            return store.messages().record(messages).value();
        }
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
        ChatSummary summary() { return store.messages().ensureChat(juliet).value(); }
        bool isOnDisk(const QByteArray &text) const
        {
            for (const char *part : { "natter.sqlite", "natter.sqlite-wal" }) {
                QFile file(folder.filePath(part));
                if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
                    return true;
                }
            }
            return false;
        }

        const Jid romeo = Jid::orNull(u"romeo@montague.lit");
        const ConversationId juliet { romeo, Jid::orNull(u"juliet@capulet.lit") };
        const ConversationId nurse { romeo, Jid::orNull(u"nurse@capulet.lit") };
        QTemporaryDir folder;
        Store store { folder.filePath("natter.sqlite") };
    };

private Q_SLOTS:
    void messageIsGoneFromTheDisk()
    {
        Fixture f;
        const auto recorded = f.record(f.days(1, 3));
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
        const auto recorded = f.record(f.days(1, 4));
        f.store.messages().markRead(f.juliet, recorded[1].message.row);
        QCOMPARE(f.summary().unread, 2);
        const auto removal = f.store.removals().remove(f.juliet, { recorded[3].message.row });
        QCOMPARE(removal->chat.lastBody, QString("secret3"));
        QCOMPARE(removal->chat.unread, 1);
        QCOMPARE(f.store.removals().removeAll(f.juliet, Fixture::noon(9))->chat.lastRow, 0);
        QCOMPARE(f.summary().unread, 0);
        f.record({ f.message(10, f.juliet) });
        QCOMPARE(f.summary().unread, 1);
        QCOMPARE(f.bodies(), QStringList { "secret10" });
    }

    void whatIsStillToBeSentStays()
    {
        Fixture f;
        ChatMessage waiting = f.message(1, f.juliet);
        waiting.direction = ChatMessage::Direction::Outgoing;
        waiting.delivery = ChatMessage::Delivery::Queued;
        const auto recorded = f.record({ waiting });
        QVERIFY(f.store.removals().remove(f.juliet, { recorded[0].message.row })->rows.isEmpty());
        QVERIFY(f.store.removals().removeAll(f.juliet, Fixture::noon(2))->rows.isEmpty());
        QCOMPARE(f.store.messages().pending(f.romeo)->size(), 1);
    }

    void whatWasDeletedDoesNotComeAgain()
    {
        Fixture f;
        const auto recorded = f.record(f.days(1, 3));
        f.store.removals().remove(f.juliet, { recorded[1].message.row, recorded[2].message.row });
        f.record(f.days(2, 3)); // from the archive
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
        f.store.beginArchive(f.romeo, f.days(20, 20), { "a20", Fixture::noon(20) });
        f.store.removals().removeAll(f.juliet, Fixture::noon(21));
        const qint64 gap = f.store.archive().gaps(f.romeo)->first().id;
        QList<ChatMessage> page = f.days(17, 19);
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
        f.record(f.days(1, 30));
        f.record({ f.message(1, f.nurse) });
        QVERIFY(f.store.removals().removeExpired(Fixture::noon(40))->isEmpty());
        QCOMPARE(f.store.removals().keep(f.juliet, 7)->keptDays, 7);
        const auto removals = f.store.removals().removeExpired(Fixture::noon(30));
        QCOMPARE(removals->size(), 1);
        QCOMPARE(removals->first().rows.size(), 22);
        QCOMPARE(f.bodies().first(), QString("secret23"));
        QCOMPARE(f.bodies().size(), 8);
        QCOMPARE(f.bodies(f.nurse).size(), 1);
        QVERIFY(f.store.removals().removeExpired(Fixture::noon(30))->isEmpty());
        QCOMPARE(f.store.removals().removeExpired(Fixture::noon(100))->first().rows.size(), 8);
        QVERIFY(f.bodies().isEmpty());
        QVERIFY(f.store.removals().removeExpired(Fixture::noon(200))->isEmpty());
        QCOMPARE(f.store.removals().keep(f.juliet, 0)->keptDays, 0);
    }

    void nothingIsHalfDeleted()
    {
        Fixture f;
        f.record(f.days(1, 3));
        rawSql(f.folder.filePath("natter.sqlite"),
               { "CREATE TRIGGER refuse BEFORE UPDATE ON chat BEGIN SELECT RAISE(ABORT, 'broken'); END" });
        QCOMPARE(f.store.removals().removeAll(f.juliet, Fixture::noon(9)).error().kind, Error::Kind::Storage);
        QCOMPARE(f.bodies().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestRemovalStore)
#include "tst_removal_store.moc"
