// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/person_row.h"

#include "widgets/avatar.h"
#include "widgets/chosen_row.h"
#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyleOptionViewItem>

namespace natter {

static constexpr int pictureSize = 32;
static constexpr int edge = 8;
static constexpr int gap = 12;

void paintPersonRow(QPainter &painter, const QStyleOptionViewItem &option, const PersonRow &row)
{
    const Theme theme = Theme::of(option.palette);
    const auto visual = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const Qt::Alignment side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintChosenRow(painter, option);
    const QRect inner = option.rect.adjusted(edge, 0, -edge, 0);
    const int centre = option.rect.center().y();
    const int height = option.fontMetrics.height();
    paintAvatar(painter, visual({ inner.left(), centre - pictureSize / 2, pictureSize, pictureSize }), row.address,
                row.name);
    const int end = row.atEnd > 0 ? row.atEnd + gap : 0;
    const QRect line(inner.left() + pictureSize + gap, centre - (row.remark.isEmpty() ? height / 2 : height),
                     inner.width() - pictureSize - gap - end, height);
    painter.setFont(option.font);
    painter.setPen(theme.text);
    drawLine(painter, visual(line), row.name, side);
    if (!row.remark.isEmpty()) {
        painter.setPen(theme.muted);
        drawLine(painter, visual(line.translated(0, height)), row.remark, side);
    }
    painter.restore();
}

QRect endOfPersonRow(const QStyleOptionViewItem &option, int atEnd)
{
    const QRect inner = option.rect.adjusted(edge, 0, -edge, 0);
    const QRect place(inner.right() - atEnd, option.rect.center().y() - atEnd / 2, atEnd, atEnd);
    return QStyle::visualRect(option.direction, option.rect, place);
}

QSize personRowSize(const QFontMetrics &metrics) { return { 200, qMax(pictureSize, 2 * metrics.height()) + edge }; }

} // namespace natter
