// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card_stack.h"

#include "base/limits.h"
#include "widgets/emoji_runs.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QImageReader>
#include <QPainter>
#include <QPixmapCache>
#include <QTextLayout>

#include <algorithm>

namespace natter {

static constexpr double barWidth = 3;
static constexpr double pad = 8;
static constexpr double padY = 4;
static constexpr double gap = 6;
static constexpr double sharpness = 2; ///< of pictures, for fine screens
static constexpr int mostTitleLines = 2;
static constexpr int mostDescriptionLines = 2;

namespace {

/// By its first bytes alone it is known to be one of two kinds, and by its head how large it is.
class PictureReader
{
    QBuffer m_buffer; ///< outlives its reader

public:
    PictureReader(const QByteArray &picture, int side)
    {
        m_buffer.setData(picture);
        reader.setDevice(&m_buffer);
        reader.setFormat(picture.startsWith('\x89') ? "png" : "jpeg");
        reader.setAutoDetectImageFormat(false);
        const QSize size = picture.isEmpty() ? QSize() : reader.size();
        const bool isInBounds = !size.isEmpty() && qMax(size.width(), size.height()) <= limits::cardPicturePixels;
        const QSize fitting = isInBounds ? size.scaled(side, side, Qt::KeepAspectRatioByExpanding) : QSize();
        const bool isLine = fitting.width() > 8 * side || fitting.height() > 8 * side;
        scaled = isLine ? QSize() : fitting;
    }

