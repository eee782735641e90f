// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_style.h"

#include <QCoreApplication>
#include <QLocale>

namespace natter {

QFont metaFontOf(const MessageStyle &style)
{
    QFont font = style.font;
    font.setPointSizeF(qMax(7.0, style.font.pointSizeF() - 2));
    return font;
}

bool isMirrored() { return QCoreApplication::instance() && QLocale().textDirection() == Qt::RightToLeft; }

} // namespace natter
