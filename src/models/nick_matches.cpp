// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nick_matches.h"

#include "chat/mentions.h"

#include <algorithm>

namespace natter {

static constexpr qsizetype mostChars = 64; ///< of what was typed of a nickname

std::optional<TypedNick> markedNickAtEnd(const QString &text)
{
    const qsizetype mark = text.lastIndexOf(u'@');
    const bool begins = mark == 0 || (mark > 0 && (text[mark - 1].isSpace() || text[mark - 1].isPunct()));
    const QString beginning = text.mid(mark + 1);
    if (!begins || beginning.size() > mostChars || beginning.startsWith(u' ')) {
        return std::nullopt;
    }
    return TypedNick { mark, beginning, true };
}

std::optional<TypedNick> wordAtEnd(const QString &text)
{
    qsizetype start = text.size();
    while (start > 0 && !text[start - 1].isSpace()) {
        --start;
    }
    const QString word = text.mid(start);
    if (word.isEmpty() || word.size() > mostChars) {
        return std::nullopt;
    }
    return TypedNick { start, word };
}

QStringList nicksBeginning(const QString &beginning, const QHash<QString, Occupant> &there, const QStringList &recent,
                           const QString &self, int most)
{
    const auto isMeant = [&](const QString &nick) {
        return nick != self && nick.startsWith(beginning, Qt::CaseInsensitive);
    };
    QStringList found;
    for (const QString &nick : recent) {
        if (found.size() < most && isMeant(nick) && there.contains(nick) && !found.contains(nick)) {
            found.append(nick);
        }
    }
    QStringList others;
    for (auto nick = there.keyBegin(); nick != there.keyEnd() && found.size() < most; ++nick) {
        if (isMeant(*nick) && !found.contains(*nick)) {
            others.append(*nick);
        }
    }
    const auto wanted = std::min<qsizetype>(most - found.size(), others.size());
    std::partial_sort(others.begin(), others.begin() + wanted, others.end(), [](const QString &a, const QString &b) {
        const int order = a.compare(b, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    });
    return found + others.mid(0, wanted);
}

std::optional<NickAndRest> nickAtStart(const QString &argument, const QHash<QString, Occupant> &there)
{
    std::optional<NickAndRest> found;
    for (auto nick = there.keyBegin(); nick != there.keyEnd(); ++nick) {
        const bool isWhole = argument.size() == nick->size()
            || (argument.size() > nick->size() && (argument[nick->size()].isSpace() || argument[nick->size()] == u':'));
        const bool isLonger = !found || nick->size() > found->nick.size()
            || (nick->size() == found->nick.size() && argument.startsWith(*nick)); // of two that differ in case
        if (isWhole && isLonger && argument.startsWith(*nick, Qt::CaseInsensitive)) {
            found = NickAndRest { *nick, argument.mid(nick->size() + 1).trimmed() };
        }
    }
    return found;
}

/// Where that stands as a word of its own.
static QList<std::pair<qsizetype, qsizetype>> wordRuns(const QString &text, const QString &word)
{
    QList<std::pair<qsizetype, qsizetype>> runs;
    const qsizetype length = word.size();
    qsizetype start = word.trimmed().isEmpty() ? -1 : text.indexOf(word, 0, Qt::CaseInsensitive);
    while (start >= 0) {
        const bool isWord = isWordAt(text, start, start + length);
        if (isWord) {
            runs.append({ start, length });
        }
        start = text.indexOf(word, isWord ? start + length : start + 1, Qt::CaseInsensitive);
    }
    return runs;
}

QList<std::pair<qsizetype, qsizetype>> nickRuns(const QString &text, const QString &nick)
{
    auto runs = wordRuns(text, nick);
    QuotedLines quoted(text);
    runs.removeIf([&](const std::pair<qsizetype, qsizetype> &run) {
        return quoted.covers(run.first) || isInAddress(text, run.first, run.first + run.second);
    });
    if (nick.size() == 1) { // has to be addressed
        runs.removeIf([&text](const std::pair<qsizetype, qsizetype> &run) {
            const auto [start, length] = run;
            const QChar next = start + length < text.size() ? text[start + length] : QChar();
            return !(start > 0 && text[start - 1] == u'@') && next != u':' && next != u',';
        });
    }
    return runs;
}

QList<std::pair<qsizetype, qsizetype>> watchedRuns(const QString &text, const QStringList &words)
{
    QList<std::pair<qsizetype, qsizetype>> runs;
    for (const QString &word : words) {
        runs += wordRuns(text, word);
    }
    return runs;
}

QString writtenNick(const QString &nick, bool atBeginning)
{
    return nick + (atBeginning ? QStringLiteral(": ") : QStringLiteral(" "));
}

} // namespace natter
