// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/mentions.h"

#include "base/limits.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

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

/// Of a script that writes words without anything between them.
static bool runsOn(char32_t character)
{
    static constexpr std::array scripts { QChar::Script_Han,    QChar::Script_Hiragana, QChar::Script_Katakana,
                                          QChar::Script_Thai,   QChar::Script_Lao,      QChar::Script_Khmer,
                                          QChar::Script_Myanmar };
    return std::find(scripts.begin(), scripts.end(), QChar::script(character)) != scripts.end();
}

/// Whether a word that has `inner` at its edge goes on with what is beside it.
static bool goesOn(char32_t inner, char32_t outer)
{
    return isOfWord(outer) && (QChar::isMark(outer) || (!runsOn(inner) && !runsOn(outer)));
}

bool isWordAt(QStringView text, qsizetype start, qsizetype end)
{
    return !goesOn(at(text, start), before(text, start)) && !goesOn(before(text, end), at(text, end));
}

/// Behind a scheme, with nothing between that ends a link.
static bool isInLink(QStringView text, qsizetype start)
{
    static constexpr qsizetype farEnough = 500; // as a text may be nothing but names
    qsizetype begin = start;
    while (begin > 0 && start - begin < farEnough && !text[begin - 1].isSpace()) {
        --begin;
    }
    return text.mid(begin, start - begin).contains(u"://");
}

bool isInAddress(QStringView text, qsizetype start, qsizetype end)
{
    if (isInLink(text, start)) {
        return true;
    }
    const bool hasServer = at(text, end) == U'@' && isOfWord(at(text, end + 1));
    return hasServer || (before(text, start) == U'@' && isOfWord(before(text, start - 1)));
}

bool QuotedLines::covers(qsizetype place)
{
    for (; m_seen < place; ++m_seen) {
        if (m_text[m_seen] == u'\n' || m_text[m_seen] == QChar::LineSeparator) {
            m_line = m_seen + 1;
        }
    }
    return at(m_text, m_line) == U'>';
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
    QuotedLines quoted(text);
    qsizetype start = text.indexOf(name, 0, Qt::CaseInsensitive);
    for (; start >= 0; start = text.indexOf(name, start + 1, Qt::CaseInsensitive)) {
        const qsizetype end = start + name.size();
        const bool isMeant = isWordAt(text, start, end) && !isInAddress(text, start, end);
        if (isMeant && (!isShort || isAddress(text, start, end)) && !quoted.covers(start)) {
            return true;
        }
    }
    return false;
}

QStringList watchedWordsIn(const QString &written)
{
    static const QRegularExpression between(QStringLiteral("[,\\n\\r]"));
    QStringList words;
    const QStringList parts = written.split(between, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString word = part.simplified().normalized(QString::NormalizationForm_C);
        const bool fits = !word.isEmpty() && word.size() <= limits::watchedWordChars;
        if (fits && !words.contains(word, Qt::CaseInsensitive) && words.size() < limits::watchedWords) {
            words.append(word);
        }
    }
    return words;
}

bool hasWatchedWord(const QString &body, const QStringList &words)
{
    if (words.isEmpty()) {
        return false;
    }
    const QString text = body.left(limits::bodyChars).normalized(QString::NormalizationForm_C);
    return std::any_of(words.cbegin(), words.cend(), [&text](const QString &word) {
        qsizetype start = text.indexOf(word, 0, Qt::CaseInsensitive);
        while (start >= 0 && !isWordAt(text, start, start + word.size())) {
            start = text.indexOf(word, start + 1, Qt::CaseInsensitive);
        }
        return start >= 0;
    });
}

} // namespace natter
