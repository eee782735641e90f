// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_index.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Direction = ChatMessage::Direction;
using Has = MessageSearch::Has;

/// The words of all messages: found in any language, the best first, and never in the way of what is stored.
class TestSearchIndex : public QObject
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
        static ConversationId with(const QString &name)
        {
            return { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(name + QLatin1String("@capulet.lit")) };
        }
        void say(const QStringList &bodies, const QString &name = QStringLiteral("juliet"),
                 Direction direction = Direction::Incoming, const QDateTime &time = QDateTime::currentDateTimeUtc())
        {
            QList<ChatMessage> messages;
            for (const QString &body : bodies) {
                ChatMessage message;
                message.conversation = with(name);
                message.body = body;
                message.direction = direction;
                message.time = time;
                messages.append(message);
            }
            if (!store.messages().record(messages)) {
                qFatal("not recorded");
            }
        }
        void takeAllIn()
        {
            Result<bool> more = true;
            while (more && *more) {
                more = index->takeIn(7);
            }
            if (!more) {
                qFatal("not taken in: %s", qPrintable(more.error().detail));
            }
        }
        QStringList find(const MessageSearch &search, int limit = 100)
        {
            takeAllIn();
            const auto hits = index->find(search, limit, [] { return false; });
            if (!hits) {
                return { "error: " + hits.error().detail };
            }
            QStringList bodies;
            for (const SearchHit &hit : *hits) {
                bodies.append(hit.message.body);
            }
            return bodies;
        }
        QStringList find(const QString &text)
        {
            MessageSearch search;
            search.text = text;
            return find(search);
        }
        QStringList sorted(const QString &text)
        {
            QStringList bodies = find(text);
            bodies.sort();
            return bodies;
        }
        void startAgain()
        {
            index.reset();
            index = std::make_unique<SearchIndex>(path);
        }

        bool isInFile(const QByteArray &text) const
        {
            for (const char *part : { "", "-wal" }) {
                QFile file(SearchIndex::pathBeside(path) + QLatin1String(part));
                if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
                    return true;
                }
            }
            return false;
        }

        QTemporaryDir folder;
        QString path = folder.filePath(QStringLiteral("nat'ter 100%.sqlite"));
        Store store { path };
        std::unique_ptr<SearchIndex> index = std::make_unique<SearchIndex>(path);
    };

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void whatIsRemovedIsPurgedFromTheFile()
    {
        Fixture f;
        QStringList said;
        for (int i = 0; i < 3000; ++i) {
            said.append(i == 1500 ? QStringLiteral("hush zanzibar") : QStringLiteral("common word%1").arg(i));
        }
        f.say(said);
        QCOMPARE(f.find("zanzibar").size(), 1);
        QVERIFY(f.isInFile("zanzibar"));
        const qint64 row = f.store.messages().page(f.with("juliet"), 0, 1500).value().first().row;
        QCOMPARE(f.store.messages().message(row)->body, QString("hush zanzibar"));
        QVERIFY(f.store.removals().remove(f.with("juliet"), { row }));
        QVERIFY(f.index->remove({ row }));
        QCOMPARE(f.find("zanzibar").size(), 0);
        QCOMPARE(f.find("word1499").size(), 1);
        f.startAgain(); // what was not purged is not forgotten
        int steps = 0;
        while (f.index->purge().value_or(false)) {
            QVERIFY(++steps < 1000);
        }
        QVERIFY(steps > 0);
        QVERIFY(!f.isInFile("zanzibar"));
        QCOMPARE(f.find("word1499").size(), 1);
        QCOMPARE(f.index->purge().value_or(true), false);
    }

    void wordsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("bodies");
        const auto row = [](const QString &text, const QStringList &bodies) {
            QTest::newRow(qPrintable(text)) << text << bodies;
        };
        row("moon", { "Swear not by the moon", "The envious Moon" });
        row("mo", { "Swear not by the moon", "The envious Moon" });
        row("oon", {});
        row("moon swear", { "Swear not by the moon" });
        row("\"the moon\"", { "Swear not by the moon" });
        row("\"moon the\"", {});
        row("\"the mo", { "Swear not by the moon" });
        row("\"the mo\"", {});
        row("ROMÉO", { "O Romeo, Romeo", "Roméo!" });
        row("月", { "今夜は月が綺麗ですね" });
        row("月が綺麗", { "今夜は月が綺麗ですね" });
        row("綺月", {});
        row("จันทร์", { "พระจันทร์เต็มดวง" });
        row("हिन्दी", { "हिन्दी में" });
        row("луна", { "Луна" });
        row("NEAR(a b) OR *", {});
        row("\"\" ' ; --", {});
        row("?!", {});
        row("", {});
    }
    void wordsAreFound()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, bodies);
        Fixture f;
        f.say({ "Swear not by the moon", "The envious Moon", "O Romeo, Romeo", "Roméo!", "今夜は月が綺麗ですね",
                "พระจันทร์เต็มดวง", "हिन्दी में", "Луна", "a b, or else" });
        QCOMPARE(f.sorted(text), bodies);
    }

    void bestComeFirst()
    {
        Fixture f;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        f.say({ "the moon, long ago" }, "juliet", Direction::Incoming, now.addYears(-3));
        f.say({ "moonlight" }, "juliet", Direction::Incoming, now);
        f.say({ "the moon, just now" }, "juliet", Direction::Incoming, now);
        f.say({ "the moon and " + QString("very much else ").repeated(60) }, "juliet", Direction::Incoming, now);
        const QStringList found = f.find("moon");
        QCOMPARE(found.size(), 4);
        QCOMPARE(found[0], QString("the moon, just now"));
        QCOMPARE(found[1], QString("moonlight"));
    }

    void filtersNarrowItDown()
    {
        Fixture f;
        const QDateTime then(QDate(2024, 5, 1), QTime(12, 0), Qt::UTC);
        f.say({ "moon one" }, "juliet", Direction::Incoming, then);
        f.say({ "moon two" }, "juliet", Direction::Outgoing, then.addDays(10));
        f.say({ "moon three https://capulet.lit/moon.png" }, "nurse", Direction::Incoming, then.addDays(20));
        MessageSearch search;
        search.text = "moon";
        search.direction = Direction::Outgoing;
        QCOMPARE(f.find(search), QStringList("moon two"));
        search.direction.reset();
        search.conversations = { f.with("nurse") };
        QCOMPARE(f.find(search).size(), 1);
        search.conversations = QList<ConversationId>();
        QCOMPARE(f.find(search), QStringList());
        search.conversations.reset();
        search.since = then.addDays(5);
        search.until = then.addDays(15);
        QCOMPARE(f.find(search), QStringList("moon two"));
        search = {};
        search.has = { Has::Image }; // without a word
        QCOMPARE(f.find(search), QStringList("moon three https://capulet.lit/moon.png"));
        search = {};
        search.conversations = { f.with("juliet") };
        QCOMPARE(f.find(search), (QStringList { "moon two", "moon one" })); // the newer first
        search.text = "?!";
        QCOMPARE(f.find(search), QStringList()); // nothing has no words at all
    }

    void whatComesLaterIsFoundToo()
    {
        Fixture f;
        f.say({ "one moon" });
        QCOMPARE(f.find("moon").size(), 1);
        f.say({ "two moons" });
        QCOMPARE(f.find("moon").size(), 2);
        f.startAgain();
        f.say({ "three moons" });
        QCOMPARE(f.find("moon").size(), 3);
    }

    void limitIsKept()
    {
        Fixture f;
        QStringList many;
        for (int i = 0; i < 50; ++i) {
            many.append(QStringLiteral("moon %1").arg(i));
        }
        f.say(many);
        MessageSearch search;
        search.text = "moon";
        QCOMPARE(f.find(search, 10).size(), 10);
        QCOMPARE(f.find(search, 100).size(), 50);
    }

    void searchThatNobodyWantsEnds()
    {
        Fixture f;
        f.say({ "moon" });
        f.takeAllIn();
        MessageSearch search;
        search.text = "moon";
        const auto found = f.index->find(search, 10, [] { return true; });
        QVERIFY(!found && found.error().kind == Error::Kind::Cancelled);
    }

    void removedMessagesAreForgotten()
    {
        Fixture f;
        f.say({ "the secret moon" });
        QCOMPARE(f.find("secret").size(), 1);
        QVERIFY(f.store.messages().removeAccount(f.with({}).account));
        QCOMPARE(f.find("secret"), QStringList()); // at once
        f.startAgain(); // nobody had told it
        f.say({ "the moon" });
        QCOMPARE(f.find("moon"), QStringList("the moon"));
        f.index.reset(); // writes the log into the file
        const QString file = SearchIndex::pathBeside(f.path);
        QVERIFY(contentOf(file).contains("moon") && !contentOf(file).contains("secret"));
        QVERIFY(!contentOf(file + "-wal").contains("secret"));
    }

    void damagedIndexIsMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray(4096, 'x');
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("SQLite format 3");
    }
    void damagedIndexIsMadeAnew()
    {
        QFETCH(QByteArray, content);
        Fixture f;
        f.say({ "moon" });
        QFile file(SearchIndex::pathBeside(f.path));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        QCOMPARE(f.find("moon").size(), 1);
    }

    /// Its first page is sound, and what it keeps besides.
    void indexThatIsDamagedInsideIsMadeAnew()
    {
        Fixture f;
        QStringList many;
        for (int i = 0; i < 2000; ++i) {
            many.append(QStringLiteral("moon %1 of many").arg(i));
        }
        f.say(many);
        QCOMPARE(f.find("1999").size(), 1);
        f.index.reset(); // writes the log into the file
        QFile file(SearchIndex::pathBeside(f.path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray content = file.readAll();
        for (qsizetype page = 8; page * 4096 < content.size() - 4096; ++page) {
            content.replace(page * 4096, 64, QByteArray(64, 'x'));
        }
        QVERIFY(file.seek(0) && file.write(content) == content.size());
        file.close();
        f.startAgain();
        MessageSearch search;
        search.text = "1999";
        const auto hits = [&] { return f.index->find(search, 10, [] { return false; }); };
        hits(); // finds out, at the latest
        f.takeAllIn();
        QVERIFY(hits() && hits()->size() == 1);
    }

    void indexOfOtherMessagesIsMadeAnew()
    {
        Fixture f;
        f.say({ "moon", "sun" });
        QCOMPARE(f.find("sun").size(), 1);
        f.index.reset();
        Fixture other;
        other.say({ "rose", "lark" });
        other.index.reset();
        QVERIFY(QFile::copy(SearchIndex::pathBeside(f.path), SearchIndex::pathBeside(other.path)));
        other.startAgain();
        QCOMPARE(other.find("lark").size(), 1);
        Fixture fewer;
        fewer.say({ "moon" });
        fewer.index.reset();
        QVERIFY(QFile::copy(SearchIndex::pathBeside(f.path), SearchIndex::pathBeside(fewer.path)));
        fewer.startAgain();
        QCOMPARE(fewer.find("sun"), QStringList());
        QCOMPARE(fewer.find("moon").size(), 1);
    }

    void indexIsItsOwnersAlone()
    {
        Fixture f;
        f.say({ "moon" });
        QCOMPARE(f.find("moon").size(), 1);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char *part : { "", "-wal", "-shm" }) {
            const QString file = SearchIndex::pathBeside(f.path) + QLatin1String(part);
            QVERIFY2(QFile::exists(file), part);
            QCOMPARE(QFile::permissions(file) & others, QFile::Permissions());
        }
    }

    void withoutMessagesNothingIsFound()
    {
        const QTemporaryDir folder;
        SearchIndex index(folder.filePath("nothing.sqlite"));
        MessageSearch search;
        search.text = "moon";
        QVERIFY(!index.find(search, 10, [] { return false; }));
        QVERIFY(!QFile::exists(folder.filePath("nothing.sqlite"))); // it is not made by accident
    }
};

QTEST_GUILESS_MAIN(TestSearchIndex)
#include "tst_search_index.moc"
