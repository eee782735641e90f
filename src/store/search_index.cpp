// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_index.h"

#include "base/log.h"
#include "store/database_file.h"
#include "store/message_row.h"
#include "store/storage_error.h"

#include <QDateTime>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <cmath>

namespace natter {

static constexpr int formatVersion = 3; ///< of the file; another one is made anew
/// Looked through before somebody may say that it is not wanted any more. Every look costs, so each is twice as far as
/// the one before: what is common is among the first, and what is rare takes few of them.
static constexpr qint64 rowsAtFirst = 100'000;
static constexpr qint64 rowsAtOnce = 1'600'000;
static constexpr auto shownBody = "CASE WHEN m.shown THEN m.body ELSE '' END"; ///< of message m
static constexpr int candidates = 400; ///< the newest that fit, from which the best are chosen
static constexpr qsizetype charsAtOnce = 1024 * 1024; ///< taken in before anybody else gets their turn
static constexpr int pagesMerged = 200; ///< before anybody else gets their turn
static constexpr qint64 readThrough = 20'000; ///< messages of some conversations are read rather than looked up

QString SearchIndex::pathBeside(const QString &messages)
{
    const QString ending = QStringLiteral(".sqlite");
    return (messages.endsWith(ending) ? messages.chopped(ending.size()) : messages) + QStringLiteral("-search.sqlite");
}

SearchIndex::SearchIndex(const QString &messages) : m_messages(messages), m_connection(QUuid::createUuid().toString())
{
}

SearchIndex::~SearchIndex() { close(); }

void SearchIndex::close()
{
    m_isOpen = false;
    m_isPurging = false;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> SearchIndex::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    return query.exec(sql) ? Result<>() : failure(storageError(query.lastError()));
}

/// The first value of the first row; 0 without one.
Result<qint64> SearchIndex::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql)) {
        return failure(storageError(query.lastError()));
    }
    return query.next() ? query.value(0).toLongLong() : 0;
}

Result<> SearchIndex::open()
{
    if (m_isOpen) {
        return {};
    }
    Result<> opened = openFile();
    if (!opened && opened.error().kind == Error::Kind::StorageDamaged) {
        qCWarning(logStore).noquote() << "the search index is made anew:" << opened.error().detail;
        beginAnew();
        opened = openFile();
    }
    if (!opened) {
        close();
    }
    m_isOpen = opened.has_value();
    return opened;
}

Result<> SearchIndex::openFile()
{
    const QString path = pathBeside(m_messages);
    if (auto made = makeDatabaseFile(path); !made) {
        return made;
    }
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_URI"));
    if (!m_database.open()) {
        return failure(storageError(m_database.lastError()));
    }
    QUrl messages = QUrl::fromLocalFile(m_messages);
    messages.setQuery(QStringLiteral("mode=ro"));
    QString uri = messages.toString(QUrl::FullyEncoded);
    uri.replace(u'\'', QStringLiteral("%27"));
    for (const QString &statement :
         { QStringLiteral("PRAGMA journal_mode=WAL"), QStringLiteral("PRAGMA synchronous=NORMAL"),
           QStringLiteral("PRAGMA secure_delete=ON"), QStringLiteral("PRAGMA cache_size=-2000"),
           QString(u"ATTACH '" % uri % u"' AS stored") }) {
        if (const auto done = execute(statement); !done) {
            return done;
        }
    }
    const auto version = number(QStringLiteral("PRAGMA user_version"));
    if (!version || (*version != 0 && *version != formatVersion)) {
        return version ? failure(Error::Kind::StorageDamaged, QStringLiteral("version %1").arg(*version))
                       : Result<>(tl::unexpected(version.error()));
    }
    if (*version == formatVersion) {
        return checkBelongs();
    }
    // Prefixes of their own make what is still being typed as quick as whole words
    for (const QString &statement :
         { QStringLiteral("BEGIN IMMEDIATE"),
           QStringLiteral("CREATE VIRTUAL TABLE word USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2', "
                          "prefix = '1 2 3')"),
           QStringLiteral(
               "CREATE TABLE progress (row INTEGER NOT NULL, filled INTEGER NOT NULL, purge INTEGER NOT NULL)"),
           QStringLiteral(
               "INSERT INTO progress SELECT -9223372036854775808, coalesce(max(id), 0), 0 FROM stored.filled"),
           QStringLiteral("PRAGMA user_version=%1").arg(formatVersion), QStringLiteral("COMMIT") }) {
        if (const auto done = execute(statement); !done) {
            execute(QStringLiteral("ROLLBACK"));
            return done;
        }
    }
    return {};
}

