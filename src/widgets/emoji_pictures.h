// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QPixmap>
#include <QRawFont>

namespace natter {

/// Emoji in colour, each amid a square. Drawing one takes about a millisecond, as its font has it compressed, so those
/// that were drawn are kept.
class EmojiPictures
{
public:
    EmojiPictures();

    /// `side` of the squares and `size` of the emoji therein, in device-independent pixels. Another measure forgets
    /// all.
    void setMeasures(const QFont &font, int side, int size, double devicePixelRatio);
    bool isKnown(const QString &emoji) const { return m_pictures.contains(emoji); }
    /// Drawn if it is not known.
    QPixmap of(const QString &emoji);

private:
    QPixmap draw(const QString &emoji) const;
    bool drawSign(QPainter &painter, const QString &emoji) const;

    QFont m_font;
    QRawFont m_colour; ///< the font that emoji are from
    QRectF m_bounds; ///< of a sign in it; they are all alike
    int m_side = 0;
    double m_devicePixelRatio = 0;
    QCache<QString, QPixmap> m_pictures;
};

} // namespace natter
