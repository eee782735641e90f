// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "widgets/message_style.h"

#include <QRectF>

class QPainter;

namespace natter {

/// The reactions to a message, below it: a chip for each, as wide as it needs to be, in as many lines as it takes.
class ReactionRow
{
public:
    ReactionRow(const ChatMessage &message, const MessageStyle &style);

    bool isEmpty() const { return m_chips.isEmpty(); }
    /// Within that width of the row, from its left or right end; returns the height, with what is left free above.
    double place(double left, double top, double width, bool fromRight);
    void paint(QPainter &painter, const QPointF &offset) const;
    /// The reaction there, if any.
    std::optional<Reaction> at(const QPointF &point) const;

private:
    struct Chip
    {
        Reaction reaction; ///< without emoji: how many more there are
        QString text;
        QRectF rect; ///< in the row
    };

    QFont emojiFont() const;

    QList<Chip> m_chips;
    Theme m_theme;
    QFont m_font;
};

} // namespace natter
