// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/emoji_runs.h"
#include "widgets/theme.h"

#include <QStyleOptionViewItem>

class QPainter;

namespace natter {

/// Paints the parts of a row of a list, which are given left to right and mirrored if need be.
struct RowPainter
{
    QPainter &painter;
    const QStyleOptionViewItem &option;
    Theme theme;
    bool mirrored;

    RowPainter(QPainter &p, const QStyleOptionViewItem &o);
    ~RowPainter();
    Q_DISABLE_COPY_MOVE(RowPainter)

    QRectF placed(double x, double y, double width, double height) const;
    /// That of a row that is chosen, hovered or gone to by keyboard; returns its colour.
    QColor paintBackground() const;
    void text(const QRectF &rect, const QFont &font, const QColor &colour, const QString &text, bool atEnd = false,
              const LineMarks &marks = {}) const;
};

QFont smaller(const QFont &font, double points);
QFont semiBold(const QFont &font);

} // namespace natter
