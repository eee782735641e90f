// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/merge_rows.h"

#include <algorithm>

namespace natter {

MergeRows::MergeRows(Database &database, MessageStore &messages, ArchiveStore &archive)
    : m_database(database)
    , m_messages(messages)
    , m_archive(archive)
{
}

Result<> MergeRows::begin()
{
    const auto below = m_messages.rowBelowAll();
    if (!below) {
        return tl::unexpected(below.error());
    }
    m_below = *below;
    m_lowest = *below + 1;
    return {};
}

Result<int> MergeRows::gaps(const Archive &archive)
{
    if (!m_archives.contains(archive)) {
        const auto &[account, room] = archive;
        auto found = room.isNull() ? m_archive.gaps(account) : m_archive.gapsOf({ account, room });
        if (!found) {
            return tl::unexpected(found.error());
        }
        std::sort(found->begin(), found->end(), [](const ArchiveGap &a, const ArchiveGap &b) {
            return !a.isBeforeAll() && (b.isBeforeAll() || a.top > b.top);
        });
        QList<Gap> gaps;
        for (const ArchiveGap &gap : std::as_const(*found)) {
            gaps.append({ gap, gap });
        }
        m_archives.insert(archive, gaps);
    }
    return static_cast<int>(m_archives.value(archive).size());
}

bool MergeRows::isBelow(qint64 row, const Archive &archive, int part)
{
    const ArchiveGap &gap = m_archives[archive][part].before;
    return !gap.isBeforeAll() && row <= gap.top;
}

Result<qint64> MergeRows::take(const Archive &archive, int part)
{
    QList<Gap> &gaps = m_archives[archive];
    qint64 row = 0;
    if (part < gaps.size() && !gaps[part].now.isBeforeAll()) { // what was before all may have got room meanwhile
        row = gaps[part].now.top--;
    } else {
        Gap *last = part == gaps.size() && !gaps.isEmpty() ? &gaps.last() : nullptr;
        if (last && last->now.isBeforeAll()) {
            last->now.top = m_below; // what fills it has its place above what is taken from here on
            m_below -= MessageStore::room;
            if (const auto left = m_messages.leaveRowsFrom(m_below); !left) {
                return tl::unexpected(left.error());
            }
        }
        row = m_below--;
    }
    m_taken.append(row);
    return row;
}

bool MergeRows::isTaken(qint64 row, const Archive &archive)
{
    const QList<Gap> &gaps = m_archives[archive];
    return row < m_lowest || std::any_of(gaps.cbegin(), gaps.cend(), [row](const Gap &gap) {
               return !gap.before.isBeforeAll() && row <= gap.before.top && row > gap.now.top;
           });
}

/// In pieces without holes.
Result<> MergeRows::noteRows()
{
    std::sort(m_taken.begin(), m_taken.end());
    for (qsizetype first = 0; first < m_taken.size();) {
        qsizetype last = first;
        while (last + 1 < m_taken.size() && m_taken[last + 1] == m_taken[last] + 1) {
            ++last;
        }
        const auto noted = m_database.run(QStringLiteral("INSERT INTO filled (first, last) VALUES (?, ?)"),
                                          { m_taken[first], m_taken[last] });
        if (!noted) {
            return tl::unexpected(noted.error());
        }
        first = last + 1;
    }
    return {};
}

Result<> MergeRows::end()
{
    Result<> done = noteRows();
    for (const QList<Gap> &gaps : std::as_const(m_archives)) {
        for (const Gap &gap : gaps) {
            if (done && gap.now != gap.before) {
                done = m_archive.narrowGap(gap.now.id, { gap.now.newer, gap.now.newerTime }, gap.now.top);
            }
        }
    }
    return done;
}

} // namespace natter
