// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/link_finder.h"

#include <QTextLayout>

#include <functional>

class QPainter;

namespace natter {

/// Where emoji stand in a text, as people see them: sequences of several characters are one.
struct EmojiRuns
{
    QList<FoundLink> runs;
    int count = 0;
    bool nothingElse = true;
};

EmojiRuns emojiRuns(const QString &text);

/// Where so many emoji of a text end; its own end, if there are not as many.
qsizetype endOfEmoji(const QString &text, int count);

/// The same with the variation selectors of each emoji at its end, in as many characters: Qt takes them from another
/// font, and what stands around them would be drawn in parts.
QString joinedForDrawing(const QString &text);

/// For a QTextLayout of that text in `font`: has those runs drawn in colour.
QList<QTextLayout::FormatRange> emojiFormats(const EmojiRuns &emoji, const QFont &font);

/// For what takes a single font, such as fields: that font, and for emoji that it lacks one in colour.
QStringList familiesWithEmoji(const QFont &font);

/// What of a line looks otherwise, given what fits of it.
using LineMarks = std::function<QList<QTextLayout::FormatRange>(const QString &shown)>;

/// One line of `text` in the painter's font and pen, with emoji in colour, at the left or the right of `rect`; it runs
/// as its own letters do, whatever the direction of the window, and what does not fit is elided.
void drawLine(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment side,
              const LineMarks &marks = {});

} // namespace natter
