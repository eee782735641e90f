// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/read_only_database.h"

#include "store/storage_error.h"

#include <QFileInfo>
#include <QSqlError>
#include <QSqlRecord>
#include <QUuid>

#include <algorithm>

namespace natter {

ReadOnlyDatabase::ReadOnlyDatabase(const QString &path) : m_path(path), m_connection(QUuid::createUuid().toString()) { }

ReadOnlyDatabase::~ReadOnlyDatabase()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> ReadOnlyDatabase::open()
{
    if (!QFileInfo(m_path).isReadable()) {
        return failure(Error::Kind::ReadOnly, m_path + u" cannot be read");
    }
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open()) {
        return failure(storageError(m_database.lastError()));
    }
    // Only the first read fixes the moment
    for (const auto *statement : { "BEGIN", "SELECT count(*) FROM sqlite_schema" }) {
        QSqlQuery query(m_database);
        if (!query.exec(QLatin1String(statement))) {
            return failure(storageError(query.lastError()));
        }
        query.next();
    }
    return {};
}

bool ReadOnlyDatabase::hasTables(const QStringList &names) const
{
    const QStringList tables = m_database.tables();
    return std::all_of(names.cbegin(), names.cend(), [&tables](const QString &name) { return tables.contains(name); });
}

bool ReadOnlyDatabase::hasColumn(const QString &table, const QString &column) const
{
    return m_database.record(table).contains(column);
}

Result<> ReadOnlyDatabase::each(const QString &sql, const QVariantList &values,
                                const std::function<Result<>(const QSqlQuery &row)> &take) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return failure(storageError(query.lastError()));
    }
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return failure(storageError(query.lastError()));
    }
    while (query.next()) {
        if (const auto taken = take(query); !taken) {
            return taken;
        }
    }
    return query.lastError().isValid() ? failure(storageError(query.lastError())) : Result<>();
}

} // namespace natter
