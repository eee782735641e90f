// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "widgets/message_style.h"

#include <QRectF>

class QPainter;

namespace natter {

/// What a message answers, above its text: who said it, and the beginning of what.
class QuoteBlock
{
public:
    QuoteBlock(const ChatMessage &message, const MessageStyle &style);

    bool isEmpty() const { return !m_quote; }
    /// With what is left free below; 0 if there is none.
    double height() const;
    /// What it would like to have, of `most` at most.
    double width(double most) const;
    /// In the row.
    void place(const QRectF &rect) { m_rect = rect; }
    void paint(QPainter &painter, const QPointF &offset) const;
    bool contains(const QPointF &point) const { return m_quote && m_rect.contains(point); }

private:
    QString name() const;
    QString text() const;
    QFont nameFont() const;

    std::optional<Quote> m_quote;
    QString m_seed; ///< of the speaker's colour
    QString m_self; ///< what we are called, if we are the speaker
    MessageStyle m_style;
    QFont m_font;
    QColor m_muted;
    QRectF m_rect;
};

} // namespace natter
