// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_rows.h"

#include <algorithm>

namespace natter {

static constexpr int margin = 12; ///< above the first and below the last row

void TimelineRows::insert(int first, int count)
{
    m_rows.insert(m_rows.begin() + first, static_cast<size_t>(count), Row {});
}

void TimelineRows::remove(int first, int count)
{
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
}

void TimelineRows::position()
{
    int y = margin;
    for (Row &row : m_rows) {
        row.top = y;
        y += row.height;
    }
    m_contentHeight = y + margin;
}

int TimelineRows::rowAt(int y) const
{
    const auto after =
        std::upper_bound(m_rows.begin(), m_rows.end(), y, [](int value, const Row &row) { return value < row.top; });
    return after == m_rows.begin() ? (m_rows.empty() ? -1 : 0) : static_cast<int>(after - m_rows.begin()) - 1;
}

int TimelineRows::rowOf(qint64 id) const
{
    const auto found =
        std::lower_bound(m_rows.begin(), m_rows.end(), id, [](const Row &row, qint64 each) { return row.id < each; });
    return found == m_rows.end() || found->id != id ? -1 : static_cast<int>(found - m_rows.begin());
}

TimelineRows::Anchor TimelineRows::anchorAt(int y) const
{
    const int row = rowAt(y);
    return row < 0 ? Anchor() : Anchor { (*this)[row].id, y - (*this)[row].top };
}

int TimelineRows::yOf(const Anchor &anchor) const
{
    const int row = rowOf(anchor.id);
    return row < 0 ? -1 : (*this)[row].top + anchor.offset;
}

} // namespace natter
