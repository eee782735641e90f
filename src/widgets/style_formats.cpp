// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style_formats.h"

#include "domain/message_styling.h"

#include <QFontDatabase>

namespace natter {

QTextCharFormat codeFormat(const QColor &ink)
{
    QColor shade = ink;
    shade.setAlphaF(0.08F);
    QTextCharFormat format;
    format.setFontFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    format.setBackground(shade);
    return format;
}

static QTextCharFormat formatOf(StyledPiece::Style style, const QColor &muted, const QColor &ink)
{
    using Style = StyledPiece::Style;
    QTextCharFormat format;
    switch (style) {
    case Style::Strong:
        format.setFontWeight(QFont::Bold);
        break;
    case Style::Emphasis:
        format.setFontItalic(true);
        break;
    case Style::Strike:
        format.setFontStrikeOut(true);
        break;
    case Style::Code:
        return codeFormat(ink);
    case Style::Quote:
        format.setForeground(muted);
        break;
    }
    return format;
}

QList<QTextLayout::FormatRange> styleFormats(const QString &text, const QColor &muted, const QColor &ink)
{
    QList<QTextLayout::FormatRange> formats;
    const auto pieces = findStyles(text);
    for (const StyledPiece &piece : pieces) {
        formats.append(
            { static_cast<int>(piece.start), static_cast<int>(piece.length), formatOf(piece.style, muted, ink) });
    }
    return formats;
}

} // namespace natter
