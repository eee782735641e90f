// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search_field.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QPainter>

namespace natter {

static constexpr int edge = 8; ///< from the keys to the end of the field, and to the text

SearchField::SearchField(QWidget *parent) : QLineEdit(parent), m_mark(addAction(QIcon(), QLineEdit::LeadingPosition))
{
    setClearButtonEnabled(true);
    alignText();
    updateLook();
}

void SearchField::setKeys(const QKeySequence &keys)
{
    m_keys = keys;
    setAccessibleDescription(keys.toString(QKeySequence::NativeText));
    update();
}

/// Beside the mark, whatever the keyboard writes: Qt has an empty line begin where that would.
void SearchField::alignText()
{
    setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
}

void SearchField::updateLook() { m_mark->setIcon(tintedIcon(QStringLiteral("search"), Theme::of(this).muted)); }

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange) {
        alignText();
    } else if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_keys.isEmpty() || !text().isEmpty() || hasFocus()) {
        return;
    }
    QFont small = font();
    small.setPointSizeF(qMax(6.0, QFontInfo(small).pointSizeF() - 1.5));
    const QFontMetricsF metrics(small);
    const QString keys = m_keys.toString(QKeySequence::NativeText);
    QRectF place(0, 0, metrics.horizontalAdvance(keys) + 12, metrics.height() + 4);
    place.moveCenter(
        { isRightToLeft() ? edge + place.width() / 2 : width() - edge - place.width() / 2, height() / 2.0 });
    const int start = cursorRect().center().x();
    const double room = isRightToLeft() ? start - place.right() : place.left() - start;
    if (room < fontMetrics().horizontalAdvance(placeholderText()) + edge) {
        return;
    }
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(place, 5, 5);
    painter.setFont(small);
    painter.setPen(theme.muted);
    painter.drawText(place, Qt::AlignCenter | Qt::TextForceLeftToRight, keys);
}

} // namespace natter