/// Rows are never used twice, so other messages are noticed by their numbers, or by the text of the last one; and those
/// that were removed while nobody told the index, by how many there are.
Result<> SearchIndex::checkBelongs()
{
    const auto strangers = number(QStringLiteral(
        "SELECT row > coalesce((SELECT seq FROM stored.sqlite_sequence WHERE name = 'message'), 0) FROM progress"));
    const auto removed = number(QStringLiteral(
        "SELECT (SELECT count(*) FROM word) <> (SELECT count(*) FROM stored.message WHERE id <= "
        "(SELECT row FROM progress)) - (SELECT count(*) FROM stored.filled f JOIN stored.message m "
        "ON m.id BETWEEN f.first AND f.last WHERE f.id > (SELECT filled FROM progress) AND "
        "m.id <= (SELECT row FROM progress) AND NOT EXISTS (SELECT 1 FROM word_docsize w WHERE w.id = m.id))"));
    if (!strangers || !removed) {
        return tl::unexpected(strangers ? removed.error() : strangers.error());
    }
    QSqlQuery last(m_database);
    if (!last.exec(QStringLiteral("SELECT w.body, m.body FROM progress p JOIN word w ON w.rowid = p.row "
                                  "JOIN stored.message m ON m.id = p.row WHERE m.shown AND m.edited IS NULL AND "
                                  "m.retracted IS NULL"))) {
        return failure(storageError(last.lastError()));
    }
    const bool other = last.next() && last.value(0).toString() != withWordsApart(last.value(1).toString());
    if (*strangers != 0 || *removed != 0 || other) {
        return failure(Error::Kind::StorageDamaged, QStringLiteral("it is about other messages"));
    }
    return {};
}

/// What is damaged inside is noticed only when it is read. Once in a run: it may be the other file.
template <typename T> Result<T> SearchIndex::mended(Result<T> result)
{
    if (!result && result.error().kind == Error::Kind::StorageDamaged && !std::exchange(m_mended, true)) {
        qCWarning(logStore).noquote() << "the search index is made anew:" << result.error().detail;
        beginAnew();
    }
    return result;
}

Result<bool> SearchIndex::takeIn(int limit) { return mended(tryToTakeIn(limit)); }

Result<QList<SearchHit>> SearchIndex::find(const MessageSearch &search, int limit, const std::function<bool()> &stops)
{
    return mended(tryToFind(search, limit, stops));
}

/// First what is new, then what was filled in below, or says something else since.
Result<bool> SearchIndex::tryToTakeIn(int limit)
{
    if (const auto opened = open(); !opened) {
        return tl::unexpected(opened.error());
    }
    const auto newer =
        read(QStringLiteral("SELECT m.id, %1, m.id, 0 FROM stored.message m WHERE m.id > (SELECT row FROM "
                            "progress) ORDER BY m.id LIMIT ?"),
             limit);
    if (!newer || newer->reaches) {
        return newer ? write(*newer, QStringLiteral("row")) : tl::unexpected(newer.error());
    }
    // A piece is as large as a page of an archive, and taken in as a whole
    const auto older = read(
        QStringLiteral("SELECT m.id, %1, f.id, m.retracted IS NOT NULL OR (m.about <> '' AND m.body = '') FROM (SELECT "
                       "id, first, last FROM stored.filled WHERE id > "
                       "(SELECT filled FROM progress) ORDER BY id LIMIT max(1, ? / 100)) f LEFT JOIN stored.message m "
                       "ON m.id BETWEEN f.first AND f.last ORDER BY f.id"),
        limit);
    return older ? write(*older, QStringLiteral("filled")) : tl::unexpected(older.error());
}

