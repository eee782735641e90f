// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/jid.h"
#include "store/database.h"

#include <QDateTime>

#include <optional>

namespace natter {

/// How far each account's archive on the server is known here. Store thread only.
class ArchiveStore
{
public:
    struct Position
    {
        std::optional<QString> id; ///< the archive's, of the last message known; empty: the archive was empty
        QDateTime newest; ///< the time of the newest message of the account; null: there is none
    };

    explicit ArchiveStore(Database &database);

    Result<Position> position(const Jid &account);
    /// Joins the transaction that stores what came before the position, if there is one.
    Result<> setPosition(const Jid &account, const QString &id);

private:
    Database &m_database;
};

} // namespace natter
