// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_label.h"

#include "widgets/emoji_runs.h"

#include <QPainter>
#include <QStyle>

namespace natter {

EmojiLabel::EmojiLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

/// Returns the height of the lines.
double EmojiLabel::layOut(QTextLayout &layout, int width) const
{
    const auto direction = text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight; // as QLabel has it
    QTextOption option(QStyle::visualAlignment(direction, alignment()) & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WordWrap);
    option.setTextDirection(direction);
    layout.setText(joinedForDrawing(text()).replace(u'\n', QChar::LineSeparator));
    layout.setFont(font());
    layout.setTextOption(option);
    layout.setFormats(emojiFormats(emojiRuns(text()), font()));
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({ 0, y });
        y += line.height();
    }
    layout.endLayout();
    return y;
}

int EmojiLabel::heightForWidth(int width) const
{
    if (emojiRuns(text()).count == 0) {
        return QLabel::heightForWidth(width);
    }
    QTextLayout layout;
    const QMargins margins = contentsMargins();
    return qCeil(layOut(layout, width - margins.left() - margins.right())) + margins.top() + margins.bottom();
}

void EmojiLabel::paintEvent(QPaintEvent *event)
{
    if (emojiRuns(text()).count == 0) {
        QLabel::paintEvent(event);
        return;
    }
    QTextLayout layout;
    const QRect place = contentsRect();
    const double height = layOut(layout, place.width());
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    layout.draw(&painter, QPointF(place.left(), place.top() + qMax(0.0, (place.height() - height) / 2)));
}

} // namespace natter
