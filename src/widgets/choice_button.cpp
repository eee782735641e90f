// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_button.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace natter {

static constexpr int before = 12; ///< as in the fields of a form
static constexpr int arrow = 28;

/// A style sheet could move the text, but then leaves it no distance from the edge.
void ChoiceButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    painter.drawControl(QStyle::CE_PushButton, option);
    const QRect place = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(before, 0, -arrow, 0));
    const auto alignment = (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter;
    painter.drawItemText(place, static_cast<int>(alignment), palette(), isEnabled(),
                         fontMetrics().elidedText(text(), Qt::ElideRight, place.width()), QPalette::ButtonText);
}

} // namespace natter
