// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faulty_disk.h"

#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <numeric>
#include <sqlite3.h>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Direction = ChatMessage::Direction;

static const Jid romeo = Jid::orNull(u"romeo@montague.lit");
static const QStringList peers { QStringLiteral("juliet"), QStringLiteral("nurse"), QStringLiteral("paris") };

static ConversationId chatWith(const QString &peer)
{
    return { romeo, Jid::orNull(peer + QStringLiteral("@capulet.lit")) };
}

/// What a profile must hold after all that its store has confirmed, in words that compare.
struct Expectation
{
    struct Line
    {
        qint64 row;
        ChatMessage message;
    };
    struct Chat
    {
        QList<Line> lines;
        qsizetype read = 0; ///< so many lines from the first
        QString draft;
    };
    QMap<QString, Chat> chats;
    QMap<QString, QString> contacts;
    quint32 handled = 0; ///< so many stanzas of the stream, as the server was told
    QString archive; ///< the id up to which the archive is known

    static QString lineOf(const ChatMessage &message)
    {
        return QStringLiteral("%1 %2 %3 %4 %5")
            .arg(static_cast<int>(message.direction))
            .arg(static_cast<int>(message.delivery))
            .arg(message.stanzaId)
            .arg(qHash(message.body))
            .arg(message.body.size());
    }
    static QString headOf(const QString &peer, qsizetype count, int unread, qsizetype read, const QString &draft)
    {
        return QStringLiteral("%1: %2 messages, %3 unread, read %4, draft '%5'")
            .arg(peer)
            .arg(count)
            .arg(unread)
            .arg(read)
            .arg(draft);
    }

    QStringList words() const
    {
        QStringList all;
        for (auto chat = chats.cbegin(); chat != chats.cend(); ++chat) {
            if (chat->lines.isEmpty() && chat->draft.isEmpty()) {
                continue; // a conversation in which nothing was said yet
            }
            const auto unread = std::count_if(chat->lines.cbegin() + chat->read, chat->lines.cend(),
                                              [](const Line &line) { return !line.message.isOutgoing(); });
            all << headOf(chat.key(), chat->lines.size(), static_cast<int>(unread), chat->read, chat->draft);
            for (const Line &line : chat->lines) {
                all << lineOf(line.message);
            }
        }
        for (auto contact = contacts.cbegin(); contact != contacts.cend(); ++contact) {
            all << contact.key() + u'=' + contact.value();
        }
        return all << placeOf(handled, archive);
    }
    static QString placeOf(quint32 handled, const QString &archive)
    {
        return QStringLiteral("handled %1, archive '%2'").arg(handled).arg(archive);
    }

    /// The same words about what there is.
    static QStringList wordsOf(Store &store)
    {
        QStringList all;
        auto chats = store.messages().chats().value();
        std::sort(chats.begin(), chats.end(), [](const ChatSummary &one, const ChatSummary &other) {
            return one.id.peer.local() < other.id.peer.local();
        });
        for (const ChatSummary &chat : std::as_const(chats)) {
            const auto lines = store.messages().page(chat.id, 0, 100'000).value();
            if (lines.isEmpty() && chat.draft.isEmpty()) {
                continue;
            }
            const auto read = std::count_if(lines.cbegin(), lines.cend(), [&chat](const ChatMessage &message) {
                return message.row <= chat.readRow;
            });
            all << headOf(chat.id.peer.local(), lines.size(), chat.unread, read, chat.draft.text);
            for (const ChatMessage &message : lines) {
                all << lineOf(message);
            }
            if (!lines.isEmpty() && (chat.lastRow != lines.last().row || chat.lastBody != lines.last().body)) {
                all << QStringLiteral("the last line is another");
            }
        }
        const auto roster = store.roster().load(romeo).value();
        QMap<QString, QString> contacts;
        for (const RosterItem &item : roster.items) {
            contacts[item.jid.toString()] = item.handle;
        }
        for (auto contact = contacts.cbegin(); contact != contacts.cend(); ++contact) {
            all << contact.key() + u'=' + contact.value();
        }
        const auto stream = store.streams().load(romeo).value().stream;
        return all << placeOf(stream ? stream->handled : 0,
                              store.archive().position(romeo).value().id.value_or(QString()));
    }
};

/// Somebody who uses a profile at random, and remembers what the store has confirmed.
class Person
{
public:
    Person(const QString &path, quint32 seed) : m_path(path), m_random(seed) { }

    Expectation confirmed;
    std::unique_ptr<Store> store;
    int openings = 0;
    int surprises = 0; ///< what was refused was there all the same
    QString patience = QStringLiteral("FULL"); ///< how long the store waits for the disk

