// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chosen_row.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace natter {

static constexpr double radius = 6;

void paintChosenRow(QPainter &painter, const QStyleOptionViewItem &option)
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of(option.palette).selectedRow);
        painter.drawRoundedRect(option.rect, radius, radius);
    }
}

} // namespace natter
