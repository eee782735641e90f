// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_runs.h"

#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace natter {

static constexpr char32_t textStyle = 0xfe0e; ///< variation selectors: how the character before is meant
static constexpr char32_t emojiStyle = 0xfe0f;
static constexpr char32_t keycap = 0x20e3;
/// In pixels: signs above and below letters may be many, and would reach over other lines.
static constexpr int overhang = 4;

/// Without having to be asked for.
static bool isEmoji(char32_t c)
{
    static constexpr std::pair<char32_t, char32_t> ranges[] = {
        { 0x231a, 0x231b },   { 0x23e9, 0x23f3 },   { 0x23f8, 0x23fa },   { 0x25fd, 0x25fe },   { 0x2600, 0x27bf },
        { 0x2b1b, 0x2b1c },   { 0x2b50, 0x2b50 },   { 0x2b55, 0x2b55 },   { 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf },
        { 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f1e6, 0x1f1ff }, { 0x1f201, 0x1f202 }, { 0x1f21a, 0x1f21a },
        { 0x1f22f, 0x1f22f }, { 0x1f232, 0x1f23a }, { 0x1f250, 0x1f251 }, { 0x1f300, 0x1faff },
    };
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [c](const auto &range) { return c >= range.first && c <= range.second; });
}

/// `cluster` is what people see as one character.
static bool isEmoji(QStringView cluster)
{
    if (cluster.size() == 1) {
        return isEmoji(cluster.first().unicode());
    }
    const auto characters = cluster.toUcs4();
    const char32_t first = characters.first();
    const char32_t second = characters.size() > 1 ? characters[1] : 0;
    if (characters.last() == keycap) {
        return second != textStyle && ((first >= U'0' && first <= U'9') || first == U'#' || first == U'*');
    }
    const bool isSign = first >= 0xa9 && (!QChar::isLetterOrNumber(first) || first == 0x2139);
    return second != textStyle && (isEmoji(first) || (second == emojiStyle && isSign));
}

/// Calls `visit` with the start and the length of everything that people see as one character.
template <typename Visit> static void forEachCluster(const QString &text, const Visit &visit)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; start = end, end = finder.toNextBoundary()) {
        visit(start, end - start);
    }
}

EmojiRuns emojiRuns(const QString &text)
{
    EmojiRuns result;
    forEachCluster(text, [&](qsizetype start, qsizetype length) {
        if (!isEmoji(QStringView(text).mid(start, length))) {
            result.nothingElse = false;
        } else if (++result.count;
                   !result.runs.isEmpty() && result.runs.last().start + result.runs.last().length == start) {
            result.runs.last().length += length;
        } else {
            result.runs.append({ start, length });
        }
    });
    return result;
}

qsizetype endOfEmoji(const QString &text, int count)
{
    qsizetype end = text.size();
    int found = 0;
    forEachCluster(text, [&](qsizetype start, qsizetype length) {
        if (found < count && isEmoji(QStringView(text).mid(start, length)) && ++found == count) {
            end = start + length;
        }
    });
    return end;
}

QString joinedForDrawing(const QString &text)
{
    static constexpr QChar selector(emojiStyle);
    QString result = text;
    if (!text.contains(selector)) {
        return result;
    }
    forEachCluster(text, [&](qsizetype start, qsizetype length) {
        const QStringView cluster = QStringView(text).mid(start, length);
        if (isEmoji(cluster)) {
            const auto begin = result.begin() + start;
            std::stable_partition(begin, begin + length, [](QChar c) { return c != selector; });
        }
    });
    return result;
}

/// Left to itself, Qt prefers a text font that happens to have the sign in black.
static QStringList colourFonts()
{
#ifdef Q_OS_WIN
    return { QStringLiteral(
        "Segoe UI Emoji") }; // others may be made of pictures: it leaves much room, and draws nothing
#else
    return { QStringLiteral("Noto Color Emoji"), QStringLiteral("Apple Color Emoji"),
             QStringLiteral("Segoe UI Emoji") };
#endif
}

QStringList familiesWithEmoji(const QFont &font)
{
    // By its own name: behind one that only stands for another, digits would be those of the next
    return QStringList { QFontInfo(font).family() } + colourFonts();
}

QList<QTextLayout::FormatRange> emojiFormats(const EmojiRuns &emoji, const QFont &font)
{
    QList<QTextLayout::FormatRange> formats;
    for (const FoundLink &run : emoji.runs) {
        QTextCharFormat format;
        format.setFontFamilies(colourFonts() + font.families());
        formats.append({ static_cast<int>(run.start), static_cast<int>(run.length), format });
    }
    return formats;
}

/// Lays `text` out as one line; returns how wide it is.
static double layOutLine(QTextLayout &layout, const QString &text, const QFont &font, const LineMarks &marks)
{
    layout.setText(joinedForDrawing(text));
    layout.setFont(font);
    layout.setFormats(emojiFormats(emojiRuns(text), font) + (marks ? marks(text) : QList<QTextLayout::FormatRange>()));
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setNumColumns(static_cast<int>(text.size()));
    layout.endLayout();
    return line.naturalTextWidth();
}

void drawLine(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment side, const LineMarks &marks)
{
    const QFont font = painter.font();
    const QFontMetricsF metrics(font);
    QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    if (emojiRuns(shown).count == 0 && !marks) {
        const int direction = shown.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
        painter.save();
        painter.setClipRect(rect.adjusted(-overhang, -overhang, overhang, overhang), Qt::IntersectClip);
        painter.drawText(rect,
                         direction | static_cast<int>(side | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine),
                         shown);
        painter.restore();
        return;
    }
    QTextLayout layout;
    double width = layOutLine(layout, shown, font, marks);
    for (double room = rect.width();
         width > rect.width() && room > 0;) { // in colour or bold they are wider than was measured
        room = qMin(room - 1, room * rect.width() / width);
        shown = metrics.elidedText(text, Qt::ElideRight, qMax(0.0, room));
        width = layOutLine(layout, shown, font, marks);
    }
    // On the base line of rows without emoji, whose font may be higher
    const double baseLine = rect.center().y() - metrics.height() / 2 + metrics.ascent();
    const double x = side == Qt::AlignRight ? rect.right() - qMin(width, rect.width()) : rect.left();
    painter.save();
    painter.setClipRect(rect.adjusted(0, -overhang, 0, overhang), Qt::IntersectClip);
    layout.draw(&painter, { x, baseLine - layout.lineAt(0).ascent() });
    painter.restore();
}

} // namespace natter
