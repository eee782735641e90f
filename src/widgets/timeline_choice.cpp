// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_choice.h"

#include "widgets/icons.h"
#include "widgets/message_style.h"
#include "widgets/theme.h"

#include <QPainter>

namespace natter {

static constexpr double signSize = 20;
static constexpr int edge = 12; ///< from the side of the view

void paintChoice(QPainter &painter, const QRect &row, const QRectF &bubble, bool isChosen, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (isChosen) {
        QColor tint = theme.accent;
        tint.setAlphaF(theme.dark ? 0.18F : 0.07F);
        painter.fillRect(row, tint);
    }
    const double size = qMin(signSize, bubble.height() - 1); // of compact rows, which are close to each other
    const double left = isMirrored() ? row.right() - edge - size : row.left() + edge;
    const QRectF sign(left, row.top() + bubble.bottom() - size - qMin(4.0, (bubble.height() - size) / 2), size, size);
    if (isChosen) {
        painter.setBrush(theme.accent);
        painter.drawEllipse(sign);
        tintedIcon(QStringLiteral("check"), theme.onAccent)
            .paint(&painter, sign.adjusted(size / 5, size / 5, -size / 5, -size / 5).toRect());
    } else {
        painter.setPen(QPen(theme.muted, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(sign.adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

} // namespace natter
