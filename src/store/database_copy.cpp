// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database_copy.h"

#include "store/database.h"
#include "store/database_file.h"
#include "store/storage_error.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace natter {

static Result<> execute(const QString &path, const QString &statement)
{
    const QString connection = QUuid::createUuid().toString();
    Result<> done;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        QSqlQuery query(database);
        if (!database.open()) {
            done = failure(storageError(database.lastError()));
        } else if (query = QSqlQuery(database); !query.exec(statement)) {
            done = failure(storageError(query.lastError()));
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return done;
}

Result<> copyDatabase(const QString &from, const QString &to)
{
    if (const auto made = makeDatabaseFile(to); !made) {
        return made;
    }
    const auto copied = execute(from, u"VACUUM INTO '" + QString(to).replace(u'\'', QStringLiteral("''")) + u'\'');
    const auto cleared = copied ? execute(to, QStringLiteral("DELETE FROM stream")) : copied;
    // What is still to be sent is the running program's to send: the copy may come back long after that
    const auto stopped = cleared
        ? execute(to,
                  QStringLiteral("UPDATE message SET delivery = 3, failure = 'not-confirmed', number = "
                                 "NULL WHERE delivery IN (1, 4)"))
        : cleared;
    return stopped ? execute(to, QStringLiteral("UPDATE later SET state = 2")) : stopped;
}

Result<> checkCopy(const QString &path)
{
    Result<> checked;
    QString quarantined;
    {
        Database database(path);
        checked = database.open();
        quarantined = database.quarantined();
    }
    for (const auto *part : databaseParts) {
        if (!quarantined.isEmpty()) {
            QFile::remove(quarantined + QLatin1String(part));
        }
    }
    return checked && !quarantined.isEmpty() ? failure(Error::Kind::StorageDamaged, path + u" is damaged") : checked;
}

} // namespace natter
