// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/message_place.h"

#include <QtGlobal>

#include <vector>

namespace natter {

/// How high the rows of a timeline are, and where each of them stands in its content.
class TimelineRows
{
public:
    struct Row
    {
        qint64 id = 0; ///< the message's row in the store
        MessagePlace place;
        int height = 0;
        int top = 0; ///< in the content
    };
    /// A place in the content that survives changes: a message, and how far below its top.
    struct Anchor
    {
        qint64 id = 0;
        int offset = 0;
    };

    int count() const { return static_cast<int>(m_rows.size()); }
    bool isEmpty() const { return m_rows.empty(); }
    Row &operator[](int row) { return m_rows[static_cast<size_t>(row)]; }
    const Row &operator[](int row) const { return m_rows[static_cast<size_t>(row)]; }

    void reset(int count) { m_rows.assign(static_cast<size_t>(count), {}); }
    void insert(int first, int count);
    void remove(int first, int count);
    /// Puts each below the one before, after heights have changed.
    void position();
    int contentHeight() const { return m_contentHeight; }

    /// The row at that place in the content, or the nearest; -1: there is none.
    int rowAt(int y) const;
    int rowOf(qint64 id) const; ///< -1 if it is not here
    Anchor anchorAt(int y) const;
    /// Where that is by now; -1 if the message is not here.
    int yOf(const Anchor &anchor) const;

private:
    std::vector<Row> m_rows;
    int m_contentHeight = 0;
};

} // namespace natter
