// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/search_text.h"

#include "base/text.h"
#include "domain/link_finder.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace natter {

/// Whether the script has no spaces between its words.
static bool standsAlone(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
        return true;
    default:
        return false;
    }
}

/// Calls `visit(character, position, units)` for every character.
template <typename Visit> static void forEachCharacter(QStringView text, Visit visit)
{
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const qsizetype units = pair ? 2 : 1;
        visit(c, i, units);
        i += units;
    }
}

QString withWordsApart(const QString &text)
{
    QString result;
    result.reserve(text.size());
    forEachCharacter(text, [&](char32_t c, qsizetype at, qsizetype units) {
        const bool alone = standsAlone(c);
        if (alone && !result.isEmpty() && !result.back().isSpace()) {
            result.append(u' ');
        }
        result.append(QStringView(text).mid(at, units));
        if (alone) {
            result.append(u' ');
        }
    });
    return result;
}

/// The letter without its accents, where they are no other letter: not the syllables of Korean, nor the kana.
static QChar withoutAccents(QChar c)
{
    while (c.decompositionTag() == QChar::Canonical && !c.isSurrogate()) {
        const QChar base = c.decomposition().front();
        const auto script = base.script();
        if (script != QChar::Script_Latin && script != QChar::Script_Greek && script != QChar::Script_Cyrillic) {
            break;
        }
        c = base;
    }
    return c;
}

QString folded(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        if (!c.isSurrogate()) {
            c = withoutAccents(c).toCaseFolded();
        }
    }
    return result;
}

static bool isOfWord(char32_t c) { return QChar::isLetterOrNumber(c); }

/// The words of a text, with where each begins.
static QList<std::pair<QString, qsizetype>> placedWords(const QString &text)
{
    const QString flat = folded(text);
    QList<std::pair<QString, qsizetype>> words;
    bool goesOn = false;
    forEachCharacter(flat, [&](char32_t c, qsizetype at, qsizetype units) {
        const bool mark = QChar::isMark(c) && goesOn; // belongs to the letter before
        if (!isOfWord(c) && !mark) {
            goesOn = false;
            return;
        }
        const bool alone = standsAlone(c);
        if (goesOn && !alone) {
            if (!mark) {
                words.back().first += QStringView(flat).mid(at, units);
            }
        } else {
            words.append({ flat.mid(at, units), at });
        }
        goesOn = !alone;
    });
    return words;
}

SearchWords SearchWords::of(const QString &typed)
{
    SearchWords found;
    bool quoted = false;
    const QStringList parts =
        QString(typed).replace(QRegularExpression(QStringLiteral("[“”„«»]")), QStringLiteral("\"")).split(u'"');
    for (qsizetype i = 0; i < parts.size(); ++i, quoted = !quoted) {
        const QStringList groups =
            quoted ? QStringList { parts[i] } : parts[i].split(QRegularExpression(QStringLiteral("\\s+")));
        for (const QString &group : groups) {
            Phrase phrase { withWordsApart(group), {}, false };
            for (const auto &[word, at] : placedWords(group)) {
                phrase.words.append(word);
            }
            phrase.isWhole = quoted && i + 1 < parts.size();
            if (!phrase.words.isEmpty()) {
                found.phrases.append(phrase);
            }
        }
    }
    return found;
}

/// Calls `visit(place, isWhole)` for every place in `placed` where the phrase begins.
template <typename Visit>
static void forEachPlace(const SearchWords::Phrase &phrase, const QList<std::pair<QString, qsizetype>> &placed,
                         Visit visit)
{
    const qsizetype count = phrase.words.size();
    for (qsizetype i = 0; i + count <= placed.size(); ++i) {
        qsizetype same = 0;
        while (same < count - 1 && placed[i + same].first == phrase.words[same]) {
            ++same;
        }
        const QString &last = placed[i + count - 1].first;
        const bool isWhole = last == phrase.words.last();
        if (same == count - 1 && (isWhole || (!phrase.isWhole && last.startsWith(phrase.words.last())))) {
            visit(i, isWhole);
        }
    }
}

WordCount countWords(const SearchWords &words, const QString &text)
{
    const auto placed = placedWords(text);
    WordCount count;
    for (const SearchWords::Phrase &phrase : words.phrases) {
        const int before = count.all;
        forEachPlace(phrase, placed, [&count](qsizetype, bool isWhole) {
            ++count.all;
            count.whole += isWhole ? 1 : 0;
        });
        count.isComplete = count.isComplete && count.all > before;
    }
    return count;
}

QList<std::pair<qsizetype, qsizetype>> findWords(const SearchWords &words, const QString &text)
{
    const auto placed = placedWords(text);
    QList<std::pair<qsizetype, qsizetype>> found;
    for (const SearchWords::Phrase &phrase : words.phrases) {
        forEachPlace(phrase, placed, [&](qsizetype at, bool) {
            const auto &last = placed[at + phrase.words.size() - 1];
            const qsizetype start = placed[at].second;
            found.append({ start, last.second + phrase.words.last().size() - start });
        });
    }
    std::sort(found.begin(), found.end());
    return found;
}

QString excerptOf(const SearchWords &words, const QString &text)
{
    constexpr qsizetype lead = 24; // characters before what was sought
    constexpr qsizetype shown = 200;
    const auto places = findWords(words, text);
    const qsizetype first = places.isEmpty() ? 0 : places.first().first;
    if (first <= lead) {
        return cut(cut(text, 2 * shown).simplified(), shown);
    }
    const qsizetype space = text.lastIndexOf(u' ', first - lead / 2);
    qsizetype start = space > first - 2 * lead ? space + 1 : first - lead / 2;
    start += text[start].isLowSurrogate() ? 1 : 0; // never half a character
    return QStringLiteral("… ") + cut(cut(text.mid(start), 2 * shown).simplified(), shown);
}

bool hasLink(const QString &text) { return !findLinks(text, Links::All).isEmpty(); }

static constexpr int longestExtension = 5;

/// Whether one of the links is to a file whose extension `fits`; that of an encrypted one may be empty.
template <typename Fits> static bool linksToFile(const QString &text, Fits fits)
{
    const auto links = findLinks(text, Links::All);
    return std::any_of(links.cbegin(), links.cend(), [&](const FoundLink &link) {
        const QUrl url(text.mid(link.start, link.length));
        const QString extension =
            url.fileName().contains(u'.') ? url.fileName().section(u'.', -1).toLower() : QString();
        const bool isFile = url.scheme() == u"aesgcm"
            || (!url.host().isEmpty() && !extension.isEmpty() && extension.size() <= longestExtension);
        return isFile && fits(extension);
    });
}

bool hasFileLink(const QString &text)
{
    return linksToFile(text, [](const QString &) { return true; });
}

bool hasImageLink(const QString &text)
{
    static const QStringList images { QStringLiteral("png"),  QStringLiteral("jpg"),  QStringLiteral("jpeg"),
                                      QStringLiteral("gif"),  QStringLiteral("webp"), QStringLiteral("avif"),
                                      QStringLiteral("heic"), QStringLiteral("svg") };
    return linksToFile(text, [](const QString &extension) { return images.contains(extension); });
}

} // namespace natter