    Result<QString> open()
    {
        store = std::make_unique<Store>(m_path);
        const auto opened = store->open();
        m_open = opened.has_value();
        ++openings;
        if (m_open) { // the log goes into the database often, so that this is met as well
            QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst()));
            query.exec(QStringLiteral("PRAGMA wal_autocheckpoint=%1").arg(2 + below(30)));
            query.exec(QStringLiteral("PRAGMA synchronous=") + patience);
        }
        return opened;
    }
    bool isOpen() const { return m_open; }
    void close()
    {
        store.reset();
        m_open = false;
    }

    QString found() const { return Expectation::wordsOf(*store).join(u'\n'); }
    QString expected() const { return confirmed.words().join(u'\n'); }

    /// Goes on from what there is, be it what was confirmed or that with what was refused since; else what is wrong.
    QString adopt()
    {
        const QString there = found();
        if (there != expected()) {
            const auto known = std::find_if(m_refused.cbegin(), m_refused.cend(),
                                            [&](const Expectation &each) { return each.words().join(u'\n') == there; });
            if (known == m_refused.cend()) {
                return QStringLiteral("found:\n%1\nconfirmed:\n%2\nrefused: %3")
                    .arg(there, expected())
                    .arg(m_refused.size());
            }
            confirmed = *known;
            ++surprises;
        }
        m_refused.clear();
        for (auto chat = confirmed.chats.begin(); chat != confirmed.chats.end(); ++chat) {
            const auto stored = store->messages().page(chatWith(chat.key()), 0, 100'000).value();
            for (qsizetype i = 0; i < stored.size(); ++i) {
                chat->lines[i].row = stored[i].row;
            }
        }
        return {};
    }

    qsizetype lines() const
    {
        return std::accumulate(confirmed.chats.cbegin(), confirmed.chats.cend(), qsizetype(0),
                               [](qsizetype sum, const Expectation::Chat &chat) { return sum + chat.lines.size(); });
    }

    quint32 below(quint32 bound) { return static_cast<quint32>(m_random() % bound); }

    /// Does one thing; whether the store has confirmed it.
    Result<> act()
    {
        if (below(12) == 0) {
            return reopen();
        }
        m_attempted = confirmed;
        const Result<> done = attempt();
        if (!done) {
            m_refused.append(m_attempted);
        } else if (m_attempted.words() != confirmed.words()) { // what was refused is overwritten in the log
            confirmed = m_attempted;
            m_refused.clear();
        }
        return done;
    }

private:
    template <typename T> static Result<> outcome(const Result<T> &result)
    {
        return result ? Result<>() : Result<>(tl::unexpected(result.error()));
    }

    Result<> attempt()
    {
        const QString peer = peers[below(3)];
        const ConversationId id = chatWith(peer);
        Expectation::Chat &chat = m_attempted.chats[peer];
        switch (below(11)) {
        case 0:
            chat.draft = QStringLiteral("draft %1").arg(below(1000));
            return store->messages().setDraft(id, { chat.draft });
        case 1:
            return read(id, chat);
        case 2:
            return confirmPending(chat);
        case 3: {
            const RosterItem item { id.peer, QStringLiteral("name %1").arg(below(1000)), {}, false, {} };
            m_attempted.contacts[id.peer.toString()] = item.handle;
            return store->roster().change(romeo, item, QString::number(below(1000)));
        }
        default:
            return record();
        }
    }

    /// The log goes into the database, and away. What was refused last may come back from it.
    Result<> reopen()
    {
        close();
        const auto opened = open();
        return outcome(opened);
    }

    /// What the server sent, with how far its stream was handled or its archive is known: together or not at all.
    Result<> receive(const QList<ChatMessage> &batch)
    {
        std::optional<quint32> handled;
        std::optional<ArchiveStore::Place> place;
        if (below(3) > 0) {
            if (m_attempted.handled == 0) { // a new stream: nobody was told anything of it yet
                const auto begun = store->streams().begin(romeo, { QStringLiteral("s1"), romeo, {}, 0 });
                if (!begun) {
                    return begun;
                }
            }
            handled = m_attempted.handled += static_cast<quint32>(batch.size());
        }
        if (below(3) == 0) {
            m_attempted.archive = batch.last().stanzaId;
            place = ArchiveStore::Place { m_attempted.archive };
        }
        const auto recorded = store->recordReceived(romeo, batch, handled, place);
        if (recorded) {
            for (const MessageChange &change : *recorded) {
                note(change.message);
            }
        }
        return outcome(recorded);
    }

    Result<> record()
    {
        QList<ChatMessage> batch;
        const bool ours = below(2) == 0; // else all of it comes from the server
        const quint32 size = 1 + below(4);
        for (quint32 i = 0; i < size; ++i) {
            ChatMessage message;
            const QString peer = peers[below(3)];
            message.conversation = chatWith(peer);
            message.stanzaId = QStringLiteral("m%1").arg(++m_count);
            message.body = QString(static_cast<qsizetype>(1 + below(below(4) == 0 ? 9000 : 300)),
                                   QChar('a' + static_cast<char16_t>(below(26))));
            message.time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addSecs(m_count);
            if (ours && below(3) == 0) {
                message.direction = Direction::Outgoing;
                message.delivery = Delivery::Queued;
            }
            batch.append(message);
            Expectation::Chat &chat = m_attempted.chats[peer];
            chat.lines.append({ 0, message });
            if (message.isOutgoing()) {
                chat.read = chat.lines.size();
            }
        }
        if (!ours) {
            return receive(batch);
        }
        const auto recorded = store->messages().record(batch);
        if (recorded) {
            for (const MessageChange &change : *recorded) {
                note(change.message);
            }
        }
        return outcome(recorded);
    }

    /// The row that a message got.
    void note(const ChatMessage &message)
    {
        for (Expectation::Line &line : m_attempted.chats[message.conversation.peer.local()].lines) {
            if (line.message.stanzaId == message.stanzaId) {
                line.row = message.row;
            }
        }
    }

    Result<> read(const ConversationId &id, Expectation::Chat &chat)
    {
        if (chat.lines.isEmpty()) {
            return {};
        }
        const auto upTo = static_cast<qsizetype>(below(static_cast<quint32>(chat.lines.size())));
        chat.read = qMax(chat.read, upTo + 1);
        return outcome(store->messages().markRead(id, chat.lines[upTo].row));
    }

    Result<> confirmPending(Expectation::Chat &chat)
    {
        QList<qint64> rows;
        for (Expectation::Line &line : chat.lines) {
            if (line.message.delivery == Delivery::Queued && below(2) == 0) {
                line.message.delivery = Delivery::OnServer;
                rows.append(line.row);
            }
        }
        return outcome(store->messages().setDelivery(rows, Delivery::OnServer, {}, { Delivery::Queued }));
    }

    QString m_path;
    Expectation m_attempted;
    QList<Expectation> m_refused; ///< confirmed, and one thing more
    std::mt19937 m_random;
    int m_count = 0;
    bool m_open = false;
};

