// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QStyleOptionViewItem;

namespace natter {

/// What stands behind a row of a list in a dialog or beside the editor, if it is the chosen one.
void paintChosenRow(QPainter &painter, const QStyleOptionViewItem &option);

} // namespace natter
