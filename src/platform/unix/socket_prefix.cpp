// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_parts.h"

#include <QDir>
#include <QStandardPaths>

namespace natter {

QString socketPrefix()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return (folder.isEmpty() ? QDir::tempPath() : folder) + u'/';
}

} // namespace natter
