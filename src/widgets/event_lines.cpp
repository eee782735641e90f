// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/event_lines.h"

#include "base/text.h"
#include "widgets/emoji_runs.h"

#include <QPainter>

namespace natter {

static constexpr qsizetype mostShown = 600; ///< characters
static constexpr int sideMargin = 40;
static constexpr double padding = 8; ///< above the first and below the last
static constexpr double spacing = 3;

static std::unique_ptr<QTextLayout> layOut(const QString &line, const QFont &font, double width)
{
    const QString shown = line.size() > mostShown ? cut(line, mostShown) + u'…' : line;
    auto layout = std::make_unique<QTextLayout>(joinedForDrawing(shown), font);
    QTextOption option(Qt::AlignHCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(isMirrored() ? Qt::RightToLeft : Qt::LeftToRight); // of our words: names are embedded
    layout->setTextOption(option);
    layout->setFormats(emojiFormats(emojiRuns(shown), font));
    layout->setCacheEnabled(true);
    double y = 0;
    layout->beginLayout();
    for (QTextLine row = layout->createLine(); row.isValid(); row = layout->createLine()) {
        row.setLineWidth(width);
        row.setPosition({ 0, y });
        y += row.height();
    }
    layout->endLayout();
    return layout;
}

EventLines::EventLines(const QStringList &lines, const MessageStyle &style) : m_colour(style.theme.muted)
{
    QFont font = style.font;
    font.setPointSizeF(qMax(6.0, font.pointSizeF() - 1));
    double y = padding;
    for (const QString &line : lines) {
        m_lines.push_back(layOut(line, font, qMax(1, style.width - 2 * sideMargin)));
        m_lines.back()->setPosition({ sideMargin, y });
        y += m_lines.back()->boundingRect().height() + spacing;
    }
    m_height = lines.isEmpty() ? 0 : y - spacing + padding;
}

void EventLines::paint(QPainter &painter, double top) const
{
    painter.setPen(m_colour);
    for (const auto &line : m_lines) {
        line->draw(&painter, { 0, top });
    }
}

} // namespace natter
