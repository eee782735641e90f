// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"
#include "widgets/message_style.h"

#include <QPixmap>
#include <QRectF>
#include <QStringList>

class QPainter;

namespace natter {

/// What the sender of a message says about links in it, below its text (XEP-0511): where each of them leads to, and
/// what is said to be there, which is marked as theirs to say.
class CardStack
{
public:
    /// Those of the message that are shown.
    CardStack(const ChatMessage &message, const QList<LinkCard> &cards, const MessageStyle &style);

    bool isEmpty() const { return m_cards.isEmpty(); }
    /// What they would like to have, of `most` at most.
    double width(double most) const;
    /// Breaks them into lines; returns the height, with what is left free above, or 0 if there are none.
    double layOut(double width);
    /// In the row, after that.
    void place(const QPointF &topLeft);
    void paint(QPainter &painter, const QPointF &offset) const;
    /// The link of the card there, or an empty text.
    QString linkAt(const QPointF &point) const;

private:
    struct Placed
    {
        LinkCard card;
        QString host;
        bool hasPicture = false;
        QStringList title; ///< by lines
        QStringList description;
        QRectF rect; ///< in the row
    };

    QFont boldFont() const;
    double pictureSide() const;
    QString claim(const QString &site, double room) const;
    double room(const Placed &placed, double width) const;
    void paintCard(QPainter &painter, const Placed &placed, const QRectF &rect) const;
    void paintHost(QPainter &painter, const Placed &placed, const QRectF &line) const;
    void paintLines(QPainter &painter, QRectF &line, const QStringList &lines) const;

    QList<Placed> m_cards;
    MessageStyle m_style;
    bool m_isOurs;
    QColor m_muted;
    QFont m_font;
};

/// A picture that came with a card, in a square of so many pixels; null if it cannot be decoded, or is beyond
/// limits::cardPicturePixels.
QPixmap cardPicture(const QByteArray &picture, int side);

} // namespace natter
