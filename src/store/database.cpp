// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/log.h"
#include "store/database_file.h"
#include "store/schema.h"
#include "store/storage_error.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <algorithm>
#include <array>

namespace natter {

static constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
static constexpr int believableVersions = 10'000; ///< no program will ever know that many

Database::Database(const QString &path) : m_path(path), m_connection(QUuid::createUuid().toString()) { }

Database::~Database() { close(); }

void Database::close()
{
    qDeleteAll(m_prepared);
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> Database::open()
{
    m_unusable.reset();
    Result<> opened = tryOpen();
    if (!opened && opened.error().kind == Error::Kind::StorageDamaged) {
        qCCritical(logStore).noquote() << "the database is damaged:" << opened.error().detail;
        close();
        if (quarantine()) {
            opened = tryOpen();
        }
    }
    if (!opened) {
        close();
        Error named = opened.error();
        if (!named.detail.startsWith(m_path)) { // SQLite does not say which file it speaks of
            named.detail = m_path + u": " + named.detail;
        }
        m_unusable = named;
        return tl::unexpected(named);
    }
    return opened;
}

Result<> Database::tryOpen()
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder)) {
        QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner);
    }
    if (auto made = makeDatabaseFile(m_path); !made) {
        return made;
    }
    // SQLite would open it all the same, and leave a log beside it that is as unwritable, for good
    for (const auto *suffix : databaseParts) {
        const QFileInfo part(m_path + QLatin1String(suffix));
        if (part.exists() && !part.isWritable()) {
            return failure(Error::Kind::ReadOnly, part.filePath() + u" is not writable");
        }
    }
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open()) {
        return failure(storageError(m_database.lastError()));
    }
    const auto current = version(); // before anything that may write
    if (!current) {
        return tl::unexpected(current.error());
    }
    if (auto known = checkSchema(*current); !known) {
        return known;
    }
    if (auto writable = checkWritable(*current); !writable) {
        return writable;
    }
    for (const auto *pragma : { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                                "PRAGMA secure_delete=ON" }) {
        const auto set = run(QString::fromLatin1(pragma));
        if (!set) {
            return tl::unexpected(set.error());
        }
        (*set)->finish();
    }
    const auto sound = checkPages();
    return sound ? migrate(*current) : sound;
}

bool Database::quarantine()
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    m_quarantined = m_path + u".damaged-" + stamp;
    for (const auto *suffix : databaseParts) {
        const QString part = m_path + QLatin1String(suffix);
        if (QFile::exists(part) && !QFile::rename(part, m_quarantined + QLatin1String(suffix))) {
            return false;
        }
    }
    return true;
}

Result<int> Database::version()
{
    const auto found = run(QStringLiteral("PRAGMA user_version"));
    if (!found) {
        return tl::unexpected(found.error());
    }
    (*found)->next();
    const int current = (*found)->value(0).toInt();
    (*found)->finish();
    const int known = schema::newest();
    if (known == 0) {
        return failure(Error::Kind::Storage, QStringLiteral("the program lacks its database scripts"));
    }
    if (current < 0 || current >= believableVersions) {
        return failure(Error::Kind::StorageDamaged, QStringLiteral("version %1").arg(current));
    }
    if (current > known) {
        return failure(Error::Kind::StorageTooNew,
                       QStringLiteral("version %1, this program knows %2").arg(current).arg(known));
    }
    return current;
}

Result<> Database::checkSchema(int version)
{
    const auto same = schema::isThatOf(m_database, version);
    if (same && !*same) {
        return failure(Error::Kind::StorageDamaged, QStringLiteral("not the tables of version %1").arg(version));
    }
    return same ? Result<>() : tl::unexpected(same.error());
}

/// SQLite does not write to a file whose header says that only later versions of it may.
Result<> Database::checkWritable(int version)
{
    if (const auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return tl::unexpected(begun.error());
    }
    const auto written = run(QStringLiteral("PRAGMA user_version=%1").arg(version));
    run(QStringLiteral("ROLLBACK"));
    if (written) {
        return {};
    }
    const bool allowed = QFile(m_path).open(QIODevice::ReadWrite | QIODevice::ExistingOnly);
    if (written.error().kind == Error::Kind::ReadOnly && allowed) {
        return failure(Error::Kind::StorageDamaged, written.error().detail);
    }
    return tl::unexpected(written.error());
}

static constexpr qint64 emptyingInterval = 30'000; // milliseconds
static constexpr qint64 wholeCheckBytes = 16 * 1024 * 1024;

Result<> Database::checkPages()
{
    // Comparing all indexes with their tables takes too long for a large one
    const bool small = QFileInfo(m_path).size() < wholeCheckBytes;
    const auto check =
        run(small ? QStringLiteral("PRAGMA integrity_check(1)") : QStringLiteral("PRAGMA quick_check(1)"));
    if (!check) {
        return tl::unexpected(check.error());
    }
    if (!(*check)->next() || (*check)->value(0).toString() != u"ok") {
        return failure(Error::Kind::StorageDamaged, (*check)->value(0).toString());
    }
    (*check)->finish();
    return {};
}

