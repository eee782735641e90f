// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_runs.h"

#include <QTextBoundaryFinder>

namespace natter {

static bool isEmoji(uint c)
{
    return (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || (c >= 0x1f1e6 && c <= 0x1f1ff)
        || c == 0x2b50 || c == 0x231a || c == 0x231b;
}

EmojiRuns emojiRuns(const QString &text)
{
    EmojiRuns result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; start = end, end = finder.toNextBoundary()) {
        const QChar first = text[start];
        const uint c = first.isHighSurrogate() && end > start + 1 ? QChar::surrogateToUcs4(first, text[start + 1])
                                                                  : first.unicode();
        if (!isEmoji(c)) {
            result.nothingElse = false;
        } else if (++result.count;
                   !result.runs.isEmpty() && result.runs.last().start + result.runs.last().length == start) {
            result.runs.last().length += end - start;
        } else {
            result.runs.append({ start, end - start });
        }
    }
    return result;
}

QList<QTextLayout::FormatRange> emojiFormats(const EmojiRuns &emoji, const QFont &font)
{
    // Left to itself, Qt prefers a text font that happens to have the sign in black
    static const QStringList systemFonts { QStringLiteral("Noto Color Emoji"), QStringLiteral("Apple Color Emoji"),
                                           QStringLiteral("Segoe UI Emoji") };
    QList<QTextLayout::FormatRange> formats;
    for (const FoundLink &run : emoji.runs) {
        QTextCharFormat format;
        format.setFontFamilies(systemFonts + font.families());
        formats.append({ static_cast<int>(run.start), static_cast<int>(run.length), format });
    }
    return formats;
}

} // namespace natter
