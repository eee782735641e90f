// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>

namespace natter {

/// The object in a JSON file; empty if the file does not exist. A file that is not JSON is renamed to
/// "NAME.damaged-TIME" and the error, StorageDamaged, says so.
Result<QJsonObject> readJsonObject(const QString &path);
/// Renames a file that cannot be used, so that it is kept and a new one can be begun.
/// Errors: StorageDamaged (that was done; the detail names the copy), Storage (it was not).
Error putAside(const QString &path);

/// Replaces the file as a whole, readable by its owner alone. Errors: ReadOnly, StorageFull, Storage.
Result<> writeJsonObject(const QString &path, const QJsonObject &object);

} // namespace natter
