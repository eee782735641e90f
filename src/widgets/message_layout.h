// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "widgets/card_stack.h"
#include "widgets/quote_block.h"
#include "widgets/reaction_row.h"
#include "widgets/row_separators.h"

#include <QTextLayout>

#include <memory>
#include <optional>

class QPainter;

namespace natter {

/// What of a text is laid out at once: so much of it that it holds up nobody.
QString shownAtOnce(const QString &text);

/// One row of the timeline: measured once for a width, painted often. Text of others is never markup here.
class MessageLayout
{
public:
    MessageLayout(const ChatMessage &message, const MessagePlace &place, const MessageStyle &style);

    int height() const { return m_height; }
    /// Or what stands in the place of one, relative to the row.
    const QRectF &bubble() const { return m_bubble; }
    /// What compact rows have at their end.
    double stateWidth() const { return m_stateRect.width(); }
    /// With that piece of the text marked: its first character, and the one behind its last.
    using Piece = std::optional<std::pair<qsizetype, qsizetype>>;
    void paint(QPainter &painter, int top, bool hasFocus, const Piece &selected = {}) const;
    /// The place between two characters of the message that is the nearest to a point relative to the row.
    qsizetype positionAt(const QPointF &point) const;
    /// What the mouse is there: it answers, selects, or neither.
    Qt::CursorShape cursorAt(const QPointF &point) const;
    /// The word around that place.
    std::pair<qsizetype, qsizetype> wordAt(qsizetype position) const;
    /// Characters of the message that are laid out.
    qsizetype length() const;
    /// The link at a point relative to the row, in the text or of a card, or an empty text.
    QString linkAt(const QPointF &point) const;
    /// Is the point on "Retry"?
    bool isRetryAt(const QPointF &point) const { return m_retryRect.contains(point); }
    /// Is it on what stands in for the rest of a very long text?
    bool isRestAt(const QPointF &point) const;
    /// Is it on what the message answers?
    bool isQuoteAt(const QPointF &point) const { return m_quote.contains(point); }
    /// Is it on the name or the picture of somebody in a room?
    bool isSenderAt(const QPointF &point) const;
    /// The reaction at that point, if any.
    std::optional<Reaction> reactionAt(const QPointF &point) const { return m_reactions.at(point); }
    /// Is it on what stands in for a hidden text?
    bool isSpoilerAt(const QPointF &point) const { return isHidden() && isTextAt(point); }
    /// What is missing at that point, which can be fetched.
    std::optional<TimelineModel::MissingPart> missingAt(const QPointF &point) const
    {
        return m_separators.missingAt(point, m_height);
    }
    /// Is it on the time, or on how far the message got?
    bool isStateAt(const QPointF &point) const { return m_metaRect.contains(point) || m_stateRect.contains(point); }

private:
    void setUpText();
    bool saysNothing() const;
    bool isHidden() const { return m_message.spoiler && !m_style.isRevealed && !saysNothing(); }
    bool isOurWords() const { return saysNothing() || isHidden(); }
    bool namesSender() const;
    QString senderName() const;
    QString fittingName(double width) const;
    QString colourSeed() const;
    QFont nameFont() const;
    QRectF avatarRect() const;
    void placeBubble(int top);
    void placeCompact(int top);
    double placeReactions();
    QColor metaColour() const;
    bool isTextAt(const QPointF &point) const;
    std::optional<QTextLayout::FormatRange> linkRangeAt(const QPointF &point) const;
    QRectF mirrored(const QRectF &rect) const;
    void paintBubble(QPainter &painter, const QRectF &bubble) const;
    void paintName(QPainter &painter, const QPointF &offset) const;
    void paintMeta(QPainter &painter, const QPointF &offset) const;
    void paintTicks(QPainter &painter, const QRectF &rect) const;
    QList<QTextLayout::FormatRange> mentionFormats(const QString &body) const;
    double layOutText(double width);
    double metaWidth() const;
    QString metaText() const;

    ChatMessage m_message;
    MessagePlace m_place;
    MessageStyle m_style;
    QString m_words; ///< what is laid out, without what stands in for the rest
    std::unique_ptr<QTextLayout> m_text;
    QFont m_metaFont;
    RowSeparators m_separators;
    QuoteBlock m_quote;
    CardStack m_cards;
    ReactionRow m_reactions;
    QRectF m_bubble; ///< relative to the row, as all that follows
    QPointF m_textPosition;
    QRectF m_metaRect;
    QRectF m_nameRect; ///< in compact rows, and in the first bubble that somebody in a room says in a row
    QRectF m_stateRect; ///< where compact rows have how far the message got
    QRectF m_retryRect;
    int m_restStart = -1; ///< in the text, of what stands in for the rest
    int m_height = 0;
};

} // namespace natter
