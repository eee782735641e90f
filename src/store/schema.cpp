// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <QDir>
#include <QFile>

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

} // namespace natter::schema
