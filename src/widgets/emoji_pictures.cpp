// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_pictures.h"

#include "widgets/emoji_runs.h"

#include <QGlyphRun>
#include <QPainter>

namespace natter {

static constexpr qsizetype maxBytes = 16 * 1024 * 1024;
static constexpr QChar emojiStyle(0xfe0f);

EmojiPictures::EmojiPictures() : m_pictures(maxBytes) { }

void EmojiPictures::setMeasures(const QFont &font, int side, int size, double devicePixelRatio)
{
    QFont sized = font;
    sized.setPixelSize(size);
    if (sized == m_font && side == m_side && devicePixelRatio == m_devicePixelRatio) {
        return;
    }
    m_font = sized;
    m_side = side;
    m_devicePixelRatio = devicePixelRatio;
    m_pictures.clear();
    const QString sign = QStringLiteral("\U0001f600");
    const auto formats = emojiFormats(emojiRuns(sign), sized);
    sized.setFamilies(formats.first().format.fontFamilies().toStringList());
    m_colour = QRawFont::fromFont(sized);
    m_bounds = m_colour.boundingRect(m_colour.glyphIndexesForString(sign).value(0));
}

QPixmap EmojiPictures::of(const QString &emoji)
{
    if (const QPixmap *known = m_pictures.object(emoji)) {
        return *known;
    }
    QPixmap drawn = draw(emoji);
    m_pictures.insert(emoji, new QPixmap(drawn), drawn.width() * drawn.height() * drawn.depth() / 8);
    return drawn;
}

/// What is one sign needs no layout, which would have its picture read several times only to know how wide it is.
bool EmojiPictures::drawSign(QPainter &painter, const QString &emoji) const
{
    QString sign = emoji;
    sign.remove(emojiStyle);
    const auto characters = sign.toUcs4();
    if (characters.size() != 1 || !m_colour.supportsCharacter(characters.first()) || m_bounds.isEmpty()) {
        return false;
    }
    QGlyphRun run;
    run.setRawFont(m_colour);
    run.setGlyphIndexes(m_colour.glyphIndexesForString(sign).mid(0, 1));
    run.setPositions({ QPointF(0, 0) });
    const QPointF middle(m_side / 2.0, m_side / 2.0);
    painter.drawGlyphRun((middle - m_bounds.center()).toPoint(), run);
    return true;
}

QPixmap EmojiPictures::draw(const QString &emoji) const
{
    QPixmap pixmap(QSize(m_side, m_side) * m_devicePixelRatio);
    pixmap.setDevicePixelRatio(m_devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    if (drawSign(painter, emoji)) {
        return pixmap;
    }
    QTextLayout layout(joinedForDrawing(emoji), m_font);
    layout.setFormats(emojiFormats(emojiRuns(emoji), m_font));
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setNumColumns(static_cast<int>(emoji.size()));
    layout.endLayout();
    const double top = m_side / 2.0 - m_bounds.center().y() - line.ascent(); // as high as a single sign
    layout.draw(&painter, QPointF((m_side - line.naturalTextWidth()) / 2, top).toPoint());
    return pixmap;
}

} // namespace natter
