// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace natter {

/// The text with its words set apart: in scripts that have no spaces between words (Chinese, Japanese, Thai and
/// others) every character is a word, so that each part of a sentence is a phrase that can be found.
QString withWordsApart(const QString &text);

/// A text as searches see it: without case, and without the accents of Latin, Greek and Cyrillic letters. As long as
/// `text`, unit by unit.
QString folded(const QString &text);

/// What somebody typed into a search.
struct SearchWords
{
    struct Phrase
    {
        QString text; ///< as it was typed, with its words apart
        QStringList words; ///< folded, one after the other in the message
        bool isWhole = false; ///< else the last word may go on: it is still being typed
    };
    QList<Phrase> phrases;

    static constexpr int maxChars = 500; ///< for fields that one types a search into

    /// `typed`: words, and phrases between quotes; a quote that is not closed yet ends with the text. What has neither
    /// letters nor digits is left out.
    static SearchWords of(const QString &typed);
};

/// How often something that the search is about stands in `text`, how often as whole words, and whether all of it does.
struct WordCount
{
    int all = 0;
    int whole = 0;
    bool isComplete = true;
};
WordCount countWords(const SearchWords &words, const QString &text);

/// Where in `text` something stands that the search is about, for highlighting it: start and length, in order.
QList<std::pair<qsizetype, qsizetype>> findWords(const SearchWords &words, const QString &text);

/// One line of `text`, not long, that begins a little before what the search is about.
QString excerptOf(const SearchWords &words, const QString &text);

/// Whether there is a link in the text; one to a file; one to a picture.
bool hasLink(const QString &text);
bool hasFileLink(const QString &text);
bool hasImageLink(const QString &text);

} // namespace natter
