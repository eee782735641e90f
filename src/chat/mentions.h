// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace natter {

/// Whether what is said in a room means whoever is called `nick` there: it has the name as a word of its own, in any
/// case, and neither in an address nor in a line that is quoted (XEP-0393). As names of one character stand in many
/// sentences, those need "@" before them, or ":" or "," behind.
bool mentionsNick(const QString &body, const QString &nick);

/// The words that somebody lists, apart by commas or lines, to be told of whoever says one in a room: each once, at
/// most limits::watchedWords of limits::watchedWordChars. One may be several, as in "garden party".
QStringList watchedWordsIn(const QString &written);

/// Whether it has one of these as a word of its own, in any case, within the limits::bodyChars that are shown at once.
bool hasWatchedWord(const QString &body, const QStringList &words);

/// Whether what stands there is a part of an address: one side of "name@server", or of "https://server/name".
bool isInAddress(QStringView text, qsizetype start, qsizetype end);

/// Which places of a text are in lines that somebody else has said; to be asked in order.
class QuotedLines
{
public:
    explicit QuotedLines(QStringView text) : m_text(text) { }
    bool covers(qsizetype place);

private:
    QStringView m_text;
    qsizetype m_line = 0; ///< where it begins
    qsizetype m_seen = 0;
};

/// Whether what stands there is a word of its own, rather than a part of another. Where a script puts nothing between
/// words, a part of what is written is one.
bool isWordAt(QStringView text, qsizetype start, qsizetype end);

} // namespace natter
