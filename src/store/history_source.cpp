// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_source.h"

#include "store/exported_history.h"
#include "store/foreign_history.h"

#include <QFile>

namespace natter {

using Opened = Result<std::unique_ptr<HistorySource>>;

static bool isSqlite(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(15) == "SQLite format 3";
}

static Opened openDatabase(const QString &path)
{
    auto database = std::make_unique<ReadOnlyDatabase>(path);
    if (const auto opened = database->open(); !opened) {
        return tl::unexpected(opened.error());
    }
    if (OldGajimHistory::isIn(*database)) {
        return std::make_unique<OldGajimHistory>(std::move(database));
    }
    if (DinoHistory::isIn(*database)) {
        return std::make_unique<DinoHistory>(std::move(database));
    }
    if (GajimHistory::isIn(*database)) {
        return std::make_unique<GajimHistory>(std::move(database));
    }
    return failure(Error::Kind::InvalidInput, path + u" is no database of Gajim or Dino");
}

Opened openHistory(const QString &path, const std::function<bool()> &stops)
{
    const auto isOurs = ExportedHistory::isOne(path);
    if (!isOurs) {
        return tl::unexpected(isOurs.error());
    }
    if (*isOurs) {
        auto exported = std::make_unique<ExportedHistory>(path);
        const auto opened = exported->open(stops);
        return opened ? Opened(std::move(exported)) : tl::unexpected(opened.error());
    }
    return isSqlite(path) ? openDatabase(path)
                          : failure(Error::Kind::InvalidInput, path + u" is no history that Natter can read");
}

} // namespace natter
