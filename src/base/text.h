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

/// Markup that shows `plain` and nothing else, for tool tips: those guess whether a text is markup.
inline QString asMarkup(const QString &plain)
{
    return QStringLiteral("<p>%1</p>").arg(plain.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

} // namespace natter
