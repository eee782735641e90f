// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storage_error.h"

#include <QSqlError>

namespace natter {

/// The codes of sqlite3.h that mean something to people.
static Error::Kind kindOf(int code)
{
    if (code == 4874) { // SQLITE_IOERR_SHMSIZE: no room for the index of the log
        return Error::Kind::StorageFull;
    }
    switch (code & 0xff) {
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
        return Error::Kind::ReadOnly;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return Error::Kind::StorageDamaged;
    case 13: // SQLITE_FULL
        return Error::Kind::StorageFull;
    default:
        return Error::Kind::Storage;
    }
}

Error storageError(const QSqlError &error) { return { kindOf(error.nativeErrorCode().toInt()), error.text(), {}, {} }; }

} // namespace natter
