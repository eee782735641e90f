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

    /// An account, and the room whose archive it is; null: the account's own.
    using Archive = std::pair<Jid, Jid>;

    Result<> begin();
    /// How many parts the conversations of that archive have: one above each gap and, if it is not the last of those,
    /// one below all.
    Result<int> gaps(const Archive &archive);
    /// The gap below that part, as it was.
    const ArchiveGap &gap(const Archive &archive, int part) { return m_archives[archive][part].before; }
    /// Whether a row that was there before is below the part.
    bool isBelow(qint64 row, const Archive &archive, int part);
    /// The next row of the part.
    Result<qint64> take(const Archive &archive, int part);
    /// It was given by take().
    bool isTaken(qint64 row, const Archive &archive);
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
    QHash<Archive, QList<Gap>> m_archives; ///< the newest gap first
    qint64 m_below = 0; ///< the next row below all
    qint64 m_lowest = 0; ///< of all messages before
    QList<qint64> m_taken;
};

} // namespace natter
