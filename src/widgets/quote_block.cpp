// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/quote_block.h"

#include "media/consistent_colour.h"
#include "models/message_text.h"
#include "widgets/emoji_runs.h"

#include <QCoreApplication>
#include <QPainter>

namespace natter {

static constexpr double barWidth = 3;
static constexpr double pad = 8;
static constexpr double gapBelow = 4;

QuoteBlock::QuoteBlock(const ChatMessage &message, const MessageStyle &style)
    : m_quote(message.isRetracted() ? std::nullopt : message.quote)
    , m_style(style)
    , m_font(metaFontOf(style))
    , m_muted(message.isOutgoing() && !style.compact ? style.theme.mutedOnBubbleOut : style.theme.muted)
{
    if (m_quote) {
        m_font.setPointSizeF(qMax(7.0, style.font.pointSizeF() - 1));
        const Jid speaker = m_quote->isOurs ? message.conversation.account : message.conversation.peer;
        const QString other = speaker.isBare() ? speaker.toString() : speaker.resource(); // of somebody in a room
        m_seed = m_quote->nick.isEmpty() ? other : m_quote->nick;
        m_self = quotedSender(*m_quote, message.conversation.account.local());
    }
}

QFont QuoteBlock::nameFont() const
{
    QFont font = m_font;
    font.setWeight(QFont::DemiBold);
    return font;
}

/// If the message is not here, nobody vouches for who said it.
QString QuoteBlock::name() const
{
    if (m_quote->row == 0) {
        return QCoreApplication::translate("natter::MessageLayout", "Reply");
    }
    return m_quote->isOurs ? QCoreApplication::translate("natter::MessageLayout", "You")
                           : quotedSender(*m_quote, m_style.peerName);
}

QString QuoteBlock::text() const
{
    return quoteText(*m_quote, m_quote->isOurs ? m_self : name()).left(200).simplified();
}

double QuoteBlock::height() const
{
    return m_quote ? qCeil(QFontMetricsF(nameFont()).height() + QFontMetricsF(m_font).height()) + 4 + gapBelow : 0;
}

double QuoteBlock::width(double most) const
{
    if (!m_quote) {
        return 0;
    }
    const double text = qMax(QFontMetricsF(nameFont()).horizontalAdvance(name()),
                             QFontMetricsF(m_font).horizontalAdvance(this->text()) * 1.05); // emoji are wider
    return qMin(most, qCeil(text) + barWidth + 2 * pad);
}

void QuoteBlock::paint(QPainter &painter, const QPointF &offset) const
{
    if (!m_quote) {
        return;
    }
    const QRectF rect = m_rect.translated(offset).adjusted(0, 0, 0, -gapBelow);
    const bool right = isMirrored();
    const QColor colour = consistentColour(m_seed, m_style.theme.dark);
    QColor shade = m_quote->row == 0 ? m_muted : colour;
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.save();
    QRectF bar = rect;
    bar.setWidth(barWidth);
    if (right) {
        bar.moveRight(rect.right());
    }
    painter.drawRoundedRect(bar, barWidth / 2, barWidth / 2);
    shade.setAlphaF(0.10F);
    painter.setBrush(shade);
    painter.drawRoundedRect(rect, 4, 4);
    painter.restore();
    const QRectF inner =
        right ? rect.adjusted(pad, 2, -barWidth - pad, -2) : rect.adjusted(barWidth + pad, 2, -pad, -2);
    const double line = QFontMetricsF(nameFont()).height();
    const Qt::Alignment side = right ? Qt::AlignRight : Qt::AlignLeft;
    painter.setFont(nameFont());
    painter.setPen(m_quote->row == 0 ? m_muted : colour);
    drawLine(painter, QRectF(inner.left(), inner.top(), inner.width(), line), name(), side);
    QFont font = m_font;
    font.setItalic(m_quote->isRetracted);
    painter.setFont(font);
    painter.setPen(m_muted);
    drawLine(painter, QRectF(inner.left(), inner.top() + line, inner.width(), inner.height() - line), text(), side);
}

} // namespace natter
