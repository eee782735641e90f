// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace natter {

/// A second way into a database file, beside the code under test: opens it, runs the statements, closes it.
/// Each row of the last one becomes a text, columns separated by '|'.
QStringList rawSql(const QString &path, const QStringList &statements);

} // namespace natter
