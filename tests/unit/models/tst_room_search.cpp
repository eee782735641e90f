// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_search.h"

#include "base/future.h"
#include "base/limits.h"

#include <QtTest>

using namespace natter;
using State = RoomSearch::State;

/// What a service finds for the words of a person, page by page.
class TestRoomSearch : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        static Jid at(const QString &name) { return Jid::orNull(QString(name + QStringLiteral("@rooms.venice.lit"))); }
        static FoundRooms found(const QStringList &names, const QString &next = {})
        {
            FoundRooms page;
            for (const QString &name : names) {
                page.rooms.append({ at(name), {} });
            }
            page.next = next;
            return page;
        }
        /// Answers what was asked last.
        void answer(const Result<FoundRooms> &result)
        {
            QVERIFY(!open.empty());
            const auto promise = open.back();
            promise->addResult(result);
            promise->finish();
            QCoreApplication::processEvents();
        }
        void refuse(const QString &condition, const QString &text = {})
        {
            answer(tl::unexpected(Error { Error::Kind::Remote, {}, condition, text }));
        }
        QStringList shown() const
        {
            QStringList names;
            for (int row = 0; row < rooms.rowCount(); ++row) {
                names.append(rooms.index(row).data().toString());
            }
            return names;
        }

        std::vector<std::shared_ptr<QPromise<Result<FoundRooms>>>> open;
        QList<ChannelQuery> queries;
        int roomsAsked = 0;
        RoomListModel rooms { [this](const Jid &) {
            ++roomsAsked;
            return readyFuture(Result<RoomInfo>(RoomInfo()));
        } };
        RoomSearch search { rooms, [this](const Jid &, const ChannelQuery &query) {
                               queries.append(query);
                               open.push_back(std::make_shared<QPromise<Result<FoundRooms>>>());
                               open.back()->start();
                               return open.back()->future();
                           } };
        const Jid service = Jid::orNull(u"search.verona.lit");
    };

private Q_SLOTS:
    void whatIsFoundStandsInTheOrderOfTheService()
    {
        Fixture f;
        f.search.begin(f.service);
        QVERIFY(f.search.state() == State::Searching);
        QCOMPARE(f.queries.first().set.max, limits::searchPage);
        f.answer(Fixture::found({ "zoo", "ball" }));
        QVERIFY(f.search.state() == State::Found);
        f.rooms.setOrder(RoomListModel::Order::Name);
        f.rooms.setText("nothing of this");
        f.rooms.setInSight(0, 2);
        QCOMPARE(f.shown(), QStringList({ "zoo", "ball" }));
        QCOMPARE(f.roomsAsked, 0);
    }

    void wordsAreSearchedOnceTheyAreTyped()
    {
        Fixture f;
        f.search.begin(f.service);
        f.answer(Fixture::found({ "zoo" }));
        for (const char *words : { "r", "ro", "ros", " rose " }) {
            f.search.setWords(words);
        }
        QCOMPARE(f.queries.size(), 1);
        QTRY_COMPARE(f.queries.size(), 2);
        QCOMPARE(f.queries.last().words, QString("rose"));
        f.search.setWords("rose garden"); // before the answer is there
        f.answer(Fixture::found({ "rose" }));
        QCOMPARE(f.shown(), QStringList { "zoo" });
        QTRY_COMPARE(f.queries.size(), 3);
        f.answer(Fixture::found({ "garden" }));
        QCOMPARE(f.shown(), QStringList { "garden" });
    }

    void pagesFollowEachOther()
    {
        Fixture f;
        f.search.begin(f.service);
        f.search.fetchMore(); // of nothing
        f.answer(Fixture::found({ "a", "b" }, "2"));
        f.search.fetchMore();
        f.search.fetchMore();
        QCOMPARE(f.queries.size(), 2);
        QCOMPARE(f.queries.last().set.after, QString("2"));
        f.answer(Fixture::found({ "b", "c" }, "4")); // pages may overlap
        QCOMPARE(f.shown(), QStringList({ "a", "b", "c" }));
        f.search.fetchMore();
        f.answer(Fixture::found({ "a", "c" }, "4")); // and may go in circles
        f.search.fetchMore();
        QCOMPARE(f.queries.size(), 3);
        f.search.setOrder(ChannelQuery::Order::Address);
        QCOMPARE(f.queries.last().set.after, QString());
        QVERIFY(f.queries.last().order == ChannelQuery::Order::Address);
    }

    void aPageThatFailsLeavesTheOthers()
    {
        Fixture f;
        f.search.begin(f.service);
        f.answer(Fixture::found({ "a" }, "1"));
        f.search.fetchMore();
        f.refuse("internal-server-error");
        QCOMPARE(f.shown(), QStringList { "a" });
        QVERIFY(f.search.state() == State::Found);
    }

    void refusalsAreToldApart_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<int>("state");
        QTest::newRow("all") << ""
                             << "not-allowed" << int(State::WordsNeeded);
        QTest::newRow("no condition") << ""
                                      << "bad-request" << int(State::WordsNeeded);
        QTest::newRow("short") << "of"
                               << "bad-request" << int(State::WordsRefused);
        QTest::newRow("nobody") << "of"
                                << "not-allowed" << int(State::Failed);
        QTest::newRow("broken") << ""
                                << "internal-server-error" << int(State::Failed);
    }
    void refusalsAreToldApart()
    {
        QFETCH(QString, words);
        QFETCH(QString, condition);
        QFETCH(int, state);
        Fixture f;
        f.search.setWords(words);
        f.search.begin(f.service);
        f.refuse(condition, "Three letters");
        QCOMPARE(int(f.search.state()), state);
        QCOMPARE(f.search.error().text, QString("Three letters"));
        QVERIFY(f.shown().isEmpty());
    }

    void whoIsAskedTooMuchIsLeftAlone()
    {
        Fixture f;
        f.search.begin(f.service);
        f.refuse("resource-constraint");
        QVERIFY(f.search.state() == State::Resting);
        f.search.setOrder(ChannelQuery::Order::Address);
        f.search.begin(f.service);
        QVERIFY(f.search.state() == State::Resting);
        QCOMPARE(f.queries.size(), 1);
        f.search.begin(Jid::orNull(u"search.mantua.lit")); // another one
        QCOMPARE(f.queries.size(), 2);
    }

    void nothingIsTakenOnceTheSearchIsOver()
    {
        Fixture f;
        f.search.begin(f.service);
        f.search.end();
        f.answer(Fixture::found({ "a" }));
        QVERIFY(f.shown().isEmpty());
        QVERIFY(!f.search.isOn());
    }
};

QTEST_GUILESS_MAIN(TestRoomSearch)
#include "tst_room_search.moc"
