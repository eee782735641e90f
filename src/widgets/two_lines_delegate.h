// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace natter {

/// What a row is about, muted, and below that its text.
class TwoLinesDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< not shown
        TitleRole, ///< the line above
        NeedsPersonRole, ///< the line above is a warning
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace natter
