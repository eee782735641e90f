// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reaction_row.h"

#include "widgets/emoji_runs.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace natter {

static constexpr qsizetype mostChips = 16; ///< others are counted only
static constexpr double gap = 4;
static constexpr double pad = 8;

ReactionRow::ReactionRow(const ChatMessage &message, const MessageStyle &style)
    : m_theme(style.theme)
    , m_font(metaFontOf(style))
{
    for (const Reaction &reaction : message.reactions.mid(0, mostChips)) {
        const QString count = reaction.count > 1 ? QLocale().toString(reaction.count) : QString();
        m_chips.append({ reaction, count, {} });
    }
    if (const auto more = message.reactions.size() - mostChips; more > 0) {
        m_chips.append({ {}, QStringLiteral("+%1").arg(QLocale().toString(more)), {} });
    }
}

QFont ReactionRow::emojiFont() const
{
    QFont font = m_font;
    font.setPointSizeF(m_font.pointSizeF() + 3);
    return font;
}

double ReactionRow::place(double left, double top, double width, bool fromRight)
{
    if (isEmpty()) {
        return 0;
    }
    QFont coloured = emojiFont();
    coloured.setFamilies(familiesWithEmoji(coloured));
    const QFontMetricsF emoji(coloured);
    const QFontMetricsF text(m_font);
    const double height = qCeil(qMax(QFontMetricsF(emojiFont()).height(), text.height())) + 6;
    double x = 0;
    double y = top + gap;
    for (Chip &chip : m_chips) {
        const double sign =
            chip.reaction.emoji.isEmpty() ? 0 : qMin(emoji.horizontalAdvance(chip.reaction.emoji), 4 * height);
        const double count = text.horizontalAdvance(chip.text) + (sign > 0 && !chip.text.isEmpty() ? gap : 0);
        const double needed = qMin(width, qCeil(sign + count) + 2 * pad);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += height + gap;
        }
        chip.rect = QRectF(fromRight ? left + width - x - needed : left + x, y, needed, height);
        x += needed + gap;
    }
    return y + height - top;
}

void ReactionRow::paint(QPainter &painter, const QPointF &offset) const
{
    for (const Chip &chip : m_chips) {
        const QRectF rect = chip.rect.translated(offset);
        const bool ours = chip.reaction.isOurs;
        painter.setPen(QPen(ours ? m_theme.accent : m_theme.line, 1));
        painter.setBrush(ours ? m_theme.selectedRow : m_theme.panel);
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2);
        const QRectF inner = rect.adjusted(pad, 0, -pad, 0);
        painter.setFont(emojiFont());
        painter.setPen(m_theme.text);
        if (!chip.reaction.emoji.isEmpty()) {
            drawLine(painter, inner.adjusted(0, 0, 4, 0), chip.reaction.emoji, Qt::AlignLeft);
        }
        painter.setFont(m_font);
        painter.setPen(ours ? m_theme.accent : m_theme.muted);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter, chip.text);
    }
}

std::optional<Reaction> ReactionRow::at(const QPointF &point) const
{
    const auto found = std::find_if(m_chips.cbegin(), m_chips.cend(),
                                    [&point](const Chip &chip) { return chip.rect.contains(point); });
    return found == m_chips.cend() || found->reaction.emoji.isEmpty() ? std::nullopt : std::optional(found->reaction);
}

} // namespace natter
