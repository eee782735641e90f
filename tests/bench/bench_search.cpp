// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_index.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace natter;

static constexpr int messages = 1'000'000;
static constexpr int chats = 500;
static constexpr int vocabulary = 50'000;
static constexpr int rounds = 40; ///< of each kind of search
static constexpr int baselineRounds = 5;
static constexpr double bound = 20; ///< milliseconds, for 95 % of the searches
static constexpr int hitsWanted = 60;

/// Word number `i`; the lower, the more common (Zipf).
static QString wordOf(int i)
{
    static const QString letters = QStringLiteral("etaoinshrdlucmfwypvbgkjqxz");
    QString word;
    for (int n = i + 26; n > 0; n /= 26) {
        word.append(letters[n % 26]);
    }
    return word;
}

class Words
{
public:
    int next()
    {
        const double share = std::uniform_real_distribution<>(0, 1)(m_random);
        return qMin(vocabulary - 1, static_cast<int>(std::exp(share * std::log(vocabulary))) - 1);
    }
    QString sentence()
    {
        QStringList words;
        const int count = std::uniform_int_distribution<>(3, 18)(m_random);
        for (int i = 0; i < count; ++i) {
            words.append(wordOf(next()));
        }
        return words.join(u' ');
    }

private:
    std::mt19937 m_random { 1 };
};

static ConversationId chatOf(int i)
{
    return { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(QStringLiteral("friend%1@verona.lit").arg(i)) };
}

static bool fill(const QString &path)
{
    Store store(path);
    if (!store.open()) {
        return false;
    }
    Words words;
    const QDateTime start = QDateTime::currentDateTimeUtc().addYears(-10);
    for (int from = 0; from < messages; from += 5000) {
        QList<ChatMessage> batch;
        for (int i = from; i < from + 5000; ++i) {
            ChatMessage message;
            message.conversation = chatOf(i % chats);
            message.direction = i % 3 == 0 ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
            message.delivery = message.isOutgoing() ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
            message.body = words.sentence();
            message.time = start.addSecs(i * 315LL);
            batch.append(message);
        }
        if (!store.messages().record(batch)) {
            return false;
        }
    }
    return true;
}

/// The searches of one kind, each another one.
static QList<MessageSearch> searches(const QString &kind)
{
    QList<MessageSearch> all;
    Words words;
    for (int i = 0; i < rounds; ++i) {
        MessageSearch search;
        if (kind == u"common word") {
            search.text = wordOf(i);
        } else if (kind == u"rare word") {
            search.text = wordOf(vocabulary - 1 - 17 * i);
        } else if (kind == u"phrase") {
            search.text = u'"' + wordOf(words.next()) + u' ' + wordOf(words.next()) + u'"';
        } else if (kind == u"beginning of a word") {
            search.text = wordOf(i * 7 + 700).left(2);
        } else {
            search.text = wordOf(i);
            search.conversations = { chatOf(i) };
            search.since = QDateTime::currentDateTimeUtc().addYears(-3);
            search.direction = ChatMessage::Direction::Incoming;
        }
        all.append(search);
    }
    return all;
}

static double at(QList<double> times, double share)
{
    std::sort(times.begin(), times.end());
    return times[qMin<qsizetype>(times.size() - 1, static_cast<qsizetype>(share * static_cast<double>(times.size())))];
}

/// The same by looking at every row, the newest first; milliseconds.
static double byLike(QSqlDatabase &database, const MessageSearch &search)
{
    QElapsedTimer timer;
    timer.start();
    QSqlQuery query(database);
    query.prepare(QStringLiteral("SELECT id, body FROM message WHERE body LIKE ? ORDER BY id DESC LIMIT ?"));
    query.addBindValue(u'%' + QString(search.text).remove(u'"') + u'%');
    query.addBindValue(hitsWanted);
    query.exec();
    while (query.next()) { }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Searches a million messages, and says how long that takes, beside LIKE over the same rows.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench-search FOLDER\n");
        return 2;
    }
    const QString path = QString::fromLocal8Bit(argv[1]) + QStringLiteral("/natter.sqlite");
    if (!QFile::exists(path + QStringLiteral(".filled"))) {
        QFile::remove(path);
        QFile mark(path + QStringLiteral(".filled"));
        if (!fill(path) || !mark.open(QIODevice::WriteOnly)) {
            return 1;
        }
    }
    SearchIndex index(path);
    QElapsedTimer timer;
    timer.start();
    Result<bool> more = true;
    while (more && *more) {
        more = index.takeIn(500);
    }
    if (!more) {
        std::fprintf(stderr, "%s\n", qPrintable(more.error().detail));
        return 1;
    }
    std::printf("taken into the index: %lld ms (of a file that is there already: 0)\n\n", timer.elapsed());
    QSqlDatabase plain = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"));
    plain.setDatabaseName(path);
    plain.open();
    std::printf("| search | median, ms | 95 %%, ms | LIKE, median, ms |\n|---|---|---|---|\n");
    bool kept = true;
    for (const QString kind : { "common word", "rare word", "beginning of a word", "phrase", "with filters" }) {
        QList<double> times;
        QList<double> baseline;
        const auto all = searches(kind);
        for (const MessageSearch &search : all) {
            timer.restart();
            const auto hits = index.find(search, hitsWanted, [] { return false; });
            times.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            kept = kept && hits;
            if (baseline.size() < baselineRounds) {
                baseline.append(byLike(plain, search));
            }
        }
        kept = kept && at(times, 0.95) <= bound;
        std::printf("| %s | %.1f | %.1f | %.1f |\n", qPrintable(kind), at(times, 0.5), at(times, 0.95),
                    at(baseline, 0.5));
    }
    return kept ? 0 : 1;
}
