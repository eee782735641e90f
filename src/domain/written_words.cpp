// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/written_words.h"

#include "domain/message_styling.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace natter {

static constexpr qsizetype shortest = 2; ///< a single letter is an initial, or stands for itself
static constexpr qsizetype longest = 60;

static bool isApostrophe(QChar c) { return c == u'\'' || c == u'\u2019'; }
static bool isHyphen(QChar c) { return c == u'-' || c == u'\u2010' || c == u'\u2011'; }

bool joinsWord(QChar c) { return isApostrophe(c) || isHyphen(c); }

QString plainWord(QStringView word)
{
    QString plain = word.toString().normalized(QString::NormalizationForm_C);
    for (QChar &c : plain) {
        c = isApostrophe(c) ? QChar(u'\'') : isHyphen(c) ? QChar(u'-') : c;
    }
    return plain;
}

/// What of a line is no prose; in order, and nothing overlaps.
static QList<FoundLink> findForeign(QStringView line)
{
    QList<FoundLink> foreign = findLinks(line, Links::All);
    const auto styles = findStyles(line);
    for (const StyledPiece &piece : styles) {
        if (piece.style == StyledPiece::Style::Code) {
            foreign.append({ piece.start, piece.length });
        }
    }
    std::sort(foreign.begin(), foreign.end(), [](const auto &a, const auto &b) { return a.start < b.start; });
    return foreign;
}

/// Of addresses, hosts and files: what it joins is one thing, and no word.
static bool isWithinNames(QChar c) { return c == u'.' || c == u':' || c == u'@'; }

/// Word by word, with what is joined, but without underscores around it, which make it emphatic.
static QList<FoundLink> findAnything(const QString &line)
{
    QList<FoundLink> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, line);
    for (qsizetype start = 0, end = finder.toNextBoundary(); end > 0; start = end, end = finder.toNextBoundary()) {
        const QStringView piece = QStringView(line).mid(start, end - start);
        if (std::none_of(piece.begin(), piece.end(), [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); })) {
            continue;
        }
        const qsizetype before = words.isEmpty() ? 0 : words.last().start + words.last().length;
        if (!words.isEmpty() && start == before + 1 && (isHyphen(line[before]) || isWithinNames(line[before]))) {
            words.last().length = end - words.last().start;
        } else {
            words.append({ start, end - start });
        }
    }
    for (FoundLink &word : words) {
        for (; line[word.start] == u'_'; ++word.start, --word.length) { }
        for (; line[word.start + word.length - 1] == u'_'; --word.length) { }
    }
    return words;
}

static bool isProse(QStringView line, const FoundLink &word)
{
    const qsizetype end = word.start + word.length;
    const QChar before = word.start > 0 ? line[word.start - 1] : QChar();
    const QChar after = end < line.size() ? line[end] : QChar();
    if (word.length < shortest || word.length > longest || before == u'@' || (before == u':' && after == u':')) {
        return false;
    }
    const QStringView text = line.mid(word.start, word.length);
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLetter() || c.isMark() || joinsWord(c); });
}

QList<FoundLink> findWords(const QString &line)
{
    QList<FoundLink> words = findAnything(line);
    const auto foreign = findForeign(line);
    auto next = foreign.cbegin();
    const auto isForeign = [&](const FoundLink &word) {
        while (next != foreign.cend() && next->start + next->length <= word.start) {
            ++next;
        }
        return next != foreign.cend() && next->start < word.start + word.length;
    };
    words.erase(std::remove_if(words.begin(), words.end(),
                               [&](const FoundLink &word) { return isForeign(word) || !isProse(line, word); }),
                words.end());
    return words;
}

} // namespace natter
