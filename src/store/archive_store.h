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
    /// A message's place in the archive.
    struct Place
    {
        QString id; ///< the archive's; empty: the archive was empty
        QDateTime time = {}; ///< when the message was sent; null: unknown
    };
    struct Position
    {
        std::optional<QString> id; ///< the archive's, of the last message known; empty: the archive was empty
        QDateTime time; ///< of that message or, where that is unknown, the newest of the account; null: there is none
        bool isFollowed = false; ///< the archive had an answer when it was asked last
    };

    explicit ArchiveStore(Database &database);

    Result<Position> position(const Jid &account);
    /// Joins the transaction that stores what came before the position, if there is one.
    Result<> setPosition(const Jid &account, const Place &place);

    /// The account's server says that it keeps no archive. The position stays, in case that it does again.
    Result<> setRefused(const Jid &account);

private:
    Database &m_database;
};

} // namespace natter