/// What was confirmed is there after any power cut, in order and whole.
class TestPowerCut : public QObject
{
    Q_OBJECT

    static constexpr int cutsOfOneProfile = 10;
    static constexpr int actsBetweenCuts = 60;

    QTemporaryDir m_folder;
    int m_files = 0;

    QString newPath() { return m_folder.filePath(QStringLiteral("%1.sqlite").arg(++m_files)); }

    static quint32 setting(const char *name, quint32 otherwise)
    {
        return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toUInt() : otherwise;
    }

    static QString reason(const Result<QString> &opened)
    {
        return opened ? QStringLiteral("damaged: ") + *opened : opened.error().detail;
    }

    static bool isUsable(const Result<QString> &opened) { return opened && opened->isEmpty(); }

    /// Uses the profile until the power is gone.
    static void useUntilDown(Person &person, FaultyDisk &disk)
    {
        person.close();
        person.open();
        for (int acts = 0; acts < actsBetweenCuts && !disk.isDown(); ++acts) {
            person.act();
        }
        disk.cutPower(); // everything was confirmed by now
        person.close();
    }

private Q_SLOTS:
    void theDatabaseIsOnTheFaultyDisk()
    {
        FaultyDisk disk;
        Store store(newPath());
        QVERIFY(store.open().has_value());
        const int before = disk.moments();
        QVERIFY(store.messages().ensureChat(chatWith("juliet")).has_value());
        QVERIFY(disk.moments() > before);
        disk.cutPower();
        QVERIFY(!store.messages().ensureChat(chatWith("nurse")).has_value());
    }

