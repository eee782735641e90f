// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/numbered_archive.h"
#include "support/raw_sql.h"

#include "store/search_index.h"

#include <QtTest>

using namespace natter;
using Leaves = Store::Filling::Leaves;

/// What of an archive is not here, and how it takes its place when it comes.
class TestArchiveGaps : public QObject
{
    Q_OBJECT

    struct Fixture : NumberedArchive
    {
        using NumberedArchive::message;
        ChatMessage message(int number, const ConversationId &chat, bool ours) const
        {
            ChatMessage said = message(number, chat);
            if (ours) {
                said.direction = ChatMessage::Direction::Outgoing;
                said.delivery = ChatMessage::Delivery::OnServer;
            }
            return said;
        }
        QList<MessageChange> fill(const QList<ChatMessage> &page, Leaves leaves = Leaves::Some)
        {
            return NumberedArchive::fill(gaps().first(), page, leaves);
        }
        QStringList bodies(const ConversationId &chat)
        {
            QStringList all;
            qint64 before = 0;
            while (true) { // by small pages, as a timeline does
                const auto page = store.messages().page(chat, before, 3).value();
                for (qsizetype i = page.size() - 1; i >= 0; --i) {
                    all.prepend(page[i].body);
                }
                if (page.isEmpty()) {
                    return all;
                }
                before = page.first().row;
            }
        }
        QStringList expected(const QList<int> &numbers) const
        {
            QStringList all;
            for (int number : numbers) {
                all.append(QStringLiteral("word%1").arg(number));
            }
            return all;
        }
        QStringList found(const QString &text)
        {
            Result<bool> more = true;
            while (more && *more) {
                more = index->takeIn(3);
            }
            MessageSearch search;
            search.text = text;
            QStringList all;
            const auto hits = index->find(search, 100, [] { return false; });
            if (!more || !hits) {
                return { QStringLiteral("error") };
            }
            for (const SearchHit &hit : *hits) {
                all.append(hit.message.body);
            }
            all.sort();
            return all;
        }

        std::unique_ptr<SearchIndex> index = std::make_unique<SearchIndex>(path);
    };

private Q_SLOTS:
    void newAccountHasAGapBeforeItsLastMessage()
    {
        Fixture f;
        f.begin(9);
        QCOMPARE(f.gaps().size(), 1);
        QVERIFY(f.gaps().first().isBeforeAll() && f.gaps().first().older.isEmpty());
        QCOMPARE(f.gaps().first().newer, QString("a9"));
        QCOMPARE(f.bodies(f.juliet), f.expected({ 9 }));
        QCOMPARE(f.summary(f.juliet).unread, 0); // it may be years old
        QCOMPARE(f.store.archive().position(f.romeo)->id, QString("a9"));
    }

    /// What comes of some of a page does not change where the rest of the gap begins.
    void repliesLeaveTheEdgeOfTheGapWhereItIs()
    {
        Fixture f;
        f.record(f.messages(1, 2));
        f.recordBehindGap(f.messages(20, 21), 2);
        ChatMessage reply = f.message(7, f.juliet);
        reply.quote = Quote { QStringLiteral("s1"), QStringLiteral("word1") };
        f.fill({ reply, f.message(8, f.nurse), f.message(9, f.juliet) });
        ChatMessage marker = f.message(30, f.juliet);
        marker.purpose = ChatMessage::Purpose::Displayed;
        marker.about = QStringLiteral("s1");
        marker.direction = ChatMessage::Direction::Outgoing;
        f.fill({ marker, f.message(8, f.nurse) }); // nothing that is new
        f.fill({ f.message(4, f.nurse), f.message(5, f.juliet), f.message(6, f.juliet) });
        QCOMPARE(f.bodies(f.juliet), f.expected({ 1, 2, 5, 6, 7, 9, 20, 21 }));
        QCOMPARE(f.bodies(f.nurse), f.expected({ 4, 8 }));
    }

    void emptyArchiveHasNoGap()
    {
        Fixture f;
        QVERIFY(f.store.beginArchive(f.romeo, {}, { QString(), {} }));
        QVERIFY(f.gaps().isEmpty());
        QCOMPARE(f.store.archive().position(f.romeo)->id, QString(""));
    }