Result<SearchIndex::Portion> SearchIndex::read(const QString &sql, int limit)
{
    QSqlQuery stored(m_database);
    stored.setForwardOnly(true);
    stored.prepare(sql.arg(QLatin1String(shownBody)));
    stored.addBindValue(limit);
    if (!stored.exec()) {
        return failure(storageError(stored.lastError()));
    }
    Portion portion;
    qsizetype chars = 0;
    while (stored.next()) {
        const qint64 reaches = stored.value(2).toLongLong();
        if (chars >= charsAtOnce && reaches != portion.reaches) {
            break;
        }
        portion.reaches = reaches;
        if (stored.value(0).isNull()) {
            continue; // they were removed
        }
        portion.messages.append({ stored.value(0).toLongLong(), stored.value(1).toString() });
        portion.hasRetracted = portion.hasRetracted || stored.value(3).toBool();
        chars += portion.messages.last().second.size();
    }
    return stored.lastError().isValid() ? failure(storageError(stored.lastError())) : Result<Portion>(portion);
}

/// Whether there may be more.
Result<bool> SearchIndex::write(const Portion &portion, const QString &mark)
{
    if (!portion.reaches) {
        return false;
    }
    const auto insert = [&]() -> Result<> {
        QSqlQuery word(m_database);
        word.prepare(QStringLiteral("INSERT OR REPLACE INTO word (rowid, body) VALUES (?, ?)"));
        for (const auto &[row, body] : portion.messages) {
            word.bindValue(0, row);
            word.bindValue(1, withWordsApart(body));
            if (!word.exec()) {
                return failure(storageError(word.lastError()));
            }
        }
        const Result<> noted =
            portion.hasRetracted ? execute(QStringLiteral("UPDATE progress SET purge = 1")) : Result<>();
        return noted ? execute(QStringLiteral("UPDATE progress SET %1 = %2").arg(mark).arg(*portion.reaches)) : noted;
    };
    const Result<> written = inTransaction(insert);
    return written ? Result<bool>(true) : tl::unexpected(written.error());
}

Result<> SearchIndex::inTransaction(const std::function<Result<>()> &work)
{
    Result<> done = execute(QStringLiteral("BEGIN IMMEDIATE"));
    done = done ? work() : done;
    done = done ? execute(QStringLiteral("COMMIT")) : done;
    if (!done) {
        execute(QStringLiteral("ROLLBACK"));
    }
    return done;
}

Result<> SearchIndex::remove(const QList<qint64> &rows)
{
    if (const auto opened = open(); !opened) {
        return opened;
    }
    return inTransaction([&]() -> Result<> {
        QSqlQuery word(m_database);
        word.prepare(QStringLiteral("DELETE FROM word WHERE rowid = ?"));
        for (const qint64 row : rows) {
            word.bindValue(0, row);
            if (!word.exec()) {
                return failure(storageError(word.lastError()));
            }
        }
        return execute(QStringLiteral("UPDATE progress SET purge = 1"));
    });
}

/// Only where all pieces of the index are merged into one, what was taken out is left out.
Result<bool> SearchIndex::purge()
{
    if (const auto opened = open(); !opened) {
        return tl::unexpected(opened.error());
    }
    const auto wanted = number(QStringLiteral("SELECT purge FROM progress"));
    if (!wanted || *wanted == 0) {
        return wanted ? Result<bool>(false) : tl::unexpected(wanted.error());
    }
    const bool begins = !std::exchange(m_isPurging, true);
    const auto before = number(QStringLiteral("SELECT total_changes()"));
    const auto merged = execute(
        QStringLiteral("INSERT INTO word (word, rank) VALUES ('merge', %1)").arg(begins ? -pagesMerged : pagesMerged));
    const auto after = number(QStringLiteral("SELECT total_changes()"));
    if (!merged || !before || !after) {
        return tl::unexpected(merged ? (before ? after.error() : before.error()) : merged.error());
    }
    if (begins || *after - *before >= 2) {
        return true;
    }
    m_isPurging = false;
    const auto done = execute(QStringLiteral("UPDATE progress SET purge = 0"));
    const auto emptied = done ? execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")) : done;
    return emptied ? Result<bool>(false) : tl::unexpected(emptied.error());
}

void SearchIndex::beginAnew()
{
    close();
    for (const auto *suffix : databaseParts) {
        QFile::remove(pathBeside(m_messages) + QLatin1String(suffix));
    }
}

/// A statement with the values of its parameters.
struct SearchIndex::Sql
{
    QString text;
    QVariantList values = {};
    bool looksUp = false; ///< the words in the index; else they are compared with what is read

