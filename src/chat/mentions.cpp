// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/mentions.h"

namespace natter {

static bool isOfWord(char32_t character)
{
    return QChar::isLetterOrNumber(character) || QChar::isMark(character) || character == U'_';
}

/// The character that ends before `end`; 0 at the beginning.
static char32_t before(QStringView text, qsizetype end)
{
    if (end <= 0) {
        return 0;
    }
    const QChar last = text[end - 1];
    const bool isPair = last.isLowSurrogate() && end > 1 && text[end - 2].isHighSurrogate();
    return isPair ? QChar::surrogateToUcs4(text[end - 2], last) : last.unicode();
}

/// The character that begins at `start`; 0 at the end.
static char32_t at(QStringView text, qsizetype start)
{
    if (start >= text.size()) {
        return 0;
    }
    const QChar first = text[start];
    const bool isPair = first.isHighSurrogate() && start + 1 < text.size() && text[start + 1].isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(first, text[start + 1]) : first.unicode();
}

/// Whether somebody is addressed by what stands there, rather than only named.
static bool isAddress(QStringView text, qsizetype start, qsizetype end)
{
    const char32_t next = at(text, end);
    return next == U':' || next == U',' || (before(text, start) == U'@' && !isOfWord(before(text, start - 1)));
}

bool mentionsNick(const QString &body, const QString &nick)
{
    const QString name = nick.trimmed().normalized(QString::NormalizationForm_C);
    if (name.isEmpty()) {
        return false;
    }
    const QString text = body.normalized(QString::NormalizationForm_C);
    const bool isShort = name.toUcs4().size() == 1;
    qsizetype start = text.indexOf(name, 0, Qt::CaseInsensitive);
    for (; start >= 0; start = text.indexOf(name, start + 1, Qt::CaseInsensitive)) {
        const qsizetype end = start + name.size();
        const bool isWord = !isOfWord(before(text, start)) && !isOfWord(at(text, end));
        if (isWord && (!isShort || isAddress(text, start, end))) {
            return true;
        }
    }
    return false;
}

} // namespace natter
