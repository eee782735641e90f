// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/archive_gap.h"
#include "store/archive_store.h"
#include "store/message_store.h"

#include <QHash>

namespace natter {

/// The rows that an import gives to messages, from the greatest downwards: those below all or, above a gap of the
/// archive, those that were left for filling it. Within a transaction.
class MergeRows
{
public:
    MergeRows(Database &database, MessageStore &messages, ArchiveStore &archive);

    Result<> begin();
    /// How many parts the account's conversations have: one above each gap and, if it is not the last of those, one
    /// below all.
    Result<int> gaps(const Jid &account);
    /// The gap below that part, as it was.
    const ArchiveGap &gap(const Jid &account, int part) { return m_accounts[account][part].before; }
    /// Whether a row that was there before is below the part.
    bool isBelow(qint64 row, const Jid &account, int part);
    /// The next row of the part.
    Result<qint64> take(const Jid &account, int part);
    /// It was given by take().
    bool isTaken(qint64 row, const Jid &account);
    /// Notes the rows for the search, and what is left of the room of the gaps.
    Result<> end();

private:
    struct Gap
    {
        ArchiveGap before;
        ArchiveGap now;
    };

    Result<> noteRows();

    Database &m_database;
    MessageStore &m_messages;
    ArchiveStore &m_archive;
    QHash<Jid, QList<Gap>> m_accounts; ///< the newest gap first
    qint64 m_below = 0; ///< the next row below all
    qint64 m_lowest = 0; ///< of all messages before
    QList<qint64> m_taken;
};

} // namespace natter
