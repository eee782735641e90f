// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database_file.h"

#include <QFile>

namespace natter {

Result<> makeDatabaseFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        return failure(Error::Kind::ReadOnly, path + u": " + file.errorString());
    }
    return {};
}

} // namespace natter
