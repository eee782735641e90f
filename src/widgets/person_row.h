// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

class QFontMetrics;
class QPainter;
class QRect;
class QStyleOptionViewItem;

namespace natter {

/// Somebody in a list of a dialog.
struct PersonRow
{
    QString address;
    QString name;
    QString remark {}; ///< below the name; empty: the name is alone
    int atEnd = 0; ///< width of what else stands at the end of the row
};

/// Paints picture, name and remark, chosen or not.
void paintPersonRow(QPainter &painter, const QStyleOptionViewItem &option, const PersonRow &row);
/// Where that leaves `atEnd` square.
QRect endOfPersonRow(const QStyleOptionViewItem &option, int atEnd);
QSize personRowSize(const QFontMetrics &metrics);

} // namespace natter
