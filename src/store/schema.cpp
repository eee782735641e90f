// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include "store/storage_error.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>

// Resources of a static library have to be asked for, and that outside of any namespace.
static bool initialiseResources()
{
    Q_INIT_RESOURCE(store);
    return true;
}

namespace natter::schema {

[[maybe_unused]] static const bool resourcesReady = initialiseResources();

static QStringList scriptNames()
{
    return QDir(QStringLiteral(":/sql")).entryList({ QStringLiteral("*.sql") }, QDir::Files, QDir::Name);
}

int newest() { return static_cast<int>(scriptNames().size()); }

Result<QStringList> script(int version)
{
    QFile file(u":/sql/" + scriptNames().value(version - 1));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Storage, file.errorString());
    }
    // Statements end with a semicolon at the end of a line; see docs/store.md
    QStringList statements = QString::fromUtf8(file.readAll()).split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
    statements.removeIf([](const QString &statement) { return statement.trimmed().isEmpty(); });
    return statements;
}

/// Tables and indexes by their names, and what each consists of. Not the statements that made them: each version of
/// SQLite keeps those in its own way once a table was altered.
using Objects = QMap<QString, QString>;

static constexpr auto everything = R"(
SELECT t.name, 'column', c.name, c.type, c."notnull", c.dflt_value, c.pk
  FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
UNION ALL
SELECT t.name, 'reference', f."from", f."table", f."to", f.on_delete, f.on_update
  FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
UNION ALL
SELECT i.name, 'index', t.name, i."unique", i.partial, x.seqno, x.name
  FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) x WHERE t.type = 'table'
UNION ALL
SELECT name, type, sql, '', '', '', '' FROM sqlite_schema WHERE type IN ('trigger', 'view')
)";

static Result<Objects> objectsOf(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(QLatin1String(everything))) {
        // SQLITE_ERROR: a format that nobody writes
        const bool strange = query.lastError().nativeErrorCode() == u"1";
        return failure(strange ? Error { Error::Kind::StorageDamaged, query.lastError().text(), {}, {} }
                               : storageError(query.lastError()));
    }
    Objects objects;
    while (query.next()) {
        QString &object = objects[query.value(0).toString()];
        for (int column = 1; column < 7; ++column) {
            object += query.value(column).toString().simplified() + u' ';
        }
    }
    return objects;
}

static Result<> apply(const QSqlDatabase &database, int version)
{
    const auto statements = script(version);
    if (!statements) {
        return tl::unexpected(statements.error());
    }
    for (const QString &statement : *statements) {
        QSqlQuery query(database);
        if (!query.exec(statement)) {
            return failure(Error::Kind::Storage, query.lastError().text());
        }
    }
    return {};
}

/// What the scripts make of an empty database, one after the other: the objects of each version.
static Result<QList<Objects>> history(QSqlDatabase memory)
{
    memory.setDatabaseName(QStringLiteral(":memory:"));
    if (!memory.open()) {
        return failure(Error::Kind::Storage, memory.lastError().text());
    }
    QList<Objects> all { {} };
    for (int version = 1; version <= newest(); ++version) {
        const auto applied = apply(memory, version);
        const auto objects = applied ? objectsOf(memory) : tl::unexpected(applied.error());
        if (!objects) {
            return tl::unexpected(objects.error());
        }
        all.append(*objects);
    }
    return all;
}

Result<bool> isThatOf(const QSqlDatabase &database, int version)
{
    const QString connection = QUuid::createUuid().toString();
    const auto all = history(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection));
    QSqlDatabase::removeDatabase(connection);
    const auto found = objectsOf(database);
    if (!all || !found) {
        return tl::unexpected(all ? found.error() : all.error());
    }
    QSet<QString> names; // of all that any version has: what a later script makes must not be there yet
    for (const Objects &objects : *all) {
        for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
            names.insert(object.key());
        }
    }
    const Objects &expected = all->at(version);
    return std::all_of(names.cbegin(), names.cend(),
                       [&](const QString &name) { return found->value(name) == expected.value(name); });
}

} // namespace natter::schema