    void also(const QString &condition, const QVariantList &of)
    {
        text += u" AND " + condition;
        values += of;
    }
};

/// What a search has found so far, and how it goes on.
struct SearchIndex::Candidates
{
    Sql sql;
    const SearchWords &words;
    const QList<MessageSearch::Has> &has;
    const std::function<bool()> &stops;
    qsizetype most; ///< rows
    QList<Row> rows = {};
};

/// In the language of FTS5: every phrase, and the last word of each may go on.
static QString matchOf(const SearchWords &words)
{
    QStringList parts;
    for (const SearchWords::Phrase &phrase : words.phrases) {
        parts.append(u'"' + QString(phrase.text).replace(u'"', u' ') + (phrase.isWhole ? u"\"" : u"\" *"));
    }
    return parts.join(QStringLiteral(" AND "));
}

static bool has(const QString &body, const QList<MessageSearch::Has> &wanted)
{
    return std::all_of(wanted.cbegin(), wanted.cend(), [&body](MessageSearch::Has what) {
        switch (what) {
        case MessageSearch::Has::File:
            return hasFileLink(body);
        case MessageSearch::Has::Image:
            return hasImageLink(body);
        case MessageSearch::Has::Link:
            break;
        }
        return hasLink(body);
    });
}

/// How much of the message is what was sought, whole words before beginnings of words; and a month takes half of it.
static double scoreOf(const QString &body, const QDateTime &time, const SearchWords &words, const WordCount &count)
{
    constexpr double halfLife = 30.0 * 24 * 3600;
    // By its order of magnitude: of those that are about as long, the newer comes first
    const double length = std::round(std::log2(qMax<double>(1, static_cast<double>(body.size()))));
    const double relevance = (count.all + 2 * count.whole) / (8 + std::exp2(length / 2));
    const double age = qMax<double>(0, static_cast<double>(time.secsTo(QDateTime::currentDateTimeUtc())));
    return (words.phrases.isEmpty() ? 1 : relevance) * (0.25 + std::exp2(-age / halfLife));
}

/// The rows of the conversations that there are, as SQL lists them.
Result<QString> SearchIndex::chatsOf(const QList<ConversationId> &conversations)
{
    QStringList rows;
    QSqlQuery chat(m_database);
    chat.prepare(QStringLiteral("SELECT c.id FROM stored.chat c JOIN stored.account a ON a.id = c.account "
                                "WHERE a.jid = ? AND c.peer = ?"));
    for (const ConversationId &id : conversations) {
        chat.bindValue(0, id.account.toString());
        chat.bindValue(1, id.peer.toString());
        if (!chat.exec()) {
            return failure(storageError(chat.lastError()));
        }
        if (chat.next()) {
            rows.append(QString::number(chat.value(0).toLongLong()));
        }
    }
    return u'(' + rows.join(u',') + u')';
}

/// Whether the messages of these chats can be read through.
Result<bool> SearchIndex::areFew(const QString &chats)
{
    const auto count =
        number(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM stored.message WHERE chat IN %1 LIMIT %2)")
                   .arg(chats)
                   .arg(readThrough + 1));
    return count ? Result<bool>(*count <= readThrough) : tl::unexpected(count.error());
}

/// What finds the messages, the newest first, between two rows: its first two parameters, which have no values yet.
SearchIndex::Sql SearchIndex::statementOf(const MessageSearch &search, const SearchWords &words, const QString &chats,
                                          bool areFew)
{
    const bool looksUp = !words.phrases.isEmpty() && !areFew;
    Sql sql { {}, {}, looksUp };
    sql.text = looksUp
        ? QStringLiteral("SELECT m.id, m.body, m.time FROM word w JOIN stored.message m ON m.id = w.rowid "
                         "WHERE w.rowid BETWEEN ? AND ? AND m.shown")
        : QStringLiteral("SELECT m.id, m.body, m.time FROM stored.message m WHERE m.id BETWEEN ? AND ? AND "
                         "m.shown");
    if (looksUp) {
        sql.also(QStringLiteral("word MATCH ?"), { matchOf(words) });
    }
    if (search.direction) {
        sql.also(QStringLiteral("m.direction = ?"), { static_cast<int>(*search.direction) });
    }
    if (search.since.isValid()) {
        sql.also(QStringLiteral("m.time >= ?"), { search.since.toMSecsSinceEpoch() });
    }
    if (search.until.isValid()) {
        sql.also(QStringLiteral("m.time < ?"), { search.until.toMSecsSinceEpoch() });
    }
    if (search.conversations) {
        sql.also(u"m.chat IN " + chats, {});
    }
    sql.text += looksUp ? u" ORDER BY w.rowid DESC" : u" ORDER BY m.id DESC";
    return sql;
}

