// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace natter {

/// At most `units` UTF-16 units of `text`, and never half a character.
inline QStringView cut(QStringView text, qsizetype units)
{
    const bool halves = units > 0 && units < text.size() && text[units - 1].isHighSurrogate();
    return text.left(halves ? units - 1 : units);
}
inline QString cut(const QString &text, qsizetype units) { return cut(QStringView(text), units).toString(); }

/// A text of its own direction, in a sentence whose other parts keep their places (UAX 9, 2.1): names of others.
/// Control characters in it must have been made visible. Not an isolate: fonts that lack those are common.
inline QString embedded(const QString &text)
{
    return QChar(text.isRightToLeft() ? 0x202b : 0x202a) + text + QChar(0x202c);
}

/// Markup that shows `plain` and nothing else, for tool tips: those guess whether a text is markup.
inline QString asMarkup(const QString &plain)
{
    return QStringLiteral("<p>%1</p>").arg(plain.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

} // namespace natter
