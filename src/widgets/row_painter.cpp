// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/row_painter.h"

#include <QPainter>

namespace natter {

RowPainter::RowPainter(QPainter &p, const QStyleOptionViewItem &o)
    : painter(p)
    , option(o)
    , theme(Theme::of(o.palette))
    , mirrored(o.direction == Qt::RightToLeft)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
}

RowPainter::~RowPainter() { painter.restore(); }

QRectF RowPainter::placed(double x, double y, double width, double height) const
{
    const QRectF row = option.rect;
    const double left = mirrored ? row.right() - x - width : row.left() + x;
    return { left, row.top() + y, width, height };
}

QColor RowPainter::paintBackground() const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QColor colour = selected ? theme.selectedRow : (hovered ? theme.field : theme.panel);
    if (selected || hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 0, -4, 0), 8, 8);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(5, 1, -5, -1), 8, 8);
    }
    return colour;
}

void RowPainter::text(const QRectF &rect, const QFont &font, const QColor &colour, const QString &text, bool atEnd,
                      const LineMarks &marks) const
{
    painter.setFont(font);
    painter.setPen(colour);
    drawLine(painter, rect, text, atEnd != mirrored ? Qt::AlignRight : Qt::AlignLeft, marks);
}

QFont smaller(const QFont &font, double points)
{
    QFont result = font;
    result.setPointSizeF(qMax(6.0, font.pointSizeF() - points));
    return result;
}

QFont semiBold(const QFont &font)
{
    QFont result = font;
    result.setWeight(QFont::DemiBold);
    return result;
}

} // namespace natter
