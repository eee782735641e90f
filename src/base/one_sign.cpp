// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/one_sign.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace natter {

static constexpr qsizetype mostUnits =
    40; ///< a family of four takes eleven, and nobody needs as many as Unicode allows
static constexpr QChar information(0x2139); ///< a letter for Unicode
static constexpr QChar joiner(0x200d);

bool isOneSign(const QString &text)
{
    if (text.isEmpty() || text.size() > mostUnits) {
        return false;
    }
    const bool isOrdinary = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.isSpace() || (c.isLetter() && c != information) || c.category() == QChar::Other_Control
            || (c.category() == QChar::Other_Format && c != joiner);
    });
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    return !isOrdinary && finder.toNextBoundary() == text.size();
}

} // namespace natter