    /// More of it: ./dev powercut
    void nothingConfirmedIsLost()
    {
        const quint32 cuts = setting("NATTER_POWER_CUTS", 1000);
        const quint32 seed = setting("NATTER_SEED", 1);
        FaultyDisk disk;
        int surprises = 0;
        qsizetype lines = 0;
        for (quint32 cut = 0; cut < cuts;) {
            Person person(newPath(), seed * 7919 + cut);
            for (int round = 0; round < cutsOfOneProfile && cut < cuts; ++round, ++cut) {
                disk.cutPowerAt(disk.moments() + static_cast<int>(person.below(200)));
                useUntilDown(person, disk);
                disk.powerUp(seed * 104'729 + cut);
                const auto opened = person.open();
                const QString which = QStringLiteral("seed %1, cut %2: ").arg(seed).arg(cut);
                QVERIFY2(isUsable(opened), qPrintable(which + reason(opened)));
                const QString wrong = person.adopt();
                QVERIFY2(wrong.isEmpty(), qPrintable(which + wrong));
                lines += person.lines();
            }
            surprises += person.surprises;
        }
        qInfo("%u cuts with seed %u: %lld messages looked for, all there; %d times more than was confirmed", cuts, seed,
              static_cast<long long>(lines), surprises);
    }

    /// The cuts are cruel enough: a store that does not wait for the disk is found out.
    void impatienceIsFoundOut_data()
    {
        QTest::addColumn<QString>("patience");
        QTest::newRow("syncs some things") << QStringLiteral("NORMAL");
        QTest::newRow("syncs nothing") << QStringLiteral("OFF");
    }
    void impatienceIsFoundOut()
    {
        QFETCH(QString, patience);
        FaultyDisk disk;
        const int before = disk.moments();
        QVERIFY(isUsable(Person(newPath(), 0).open()));
        const int opening = disk.moments() - before; // which writes the more, the more scripts there are
        int lost = 0;
        for (quint32 cut = 0; cut < 100; ++cut) {
            Person person(newPath(), cut);
            person.patience = patience;
            disk.cutPowerAt(disk.moments() + opening + static_cast<int>(person.below(150)));
            useUntilDown(person, disk);
            disk.powerUp(cut);
            lost += isUsable(person.open()) && person.adopt().isEmpty() ? 0 : 1;
        }
        QVERIFY2(lost >= 5, qPrintable(QString::number(lost)));
    }

    void refusalsLeaveNothingHalf_data()
    {
        QTest::addColumn<int>("result");
        QTest::newRow("full") << SQLITE_FULL;
        QTest::newRow("error") << SQLITE_IOERR;
        QTest::newRow("sync") << SQLITE_IOERR_FSYNC;
    }
    void refusalsLeaveNothingHalf()
    {
        QFETCH(int, result);
        FaultyDisk disk;
        int refused = 0;
        for (quint32 profile = 0; profile < 10; ++profile) {
            Person person(newPath(), profile);
            QVERIFY(isUsable(person.open()));
            for (int i = 0; i < 60; ++i) {
                if (result == SQLITE_IOERR_FSYNC) {
                    disk.failSyncs(person.below(2) == 0);
                } else {
                    const int count = 1 + static_cast<int>(person.below(12));
                    disk.failAt(disk.moments() + static_cast<int>(person.below(8)), result, count);
                }
                const int openings = person.openings;
                refused += person.act() ? 0 : 1;
                disk.failSyncs(false);
                disk.failAt(0, 0, 0);
                if (!person.isOpen()) {
                    const auto opened = person.open();
                    QVERIFY2(isUsable(opened), qPrintable(reason(opened)));
                }
                if (person.openings != openings) {
                    QCOMPARE(person.adopt(), QString());
                }
                QCOMPARE(person.found(), person.expected());
            }
            disk.cutPower();
            person.close();
            disk.powerUp(profile);
            const auto opened = person.open();
            QVERIFY2(isUsable(opened), qPrintable(reason(opened)));
            QCOMPARE(person.adopt(), QString());
        }
        QVERIFY2(refused > 100, "hardly anything was refused");
    }

    /// What was committed without waiting is gone with a sync that failed: nothing may be lost that comes behind it.
    void failedSyncTakesNothingLater()
    {
        FaultyDisk disk;
        const QString path = newPath();
        auto store = std::make_unique<Store>(path);
        QVERIFY(isUsable(store->open()));
        const StreamState stream { QStringLiteral("s1"), Jid::orNull(u"romeo@montague.lit/orchard"), {}, 1 };
        QVERIFY(store->streams().begin(romeo, stream).has_value());
        disk.failSyncs(true);
        QVERIFY(!store->messages().ensureChat(chatWith("juliet")).has_value());
        disk.failSyncs(false);
        QVERIFY(store->messages().ensureChat(chatWith("nurse")).has_value());
        disk.cutPower();
        store.reset();
        disk.powerUp(1);
        store = std::make_unique<Store>(path);
        QVERIFY(isUsable(store->open()));
        QCOMPARE(store->messages().chats()->size(), 1);
    }

    void fullDiskIsCalledFull()
    {
        FaultyDisk disk;
        for (int space = 0; space < 200'000; space += 10'000) {
            Person person(newPath(), static_cast<quint32>(space));
            disk.setSpace(space);
            Result<> result;
            const auto opened = person.open();
            for (int i = 0; i < 500 && opened && result; ++i) {
                result = person.act();
            }
            QCOMPARE(opened ? result.error().kind : opened.error().kind, Error::Kind::StorageFull);
            disk.setSpace({});
            if (!person.isOpen()) {
                QVERIFY(isUsable(person.open()));
            }
            QCOMPARE(person.found(), person.expected());
            QVERIFY(person.act().has_value());
        }
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_power_cut.moc"
