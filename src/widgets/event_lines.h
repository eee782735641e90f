// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/message_style.h"

#include <QTextLayout>

#include <memory>
#include <vector>

namespace natter {

/// What happened in a room, each in a line of its own in the middle; what is long takes several.
class EventLines
{
public:
    EventLines(const QStringList &lines, const MessageStyle &style);

    double height() const { return m_height; } ///< 0 if nothing happened
    void paint(QPainter &painter, double top) const;

private:
    std::vector<std::unique_ptr<QTextLayout>> m_lines;
    QColor m_colour;
    double m_height = 0;
};

} // namespace natter
