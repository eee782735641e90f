// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_sql.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>
#include <QVariant>

namespace natter {

static QStringList rowsOf(QSqlQuery &query)
{
    QStringList rows;
    while (query.next()) {
        QStringList columns;
        for (int i = 0; i < query.record().count(); ++i) {
            columns.append(query.value(i).toString());
        }
        rows.append(columns.join(u'|'));
    }
    return rows;
}

QStringList rawSql(const QString &path, const QStringList &statements)
{
    const QString name = QUuid::createUuid().toString();
    QStringList rows;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        if (!database.open()) {
            qFatal("cannot open %s", qPrintable(path));
        }
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            if (!query.exec(statement)) {
                qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
            }
            rows = rowsOf(query);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return rows;
}

} // namespace natter
