// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>

namespace natter {

/// An SQLite file of ours or of another program, from which is only read: all as it was at one moment, even if somebody
/// writes to it meanwhile. Used on the thread that made it.
class ReadOnlyDatabase
{
public:
    explicit ReadOnlyDatabase(const QString &path);
    ~ReadOnlyDatabase();
    Q_DISABLE_COPY_MOVE(ReadOnlyDatabase)

    /// From here on nothing changes. Errors: ReadOnly, Storage, StorageDamaged.
    Result<> open();
    /// Whether it has all of these tables.
    bool hasTables(const QStringList &names) const;
    bool hasColumn(const QString &table, const QString &column) const;

    /// Calls `take` for each row that the statement finds, until that fails; answers with its error then.
    Result<> each(const QString &sql, const QVariantList &values,
                  const std::function<Result<>(const QSqlQuery &row)> &take) const;

private:
    const QString m_path;
    const QString m_connection;
    QSqlDatabase m_database;
};

} // namespace natter
