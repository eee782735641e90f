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

/// That is QLabel's work; only addresses are.
bool EmojiLabel::isSelectable() const
{
    return textInteractionFlags().testFlag(Qt::TextSelectableByMouse) && emojiRuns(text()).count == 0;
}

/// Calls `visit` with each paragraph and where it begins; returns the height of all.
double EmojiLabel::layOut(int width, const std::function<void(const QTextLayout &layout, double y)> &visit) const
{
    QTextOption option(QStyle::visualAlignment(layoutDirection(), alignment()) & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WordWrap);
    double y = 0;
    const QStringList paragraphs = text().split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(joinedForDrawing(paragraph), font());
        option.setTextDirection(paragraph.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        layout.setTextOption(option);
        layout.setFormats(emojiFormats(emojiRuns(paragraph), font()));
        double height = 0;
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({ 0, height });
            height += line.height();
        }
        layout.endLayout();
        visit(layout, y);
        y += height;
    }
    return y;
}

int EmojiLabel::heightForWidth(int width) const
{
    if (isSelectable()) {
        return QLabel::heightForWidth(width);
    }
    const QMargins margins = contentsMargins();
    const double height = layOut(width - margins.left() - margins.right(), [](const QTextLayout &, double) {});
    return qCeil(height) + margins.top() + margins.bottom();
}

void EmojiLabel::paintEvent(QPaintEvent *event)
{
    if (isSelectable()) {
        QLabel::paintEvent(event);
        return;
    }
    const QRect place = contentsRect();
    const double height = layOut(place.width(), [](const QTextLayout &, double) {});
    const double top = place.top() + qMax(0.0, (place.height() - height) / 2);
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    layOut(place.width(), [&](const QTextLayout &layout, double y) {
        layout.draw(&painter, { static_cast<double>(place.left()), top + y });
    });
}

} // namespace natter
