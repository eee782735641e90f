// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

// Resources of a static library have to be asked for, and that outside of any namespace.
static bool initialiseResources()
{
    Q_INIT_RESOURCE(store);
    return true;
}

namespace natter {

[[maybe_unused]] static const bool resourcesReady = initialiseResources();

static constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// SQLite's result codes (sqlite3.h) that mean something to people.
static Error storageError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == 4874) { // SQLITE_IOERR_SHMSIZE: no room for the index of the log
        return { Error::Kind::StorageFull, error.text(), {}, {} };
    }
    switch (code & 0xff) {
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
        return { Error::Kind::ReadOnly, error.text(), {}, {} };
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return { Error::Kind::StorageDamaged, error.text(), {}, {} };
    case 13: // SQLITE_FULL
        return { Error::Kind::StorageFull, error.text(), {}, {} };
    default:
        return { Error::Kind::Storage, error.text(), {}, {} };
    }
}

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
        m_unusable = opened.error();
    }
    return opened;
}

Result<> Database::tryOpen()
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder)) {
        QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner);
    }
    if (!QFile::exists(m_path)) {
        QFile file(m_path); // made here, so that it is never readable by others, not for a moment
        if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, ownerOnly)) {
            return failure(Error::Kind::ReadOnly, m_path + u": " + file.errorString());
        }
    }
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open()) {
        return failure(storageError(m_database.lastError()));
    }
    if (const auto current = version(); !current) { // before anything that may write
        return tl::unexpected(current.error());
    }
    for (const auto *pragma : { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                                "PRAGMA secure_delete=ON" }) {
        const auto set = run(QString::fromLatin1(pragma));
        if (!set) {
            return tl::unexpected(set.error());
        }
        (*set)->finish();
    }
    const auto check = run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check) {
        return tl::unexpected(check.error());
    }
    if (!(*check)->next() || (*check)->value(0).toString() != u"ok") {
        return failure(Error::Kind::StorageDamaged, (*check)->value(0).toString());
    }
    (*check)->finish();
    return migrate();
}

bool Database::quarantine()
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    m_quarantined = m_path + u".damaged-" + stamp;
    for (const auto *suffix : { "", "-wal", "-shm" }) {
        const QString part = m_path + QLatin1String(suffix);
        if (QFile::exists(part) && !QFile::rename(part, m_quarantined + QLatin1String(suffix))) {
            return false;
        }
    }
    return true;
}

static QStringList scriptNames()
{
    return QDir(QStringLiteral(":/sql")).entryList({ QStringLiteral("*.sql") }, QDir::Files, QDir::Name);
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
    const auto known = scriptNames().size();
    if (known == 0) {
        return failure(Error::Kind::Storage, QStringLiteral("the program lacks its database scripts"));
    }
    if (current < 0 || current > known) {
        return failure(Error::Kind::StorageTooNew,
                       QStringLiteral("version %1, this program knows %2").arg(current).arg(known));
    }
    return current;
}

Result<> Database::migrate()
{
    const auto current = version();
    if (!current) {
        return tl::unexpected(current.error());
    }
    const QStringList scripts = scriptNames();
    for (qsizetype i = *current; i < scripts.size(); ++i) {
        auto applied = inTransaction([&]() -> Result<> {
            if (auto done = applyScript(u":/sql/" + scripts[i]); !done) {
                return done;
            }
            if (auto set = run(QStringLiteral("PRAGMA user_version=%1").arg(i + 1)); !set) {
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

Result<> Database::applyScript(const QString &resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Storage, file.errorString());
    }
    // Statements end with a semicolon at the end of a line; see docs/store.md
    const QStringList statements = QString::fromUtf8(file.readAll()).split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
    for (const QString &statement : statements) {
        if (statement.trimmed().isEmpty()) {
            continue;
        }
        QSqlQuery query(m_database);
        if (!query.exec(statement)) {
            return failure(storageError(query.lastError()));
        }
    }
    return {};
}

Result<QSqlQuery *> Database::run(const QString &sql, const QVariantList &values)
{
    if (m_unusable) {
        return failure(*m_unusable);
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
        return failure(error);
    }
    return query;
}

} // namespace natter