Result<QList<SearchHit>> SearchIndex::tryToFind(const MessageSearch &search, int limit,
                                                const std::function<bool()> &stops)
{
    if (const auto opened = open(); !opened) {
        return tl::unexpected(opened.error());
    }
    const SearchWords words = SearchWords::of(search.text);
    const bool filters = search.conversations || search.direction || search.since.isValid() || search.until.isValid()
        || !search.has.isEmpty();
    const bool nothing = words.phrases.isEmpty() && (!filters || !search.text.trimmed().isEmpty());
    if (nothing || (search.conversations && search.conversations->isEmpty())) {
        return QList<SearchHit>();
    }
    const auto chats = search.conversations ? chatsOf(*search.conversations) : Result<QString>();
    const auto few = search.conversations && chats ? areFew(*chats) : Result<bool>(false);
    const auto newest = number(QStringLiteral("SELECT coalesce(max(id), 0) FROM stored.message"));
    const auto oldest = number(QStringLiteral("SELECT coalesce(min(id), 0) FROM stored.message"));
    if (!chats || !few || !newest || !oldest) {
        return tl::unexpected(!chats ? chats.error()
                                     : (!few ? few.error() : (newest ? oldest.error() : newest.error())));
    }
    qint64 step = *few ? *newest - *oldest + 1 : rowsAtFirst;
    Candidates found { statementOf(search, words, *chats, *few), words, search.has, stops, qMax(limit, candidates) };
    for (qint64 last = *newest; last >= *oldest && found.rows.size() < found.most;) {
        const qint64 first = qMax(*oldest, last - step + 1);
        const auto looked = look(found, first, last);
        const auto next = looked // there may be none for long
            ? number(QStringLiteral("SELECT coalesce(max(id), %1 - 1) FROM stored.message WHERE id < %2")
                         .arg(*oldest)
                         .arg(first))
            : tl::unexpected(looked.error());
        if (!next) {
            return tl::unexpected(next.error());
        }
        last = *next;
        step = qMax(step, qMin(2 * step, rowsAtOnce));
    }
    std::stable_sort(found.rows.begin(), found.rows.end(),
                     [](const Row &a, const Row &b) { return a.score > b.score; });
    return hitsOf(found.rows.mid(0, limit), words);
}

/// Adds the messages between these rows that fit.
Result<> SearchIndex::look(Candidates &found, qint64 first, qint64 last)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(found.sql.text);
    const QVariantList values = QVariantList { first, last } + found.sql.values;
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return failure(storageError(query.lastError()));
    }
    while (found.rows.size() < found.most && query.next()) {
        if (found.stops()) {
            return failure(Error::Kind::Cancelled, QStringLiteral("nobody waits for it"));
        }
        const QString body = query.value(1).toString();
        const WordCount count = countWords(found.words, body);
        if ((found.sql.looksUp || count.isComplete) && has(body, found.has)) {
            const auto time = QDateTime::fromMSecsSinceEpoch(query.value(2).toLongLong(), Qt::UTC);
            found.rows.append({ query.value(0).toLongLong(), scoreOf(body, time, found.words, count) });
        }
    }
    return query.lastError().isValid() ? failure(storageError(query.lastError())) : Result<>();
}

/// Only what is shown is read in full.
Result<QList<SearchHit>> SearchIndex::hitsOf(const QList<Row> &rows, const SearchWords &words)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(selectMessages(QStringLiteral("stored.")) % u"WHERE m.id = ?");
    QList<SearchHit> hits;
    for (const Row &row : rows) {
        query.bindValue(0, row.id);
        if (!query.exec()) {
            return failure(storageError(query.lastError()));
        }
        if (query.next()) {
            const ChatMessage message = messageOf(query);
            hits.append({ message, row.score, excerptOf(words, message.body) });
        }
    }
    return hits;
}

} // namespace natter