    QImageReader reader;
    QSize scaled; ///< it covers the square then; empty: it is not to be shown
};

} // namespace

QPixmap cardPicture(const QByteArray &picture, int side)
{
    PictureReader opened(picture, side);
    const QSize scaled = opened.scaled;
    if (scaled.isEmpty()) {
        return {};
    }
    const QImage image = opened.reader.read().scaled(scaled, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image.isNull()
        ? QPixmap()
        : QPixmap::fromImage(image.copy((scaled.width() - side) / 2, (scaled.height() - side) / 2, side, side));
}

/// Decoded when it is first seen: whoever scrolls past many, or makes the window wider, does not wait for all of them.
static QPixmap shownPicture(const QByteArray &picture, int side)
{
    const QString key =
        QStringLiteral("card-%1-%2")
            .arg(side)
            .arg(QString::fromLatin1(QCryptographicHash::hash(picture, QCryptographicHash::Sha256).toHex()));
    QPixmap shown;
    if (!QPixmapCache::find(key, &shown)) {
        shown = cardPicture(picture, side);
        QPixmapCache::insert(key, shown);
    }
    return shown;
}

/// At most so many lines; the last has all the rest, to be elided where it is drawn.
static QStringList brokenLines(const QString &text, const QFont &font, double width, int most)
{
    QStringList lines;
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid() && lines.size() < most; line = layout.createLine()) {
        line.setLineWidth(qMax(width, 1.0));
        const bool isLast = lines.size() == most - 1;
        lines.append(isLast ? text.mid(line.textStart()) : text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    lines.removeAll(QString());
    return lines;
}

CardStack::CardStack(const ChatMessage &message, const QList<LinkCard> &cards, const MessageStyle &style)
    : m_style(style)
    , m_isOurs(message.isOutgoing())
    , m_muted(m_isOurs && !style.compact ? style.theme.mutedOnBubbleOut : style.theme.muted)
    , m_font(metaFontOf(style))
{
    m_font.setPointSizeF(qMax(7.0, style.font.pointSizeF() - 1));
    for (const LinkCard &card : cards) {
        const int side = qRound(pictureSide() * sharpness);
        m_cards.append({ card, hostOf(card.link), !PictureReader(card.picture, side).scaled.isEmpty(), {}, {}, {} });
    }
}

QFont CardStack::boldFont() const
{
    QFont font = m_font;
    font.setWeight(QFont::DemiBold);
    return font;
}

double CardStack::pictureSide() const { return qRound(QFontMetricsF(m_font).height() * 3); }

/// Beside the host: what the page is said to call itself, and that it is others who say all this.
QString CardStack::claim(const QString &site, double room) const
{
    const QFontMetricsF metrics(m_font);
    const QString alone = QCoreApplication::translate("natter::CardStack", "Claimed by the sender");
    if (m_isOurs || site.isEmpty()) {
        return m_isOurs ? site : alone;
    }
    const QString both = QCoreApplication::translate("natter::CardStack", "%1 · claimed by the sender");
    const double rest = room - metrics.horizontalAdvance(both.arg(QString()));
    return rest > 4 * pad ? both.arg(metrics.elidedText(site, Qt::ElideRight, rest)) : alone;
}

/// For the texts of a card.
double CardStack::room(const Placed &placed, double width) const
{
    return width - barWidth - 2 * pad - (placed.hasPicture ? pictureSide() + pad : 0);
}

double CardStack::width(double most) const
{
    double widest = 0;
    for (const Placed &placed : m_cards) {
        const QString beside = claim(placed.card.site, most);
        const double claimed = beside.isEmpty() ? 0 : pad + QFontMetricsF(m_font).horizontalAdvance(beside);
        const double texts = std::max({ QFontMetricsF(boldFont()).horizontalAdvance(placed.host) + claimed,
                                        QFontMetricsF(boldFont()).horizontalAdvance(placed.card.title),
                                        QFontMetricsF(m_font).horizontalAdvance(placed.card.description) });
        widest = qMax(widest, qCeil(texts * 1.05) + most - room(placed, most)); // emoji are wider
    }
    return qMin(most, widest);
}

double CardStack::layOut(double width)
{
    double y = 0;
    for (Placed &placed : m_cards) {
        const double texts = room(placed, width);
        placed.title = brokenLines(placed.card.title, boldFont(), texts, mostTitleLines);
        placed.description = brokenLines(placed.card.description, m_font, texts, mostDescriptionLines);
        const double lines = QFontMetricsF(boldFont()).height() * double(1 + placed.title.size())
            + QFontMetricsF(m_font).height() * double(placed.description.size());
        const double inner = qMax(lines, placed.hasPicture ? pictureSide() : 0);
        placed.rect = QRectF(0, y + gap, width, qCeil(inner) + 2 * padY);
        y = placed.rect.bottom();
    }
    return y;
}

void CardStack::place(const QPointF &topLeft)
{
    for (Placed &placed : m_cards) {
        placed.rect.translate(topLeft);
    }
}

QString CardStack::linkAt(const QPointF &point) const
{
    const auto found = std::find_if(m_cards.cbegin(), m_cards.cend(),
                                    [&point](const Placed &placed) { return placed.rect.contains(point); });
    return found == m_cards.cend() ? QString() : found->card.link;
}

void CardStack::paint(QPainter &painter, const QPointF &offset) const
{
    for (const Placed &placed : m_cards) {
        painter.save();
        paintCard(painter, placed, placed.rect.translated(offset));
        painter.restore();
    }
}

void CardStack::paintCard(QPainter &painter, const Placed &placed, const QRectF &rect) const
{
    const bool right = isMirrored();
    QColor shade = m_style.theme.accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    QRectF bar = rect;
    bar.setWidth(barWidth);
    if (right) {
        bar.moveRight(rect.right());
    }
    painter.drawRoundedRect(bar, barWidth / 2, barWidth / 2);
    shade.setAlphaF(0.08F);
    painter.setBrush(shade);
    painter.drawRoundedRect(rect, 4, 4);
    const double texts = room(placed, rect.width());
    const QRectF inner = rect.adjusted(0, padY, 0, -padY);
    if (placed.hasPicture) {
        const QPixmap picture = shownPicture(placed.card.picture, qRound(pictureSide() * sharpness));
        const double x = right ? rect.left() + pad : rect.right() - pad - pictureSide();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(QRectF(x, inner.top(), pictureSide(), pictureSide()), picture, QRectF(picture.rect()));
    }
    const double left = right ? rect.right() - barWidth - pad - texts : rect.left() + barWidth + pad;
    QRectF line(left, inner.top(), texts, QFontMetricsF(boldFont()).height());
    paintHost(painter, placed, line);
    line.translate(0, line.height());
    painter.setFont(boldFont());
    painter.setPen(m_style.theme.text);
    paintLines(painter, line, placed.title);
    painter.setFont(m_font);
    line.setHeight(QFontMetricsF(m_font).height());
    paintLines(painter, line, placed.description);
}

/// What is left out of a host is its beginning, as its end says whose it is; and it leaves room for the claim.
void CardStack::paintHost(QPainter &painter, const Placed &placed, const QRectF &line) const
{
    const QFontMetricsF metrics(boldFont());
    const QString atLeast = claim({}, 0);
    const double reserved = atLeast.isEmpty() ? 0 : QFontMetricsF(m_font).horizontalAdvance(atLeast) + pad + 1;
    const double room = qMax(line.width() - reserved, line.width() / 2);
    const QString host = metrics.elidedText(placed.host, Qt::ElideLeft, room);
    const Qt::Alignment side = isMirrored() ? Qt::AlignRight : Qt::AlignLeft;
    painter.setFont(boldFont());
    painter.setPen(m_style.theme.accent);
    drawLine(painter, line, host, side);
    const double taken = metrics.horizontalAdvance(host) + pad;
    painter.setFont(m_font);
    painter.setPen(m_muted);
    if (line.width() - taken > 4 * pad) {
        drawLine(painter, line.adjusted(isMirrored() ? 0 : taken, 0, isMirrored() ? -taken : 0, 0),
                 claim(placed.card.site, line.width() - taken), side);
    }
}

/// Below each other, each text from the side where it is read from.
void CardStack::paintLines(QPainter &painter, QRectF &line, const QStringList &lines) const
{
    for (const QString &text : lines) {
        const bool fromRight = lines.first().isRightToLeft();
        drawLine(painter, line, text, fromRight ? Qt::AlignRight : Qt::AlignLeft);
        line.translate(0, line.height());
    }
}

} // namespace natter
