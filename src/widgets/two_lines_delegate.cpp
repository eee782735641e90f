// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/two_lines_delegate.h"

#include "widgets/chosen_row.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QPainter>

namespace natter {

static constexpr int edge = 8;

void TwoLinesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    const QFontMetrics metrics(option.font);
    const QRect room = option.rect.adjusted(edge, edge, -edge, -edge);
    const Qt::Alignment side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintChosenRow(*painter, option);
    painter->setFont(option.font);
    painter->setPen(index.data(NeedsPersonRole).toBool() ? theme.warning : theme.muted);
    drawLine(*painter, QRect(room.topLeft(), QSize(room.width(), metrics.height())), index.data(TitleRole).toString(),
             side);
    painter->setPen(theme.text);
    drawLine(*painter, room.adjusted(0, metrics.lineSpacing() + 2, 0, 0), index.data().toString(), side);
    painter->restore();
}

QSize TwoLinesDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const QFontMetrics metrics(option.font);
    return { 200, 2 * metrics.lineSpacing() + 2 + 2 * edge };
}

} // namespace natter
