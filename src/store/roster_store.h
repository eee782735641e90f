// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/roster_item.h"
#include "store/database.h"

namespace natter {

/// An account's contacts as last seen, so that the list is there before the server answers. Store thread only.
class RosterStore
{
public:
    struct Stored
    {
        QList<RosterItem> items;
        QString version; ///< RFC 6121, 2.6
    };

    explicit RosterStore(Database &database);

    Result<Stored> load(const Jid &account);
    Result<> replace(const Jid &account, const QList<RosterItem> &items, const QString &version);
    /// Adds, changes or (subscription Remove) removes one.
    Result<> change(const Jid &account, const RosterItem &item, const QString &version);

private:
    Result<> write(const Jid &account, const RosterItem &item);
    Result<> setVersion(const Jid &account, const QString &version);

    Database &m_database;
};

} // namespace natter