    void olderMessagesStandBeforeNewerOnes()
    {
        Fixture f;
        f.begin(9);
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(10, 11), {}, f.place(11)));
        const auto changes = f.fill(f.messages(6, 8));
        QCOMPARE(changes.size(), 3);
        QCOMPARE(changes.first().kind, MessageChange::Kind::FilledIn);
        QCOMPARE(changes.first().chat.unread, 2); // the two that came live
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(12, 12), {}, f.place(12)));
        f.fill(f.messages(3, 5));
        QCOMPARE(f.bodies(f.juliet), f.expected({ 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }));
        QCOMPARE(f.gaps().first().newer, QString("a3"));
        QCOMPARE(f.gaps().first().newerTime, f.time(3));
        QCOMPARE(f.summary(f.juliet).unread, 3);
        QCOMPARE(f.summary(f.juliet).lastBody, QString("word12"));
        f.fill(f.messages(1, 2), Leaves::Nothing);
        QVERIFY(f.gaps().isEmpty());
        QCOMPARE(f.bodies(f.juliet).size(), 12);
    }

    void chatOfLongAgoComesBackAsRead()
    {
        Fixture f;
        f.begin(9);
        f.fill({ f.message(5, f.nurse), f.message(6, f.juliet), f.message(7, f.nurse), f.message(8, f.juliet) });
        f.fill({ f.message(3, f.nurse), f.message(4, f.nurse, true) });
        QCOMPARE(f.summary(f.nurse).lastBody, QString("word7"));
        QCOMPARE(f.summary(f.nurse).unread, 0);
        QCOMPARE(f.bodies(f.nurse), f.expected({ 3, 4, 5, 7 }));
        QVERIFY(!f.summary(f.nurse).isEmpty());
    }

    void pageThatWasFilledInComesOnce()
    {
        Fixture f;
        f.begin(9);
        f.fill(f.messages(5, 8));
        QVERIFY(f.fill(f.messages(5, 8)).isEmpty());
        QCOMPARE(f.fill(f.messages(3, 6)).size(), 2); // pages may overlap
        QCOMPARE(f.bodies(f.juliet), f.expected({ 3, 4, 5, 6, 7, 8, 9 }));
    }

    void whatWasMissedIsUnreadAndStandsInTheMiddle()
    {
        Fixture f;
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(1, 2), {}, f.place(2)));
        QVERIFY(f.store.messages().markRead(f.juliet, f.summary(f.juliet).lastRow));
        f.recordBehindGap(f.messages(8, 9), 2);
        QCOMPARE(f.gaps().size(), 1);
        QVERIFY(!f.gaps().first().isBeforeAll());
        QCOMPARE(f.summary(f.juliet).unread, 2);
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(10, 10), {}, f.place(10)));
        f.fill(f.messages(6, 7));
        f.fill(f.messages(3, 5), Leaves::Nothing);
        QCOMPARE(f.bodies(f.juliet), f.expected({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }));
        QCOMPARE(f.summary(f.juliet).unread, 8);
        QVERIFY(f.gaps().isEmpty());
    }

    void ourOwnAnswerReadsWhatStandsBeforeIt()
    {
        Fixture f;
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(1, 1), {}, f.place(1)));
        f.recordBehindGap(f.messages(8, 9), 1);
        f.fill({ f.message(5, f.juliet), f.message(6, f.juliet, true), f.message(7, f.juliet) });
        QCOMPARE(f.summary(f.juliet).unread, 3); // 7, 8, 9
        f.fill({ f.message(3, f.juliet), f.message(4, f.juliet) });
        QCOMPARE(f.summary(f.juliet).unread, 3);
        QCOMPARE(f.summary(f.juliet).lastBody, QString("word9"));
    }

    void unreadIsWhatStandsBehindWhatWeSaid()
    {
        Fixture f;
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(1, 1), {}, f.place(1)));
        QVERIFY(f.store.messages().markRead(f.juliet, f.summary(f.juliet).lastRow));
        f.recordBehindGap(f.messages(98, 99), 1);
        f.fill(f.messages(60, 97));
        QCOMPARE(f.summary(f.juliet).unread, 40);
        f.fill(f.messages(50, 53) + QList { f.message(54, f.juliet, true) } + f.messages(55, 59));
        QCOMPARE(f.summary(f.juliet).unread, 45);
        f.fill(f.messages(2, 49), Leaves::Nothing);
        QCOMPARE(f.summary(f.juliet).unread, 45);
    }

    void pageThatContinuesWhatIsHereLeavesNoGap()
    {
        Fixture f;
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(1, 5), {}, f.place(5)));
        f.recordBehindGap(f.messages(4, 8), 5, true);
        QVERIFY(f.gaps().isEmpty());
        QCOMPARE(f.bodies(f.juliet), f.expected({ 1, 2, 3, 4, 5, 6, 7, 8 }));
    }

    void knownMessageOnTheNewestPageClosesNoGap()
    {
        Fixture f;
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(1, 5) + f.messages(90, 90), {}, f.place(5)));
        f.recordBehindGap(f.messages(88, 91), 5); // we had said number 90 ourselves
        QCOMPARE(f.gaps().size(), 1);
        f.fill(f.messages(6, 87), Leaves::Nothing);
        QCOMPARE(f.bodies(f.juliet).size(), 91);
    }

    void gapsOfSeveralAccountsAndTimesDoNotMeet()
    {
        Fixture f;
        f.begin(50);
        f.recordBehindGap(f.messages(60, 61), 50);
        f.recordBehindGap(f.messages(80, 81), 61);
        const Jid other = Jid::orNull(u"benvolio@montague.lit");
        const ConversationId theirs { other, f.nurse.peer };
        QVERIFY(f.store.beginArchive(other, { f.message(9, theirs) }, f.place(9)));
        QCOMPARE(f.gaps().size(), 3);
        f.fill(f.messages(70, 79), Leaves::Nothing);
        f.fill(f.messages(51, 59), Leaves::Nothing);
        f.fill(f.messages(40, 49));
        const auto gap = f.store.archive().gaps(other)->first();
        QVERIFY(f.store.fillIn({ f.message(7, theirs), f.message(8, theirs) }, { gap.id, f.place(7), Leaves::Some }));
        f.fill(f.messages(30, 39));
        QCOMPARE(f.bodies(theirs), f.expected({ 7, 8, 9 }));
        QList<int> numbers;
        for (int i = 30; i <= 81; ++i) {
            if (i < 62 || i > 69) {
                numbers.append(i);
            }
        }
        QCOMPARE(f.bodies(f.juliet), f.expected(numbers));
    }

    void gapThatIsClosedTakesNothing()
    {
        Fixture f;
        f.begin(9);
        const qint64 gap = f.gaps().first().id;
        f.fill(f.messages(8, 8), Leaves::Nothing);
        QVERIFY(f.store.fillIn(f.messages(1, 2), { gap, f.place(1), Leaves::Some })->isEmpty());
        QCOMPARE(f.bodies(f.juliet), f.expected({ 8, 9 }));
    }

    void whatCannotBeHadIsSaidAndMayComeAfterAll()
    {
        Fixture f;
        f.begin(9);
        QVERIFY(f.store.fillIn({}, { f.gaps().first().id, {}, Leaves::NothingToBeHad }));
        QVERIFY(f.gaps().first().isGone);
        QCOMPARE(f.gaps().first().newer, QString("a9"));
        f.fill(f.messages(7, 8));
        QVERIFY(!f.gaps().first().isGone);
    }

    void gapsGoWithTheirAccount()
    {
        Fixture f;
        f.begin(9);
        QVERIFY(f.store.messages().removeAccount(f.romeo));
        QVERIFY(f.gaps().isEmpty());
    }

    void whatIsFilledInIsFound()
    {
        Fixture f;
        f.begin(20);
        QVERIFY(f.store.recordReceived(f.romeo, f.messages(21, 25), {}, f.place(25)));
        QCOMPARE(f.found("word2").size(), 6);
        f.fill(f.messages(10, 19));
        f.recordBehindGap(f.messages(40, 41), 25);
        f.fill(f.messages(30, 39));
        QCOMPARE(f.found("word").size(), 28);
        QCOMPARE(f.found("word15"), QStringList("word15"));
        f.index = std::make_unique<SearchIndex>(f.path); // a start finds that it belongs to these messages
        f.fill(f.messages(26, 29), Leaves::Nothing);
        QCOMPARE(f.found("word").size(), 32);
        f.index->beginAnew();
        QCOMPARE(f.index->takeIn(3).value(), true);
        f.fill(f.messages(5, 9)); // while it is made
        QCOMPARE(f.found("word").size(), 37);
        f.index = std::make_unique<SearchIndex>(f.path);
        f.fill(f.messages(1, 4));
        f.index = std::make_unique<SearchIndex>(f.path); // what is filled in and not taken in yet does no harm
        const QString file = SearchIndex::pathBeside(f.path);
        QCOMPARE(f.found("word").size(), 41);
        QVERIFY(QFile::exists(file));
    }

    void indexThatMetWhatWasFilledInOnItsWayBelongs()
    {
        Fixture f;
        f.begin(20);
        f.fill(f.messages(10, 19));
        f.index->beginAnew();
        QVERIFY(f.index->takeIn(3).value());
        f.fill(f.messages(5, 9));
        f.recordBehindGap(f.messages(40, 41), 20);
        f.fill(f.messages(30, 39)); // above what it has
        for (int i = 0; i < 7; ++i) {
            QVERIFY(f.index->takeIn(3).value()); // meets those, and not yet that they were filled in
        }
        f.index.reset();
        const QString file = SearchIndex::pathBeside(f.path);
        rawSql(file, { QStringLiteral("CREATE TABLE mark (made INTEGER)") });
        f.index = std::make_unique<SearchIndex>(f.path);
        QVERIFY(f.index->takeIn(1).has_value());
        const QString count = QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'mark'");
        QCOMPARE(rawSql(file, { count }), QStringList("1")); // it is the same file
        QCOMPARE(f.found("word").size(), 28);
    }

    void piecesThatWereRemovedDoNotStopTheIndex()
    {
        Fixture f;
        f.begin(9);
        QCOMPARE(f.found("word").size(), 1);
        f.fill(f.messages(7, 8));
        const Jid other = Jid::orNull(u"benvolio@montague.lit");
        const ConversationId theirs { other, f.nurse.peer };
        QVERIFY(f.store.beginArchive(other, { f.message(3, theirs) }, f.place(3)));
        f.fill(f.messages(5, 6));
        QVERIFY(f.store.messages().removeAccount(other));
        QCOMPARE(f.found("word").size(), 5);
    }
};

QTEST_GUILESS_MAIN(TestArchiveGaps)
#include "tst_archive_gaps.moc"