Result<> Database::migrate(int from)
{
    for (int next = from + 1; next <= schema::newest(); ++next) {
        auto applied = inTransaction([&]() -> Result<> {
            if (auto done = applyScript(next); !done) {
                return done;
            }
            if (auto set = run(QStringLiteral("PRAGMA user_version=%1").arg(next)); !set) {
                return tl::unexpected(set.error());
            }
            return {};
        });
        if (!applied) {
            return applied;
        }
    }
    return {};
}

Result<> Database::applyScript(int version)
{
    const auto statements = schema::script(version);
    if (!statements) {
        return tl::unexpected(statements.error());
    }
    for (const QString &statement : *statements) {
        QSqlQuery query(m_database);
        if (!query.exec(statement)) {
            return failure(storageError(query.lastError()));
        }
    }
    return {};
}

/// Without waiting, nothing is copied from the log either: the sync for that would fail without a word.
Result<> Database::setSynchronous(Waiting waiting)
{
    const bool waits = waiting == Waiting::Yes;
    for (const QString &pragma :
         { waits ? QStringLiteral("PRAGMA synchronous=FULL") : QStringLiteral("PRAGMA synchronous=NORMAL"),
           waits ? QStringLiteral("PRAGMA wal_autocheckpoint=1000") : QStringLiteral("PRAGMA wal_autocheckpoint=0") }) {
        const auto set = run(pragma);
        if (!set) {
            return tl::unexpected(set.error());
        }
        (*set)->finish();
    }
    return {};
}

/// What a failed sync was about may never get to the disk, however well the next one goes. Where that took something
/// committed with it, all that is committed behind it in the log would go with the power. The database gets it instead.
/// Where another program reads it just now, that has to wait, and the person does not.
Result<> Database::emptyLog()
{
    if (m_sinceEmptying.isValid() && m_sinceEmptying.elapsed() < emptyingInterval) {
        return {};
    }
    const auto emptied = run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (!emptied) {
        return tl::unexpected(emptied.error());
    }
    const bool isBusy = !(*emptied)->next() || (*emptied)->value(0).toInt() != 0;
    (*emptied)->finish();
    if (isBusy) {
        m_sinceEmptying.start();
    } else {
        m_sinceEmptying.invalidate();
        m_hasDeleted = false;
        m_mayLack = false;
        m_isBehind = false;
    }
    return {};
}

void Database::emptyLogSoon()
{
    m_hasDeleted = true;
    m_sinceEmptying.invalidate();
    if (!m_inTransaction) { // else at its end
        emptyLogNow();
    }
}

/// Waits for nobody who reads.
void Database::emptyLogNow()
{
    run(QStringLiteral("PRAGMA busy_timeout=0")).map([](QSqlQuery *set) { set->finish(); });
    emptyLog();
    run(QStringLiteral("PRAGMA busy_timeout=5000")).map([](QSqlQuery *set) { set->finish(); });
}

/// quick_check does not compare the indexes with their tables. True if another try may do better.
bool Database::rebuildIndexes()
{
    return !std::exchange(m_indexesRebuilt, true) && QSqlQuery(m_database).exec(QStringLiteral("REINDEX"));
}

static bool beginsToWrite(const QString &sql)
{
    static constexpr std::array words { u"BEGIN", u"INSERT", u"UPDATE", u"DELETE" };
    return std::any_of(words.cbegin(), words.cend(), [&](const char16_t *word) { return sql.startsWith(word); });
}

Result<QSqlQuery *> Database::run(const QString &sql, const QVariantList &values)
{
    if (m_unusable) {
        return failure(*m_unusable);
    }
    if (m_mayLack && !m_inTransaction && beginsToWrite(sql)) {
        if (const auto emptied = emptyLog(); !emptied) {
            return tl::unexpected(emptied.error());
        }
    }
    QSqlQuery *&query = m_prepared[sql];
    if (!query) {
        query = new QSqlQuery(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const Error error = storageError(query->lastError());
            delete query;
            m_prepared.remove(sql);
            return failure(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i) {
        // A null string is an empty text here, never SQL's NULL
        const bool nullText = values[i].typeId() == QMetaType::QString && values[i].toString().isNull();
        query->bindValue(static_cast<int>(i), nullText ? QVariant(QLatin1String("")) : values[i]);
    }
    if (!query->exec()) {
        const Error error = storageError(query->lastError());
        query->finish();
        m_mayLack = m_mayLack || m_isBehind;
        return error.kind == Error::Kind::StorageDamaged && rebuildIndexes() ? run(sql, values) : failure(error);
    }
    return query;
}

Result<> Database::change(const QString &sql, const QVariantList &values)
{
    const auto ran = run(sql, values);
    return ran ? Result<>() : tl::unexpected(ran.error());
}

Result<qint64> Database::number(const QString &sql, const QVariantList &values)
{
    const auto found = run(sql, values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const qint64 value = (*found)->next() ? (*found)->value(0).toLongLong() : 0;
    (*found)->finish();
    return value;
}

} // namespace natter
