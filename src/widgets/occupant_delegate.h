// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStyledItemDelegate>

#include <functional>

namespace natter {

/// Paints somebody who is in a room, or the header of a group of them. All rows are of one height.
class OccupantDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `faceOf` is asked for the picture of whoever is called that, as it is painted.
    using FaceOf = std::function<QImage(const QString &nick)>;
    OccupantDelegate(FaceOf faceOf, QObject *parent) : QStyledItemDelegate(parent), m_faceOf(std::move(faceOf)) { }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const FaceOf m_faceOf;
};

} // namespace natter
