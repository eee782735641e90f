// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_layout.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/link_finder.h"
#include "media/consistent_colour.h"
#include "models/friendly_time.h"
#include "models/message_text.h"
#include "models/nick_matches.h"
#include "models/room_names.h"
#include "widgets/avatar.h"
#include "widgets/emoji_runs.h"
#include "widgets/error_text.h"
#include "widgets/icons.h"
#include "widgets/style_formats.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace natter {

using Delivery = ChatMessage::Delivery;

static constexpr int mostEmoji = 150; ///< laid out at once: each takes as long as a hundred letters
static constexpr double radius = 14;
static constexpr double padX = 12;
static constexpr double padY = 7;
static constexpr int avatarSize = 32;
static constexpr int sideMargin = 20;
static constexpr int tickWidth = 18;
static constexpr double mentionWidth = 4; ///< of the edge of what means us

MessageLayout::MessageLayout(const ChatMessage &message, const MessagePlace &place, const MessageStyle &style)
    : m_message(message)
    , m_place(place)
    , m_style(style)
    , m_metaFont(metaFontOf(style))
    , m_separators(place, style, message.time)
    , m_quote(message, style)
    , m_cards(message, isOurWords() ? QList<LinkCard>() : cardsFor(message.body, message.cards), style)
    , m_reactions(message, style)
{
    int top = static_cast<int>(m_separators.height());
    top += place.startsGroup && !place.dayAbove && place.otherAbove.isEmpty() ? 10 : 3;
    setUpText();
    if (style.compact) {
        placeCompact(top);
    } else {
        placeBubble(top);
    }
    m_height = qCeil(m_bubble.bottom() + placeReactions() + m_separators.heightBelow());
}

QString shownAtOnce(const QString &text)
{
    const QString start = cut(text, limits::bodyChars);
    return start.left(endOfEmoji(start, mostEmoji));
}

void MessageLayout::setUpText()
{
    const QString words =
        isOurWords() ? shownText(m_message) : wordsOf(m_message, actorOf(m_message, m_style.peerName));
    m_words = shownAtOnce(words);
    QString body = m_words;
    body.replace(u'\n', QChar::LineSeparator);
    if (words.size() > m_words.size()) {
        m_restStart = static_cast<int>(body.size()) + 1;
        body += QChar::LineSeparator
            + QCoreApplication::translate("natter::MessageLayout", "Show the whole message (%1 characters)…")
                  .arg(QLocale().toString(m_message.body.size()));
    }
    QFont font = m_style.font;
    font.setItalic(isOurWords() || isAction(m_message));
    const EmojiRuns emoji = emojiRuns(body);
    if (!m_style.compact && emoji.count > 0 && emoji.count <= 3 && emojiRuns(QString(body).remove(u' ')).nothingElse) {
        font.setPointSizeF(font.pointSizeF() * 2.6);
    }
    m_text = std::make_unique<QTextLayout>(joinedForDrawing(body), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(body.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(body.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    m_text->setTextOption(option);
    m_text->setCacheEnabled(true);
    QList<QTextLayout::FormatRange> formats;
    if (isOurWords()) {
        QTextCharFormat muted;
        muted.setForeground(metaColour());
        formats.append({ 0, static_cast<int>(body.size()), muted });
    }
    if (!isOurWords() && !m_message.isUnstyled) {
        formats += styleFormats(body, metaColour(), m_style.theme.text);
    }
    if (!isOurWords() && m_message.isMention) {
        formats += mentionFormats(body);
    }
    const auto links = isOurWords() ? QList<FoundLink>() : findLinks(body);
    const auto rest =
        m_restStart < 0 ? QList<FoundLink>() : QList<FoundLink> { { m_restStart, body.size() - m_restStart } };
    for (const FoundLink &link : links + rest) {
        QTextCharFormat format;
        format.setForeground(m_style.theme.accent);
        format.setFontUnderline(true);
        formats.append({ static_cast<int>(link.start), static_cast<int>(link.length), format });
    }
    m_text->setFormats(formats + emojiFormats(emoji, font));
}

/// Where it names us, or something else that we watch.
QList<QTextLayout::FormatRange> MessageLayout::mentionFormats(const QString &body) const
{
    QTextCharFormat format;
    format.setForeground(m_style.theme.accent);
    format.setFontWeight(QFont::DemiBold);
    QList<QTextLayout::FormatRange> formats;
    for (const auto &[start, length] : nickRuns(body, m_style.ownNick) + watchedRuns(body, m_style.watchedWords)) {
        formats.append({ static_cast<int>(start), static_cast<int>(length), format });
    }
    return formats;
}

/// Breaks the text into lines; returns the width that the longest needs.
double MessageLayout::layOutText(double width)
{
    double widest = 0;
    double y = 0;
    m_text->beginLayout();
    for (QTextLine line = m_text->createLine(); line.isValid(); line = m_text->createLine()) {
        line.setLineWidth(width);
        line.setPosition({ 0, y });
        y += line.height();
        widest = qMax(widest, line.naturalTextWidth());
    }
    m_text->endLayout();
    return qCeil(widest);
}

/// Of many, each has to be told apart.
bool MessageLayout::namesSender() const
{
    return m_message.kind == ChatKind::Room && !m_message.isOutgoing() && m_place.startsGroup && !m_style.compact;
}

QString MessageLayout::senderName() const
{
    if (m_message.isOutgoing()) {
        return QCoreApplication::translate("natter::MessageLayout", "You");
    }
    return toldApart(senderOf(m_message, m_style.peerName), { m_message.nick, m_message.occupant }, m_style.names);
}

/// As senderName(), in so much room; that somebody is told apart is seen however long they are called.
QString MessageLayout::fittingName(double width) const
{
    const QFontMetricsF metrics(nameFont());
    const QString whole = senderName();
    const NamedPerson sender { m_message.nick, m_message.occupant };
    if (m_message.isOutgoing() || !m_style.names.takenFor(sender) || metrics.horizontalAdvance(whole) <= width) {
        return whole;
    }
    const QString name = senderOf(m_message, m_style.peerName);
    const double left = width - metrics.horizontalAdvance(toldApart(QString(), sender, m_style.names));
    return left < width / 3 ? QStringLiteral("≠ ") + name
                            : toldApart(metrics.elidedText(name, Qt::ElideRight, left), sender, m_style.names);
}

/// Of two who have one name, the one who is less known has a colour of their own.
QString MessageLayout::colourSeed() const
{
    const bool isSecond =
        !m_message.isOutgoing() && m_style.names.takenFor({ m_message.nick, m_message.occupant }) == m_message.nick;
    return isSecond ? m_message.occupant : colourSeedOf(m_message);
}

/// Where the sender's picture stands, if this message has it.
QRectF MessageLayout::avatarRect() const
{
    if (m_style.compact || m_message.isOutgoing() || !m_place.endsGroup) {
        return {};
    }
    const double x = isMirrored() ? m_style.width - sideMargin - avatarSize : sideMargin;
    return { x, m_bubble.bottom() - avatarSize, avatarSize, avatarSize };
}

bool MessageLayout::isSenderAt(const QPointF &point) const
{
    const bool isSomebody = m_message.kind == ChatKind::Room && !m_message.nick.isEmpty() && !m_message.isOutgoing();
    const double width = qMin(QFontMetricsF(nameFont()).horizontalAdvance(senderName()), m_nameRect.width());
    QRectF name = m_nameRect;
    name.setWidth(width);
    if (isMirrored()) {
        name.moveRight(m_nameRect.right());
    }
    return isSomebody && (avatarRect().contains(point) || ((m_style.compact || namesSender()) && name.contains(point)));
}

QFont MessageLayout::nameFont() const
{
    QFont font = m_style.font;
    font.setWeight(QFont::DemiBold);
    if (!m_style.compact) {
        font.setPointSizeF(qMax(7.0, font.pointSizeF() - 1));
    }
    return font;
}

QString MessageLayout::metaText() const
{
    const QString time = shortTime(m_message.time.toLocalTime().time());
    return m_message.edited.isValid() && !m_style.compact // where times stand below each other
        ? QCoreApplication::translate("natter::MessageLayout", "%1 · edited").arg(time)
        : time;
}

/// It was retracted, or is about to be.
bool MessageLayout::saysNothing() const
{
    return m_message.isRetracted() || m_message.purpose == ChatMessage::Purpose::Retraction;
}

static QString editedText() { return QCoreApplication::translate("natter::MessageLayout", "edited"); }

static QString retryText() { return QCoreApplication::translate("natter::MessageLayout", "Retry"); }

double MessageLayout::metaWidth() const
{
    const QFontMetricsF metrics(m_metaFont);
    double width = metrics.horizontalAdvance(metaText());
    if (m_message.delivery == Delivery::Failed) {
        width = metrics.horizontalAdvance(failureText(m_message.failure) + QStringLiteral(" · ") + retryText());
    } else if (m_message.isOutgoing()) {
        width += tickWidth;
    }
    return qCeil(width);
}

void MessageLayout::placeBubble(int top)
{
    const bool out = m_message.isOutgoing();
    const double leftEdge = sideMargin + avatarSize + 8;
    const double available = m_style.width - leftEdge - sideMargin;
    const double longest = qMin(available * 0.86, QFontMetricsF(m_style.font).averageCharWidth() * 74);
    const double textWidth = layOutText(qMax(40.0, longest - 2 * padX));
    const double meta = metaWidth();
    const double metaHeight = QFontMetricsF(m_metaFont).height();
    const int lines = m_text->lineCount();
    const QTextLine last = m_text->lineAt(lines - 1);
    const double textHeight = last.y() + last.height();
    const double gap = 10;
    const QFontMetricsF nameMetrics(nameFont());
    const double nameHeight = namesSender() ? qCeil(nameMetrics.height()) + 2 : 0;
    const double nameWidth = namesSender() ? qCeil(nameMetrics.horizontalAdvance(senderName()) * 1.05) : 0;

    const bool beside = m_cards.isEmpty() && !m_text->text().isRightToLeft()
        && last.naturalTextWidth() + gap + meta <= longest - 2 * padX;
    const double needed = beside ? qMax(textWidth, last.naturalTextWidth() + gap + meta) : qMax(textWidth, meta);
    const double inner = std::max({ needed, m_quote.width(longest - 2 * padX), m_cards.width(longest - 2 * padX),
                                    qMin(nameWidth, longest - 2 * padX) });
    const double textTop = nameHeight + m_quote.height();
    const double textBottom = textTop + textHeight;
    const double innerHeight = textBottom + m_cards.layOut(inner) + (beside ? 0 : metaHeight);
    const double width = inner + 2 * padX;
    const double height = innerHeight + 2 * padY;
    const bool right = out != isMirrored();
    double x = right ? m_style.width - sideMargin - width : (isMirrored() ? sideMargin : leftEdge);
    if (right && isMirrored()) {
        x = m_style.width - leftEdge - width;
    }
    m_bubble = QRectF(x, top, width, height);
    m_nameRect = QRectF(x + padX, top + padY - 1, inner, nameHeight);
    m_quote.place({ x + padX, top + padY + nameHeight, inner, m_quote.height() });
    m_textPosition = { x + padX, top + padY + textTop };
    m_cards.place({ x + padX, top + padY + textBottom });
    if (m_text->text().isRightToLeft()) { // stands at the right of its lines
        layOutText(qMax(inner, 1.0));
    }
    m_metaRect = QRectF(m_bubble.right() - padX - meta, m_bubble.bottom() - padY - metaHeight + (beside ? 1 : 0), meta,
                        metaHeight);
    if (m_message.delivery == Delivery::Failed) {
        const double retry = QFontMetricsF(m_metaFont).horizontalAdvance(retryText());
        m_retryRect = QRectF(m_metaRect.right() - retry, m_metaRect.top(), retry, metaHeight).adjusted(-4, -4, 4, 4);
    }
}

/// Time, name and text side by side; where that leaves no room for the text, it goes below.
void MessageLayout::placeCompact(int top)
{
    const QFontMetricsF metrics(m_metaFont);
    const QFontMetricsF textMetrics(m_style.font);
    const double left = sideMargin + metrics.horizontalAdvance(metaText()) + 14;
    const double name = textMetrics.averageCharWidth() * 14;
    const bool failed = m_message.delivery == Delivery::Failed;
    const double atLeast = textMetrics.averageCharWidth() * 20;
    const double room = m_style.width - left - name - sideMargin;
    const double edited = m_message.edited.isValid() ? metrics.horizontalAdvance(editedText()) + 8 : 0;
    const double ticks = (m_message.isOutgoing() ? tickWidth + 8 : 0) + edited;
    const bool stacked = room - ticks < atLeast;
    const bool stateBelow = failed && (stacked || room - metaWidth() - 8 < atLeast);
    const double textLeft = stacked ? sideMargin : left + name;
    const double quoteTop = stacked ? top + textMetrics.height() : top;
    const double textTop = quoteTop + m_quote.height();
    const double beside = room - (failed ? (stateBelow ? 0 : metaWidth() + 8) : ticks);
    const double textWidth = qMax(40.0, stacked ? m_style.width - 2.0 * sideMargin : beside);
    const double widest = layOutText(textWidth);
    m_quote.place(mirrored({ textLeft, quoteTop, m_quote.width(textWidth), m_quote.height() }));
    const QTextLine last = m_text->lineAt(m_text->lineCount() - 1);
    const double textEnd = textTop + last.y() + last.height();
    const double cardWidth = m_cards.width(qMin(textWidth, textMetrics.averageCharWidth() * 74));
    const double textBottom = textEnd + m_cards.layOut(cardWidth);
    m_cards.place(mirrored({ textLeft, textEnd, cardWidth, 0 }).topLeft());
    m_textPosition = mirrored({ textLeft, textTop, textWidth, 0 }).topLeft();
    if (isMirrored()) {
        m_textPosition.rx() += textWidth - widest; // beside the name
    }
    if (m_text->text().isRightToLeft()) { // its lines begin where the longest does
        layOutText(qMax(widest, 1.0));
    }
    const double nameWidth = stacked ? m_style.width - left - sideMargin - tickWidth : name - 8;
    m_nameRect = mirrored({ left, static_cast<double>(top), nameWidth, textMetrics.height() });
    m_metaRect = mirrored({ sideMargin, top + 1.0, left - sideMargin, metrics.height() });
    const double stateWidth = qMin(m_message.isOutgoing() ? metaWidth() : 0, m_style.width - 2.0 * sideMargin);
    m_stateRect = mirrored(
        { m_style.width - sideMargin - stateWidth, stateBelow ? textBottom : top + 1.0, stateWidth, metrics.height() });
    m_bubble = QRectF(0, top, m_style.width, textBottom + (stateBelow ? metrics.height() : 0) + 2 - top);
    if (failed) {
        const double retry = metrics.horizontalAdvance(retryText());
        const double retryLeft = isMirrored() ? m_stateRect.left() : m_stateRect.right() - retry;
        m_retryRect = QRectF(retryLeft, m_stateRect.top(), retry, metrics.height()).adjusted(-4, -4, 4, 4);
    }
}

/// Below the message, from the side that it stands at; returns how much that takes.
double MessageLayout::placeReactions()
{
    if (saysNothing() || m_reactions.isEmpty()) {
        return 0;
    }
    const double beside = sideMargin + avatarSize + 8; // the picture
    const bool right = (m_message.isOutgoing() && !m_style.compact) != isMirrored();
    double start = isMirrored() ? sideMargin : beside;
    double end = m_style.width - (isMirrored() ? beside : sideMargin);
    if (m_style.compact && isMirrored()) {
        end = m_nameRect.left() - 8;
    } else if (m_style.compact) {
        start = m_textPosition.x();
    }
    return m_reactions.place(start, m_bubble.bottom(), qMax(80.0, end - start), right);
}

/// In compact rows, which are laid out left to right first.
QRectF MessageLayout::mirrored(const QRectF &rect) const
{
    return isMirrored() ? QRectF(m_style.width - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

QColor MessageLayout::metaColour() const
{
    const bool onOurBubble = m_message.isOutgoing() && !m_style.compact;
    return onOurBubble ? m_style.theme.mutedOnBubbleOut : m_style.theme.muted;
}

/// Clock, arrow, tick, two ticks: the message waits, is on its way, the server has it, or the other side.
void MessageLayout::paintTicks(QPainter &painter, const QRectF &rect) const
{
    const bool queued = m_message.delivery == Delivery::Queued || m_message.isChanging;
    const bool written = m_message.delivery == Delivery::Written;
    const bool displayed = m_message.delivery == Delivery::Displayed;
    const bool delivered = displayed || m_message.delivery == Delivery::Delivered;
    const QString confirmed = delivered ? QStringLiteral("check-double") : QStringLiteral("check");
    const QString name = queued ? QStringLiteral("clock") : (written ? QStringLiteral("up") : confirmed);
    const QIcon icon = tintedIcon(name, displayed ? m_style.theme.accent : metaColour());
    icon.paint(&painter, rect.toRect());
}

void MessageLayout::paintMeta(QPainter &painter, const QPointF &offset) const
{
    const Theme &theme = m_style.theme;
    painter.setFont(m_metaFont);
    // Absolute: the painter would mirror once more what is mirrored already
    const auto left = Qt::AlignLeft | Qt::AlignAbsolute;
    const auto right = Qt::AlignRight | Qt::AlignAbsolute;
    const auto start = isMirrored() ? right : left;
    const auto end = isMirrored() ? left : right;
    QRectF rect = m_metaRect.translated(offset);
    if (m_message.delivery == Delivery::Failed) {
        painter.setPen(theme.danger);
        const QString retry = QStringLiteral(" · ") + retryText();
        if (m_style.compact) {
            painter.setPen(theme.muted);
            painter.drawText(rect, start | Qt::AlignVCenter, metaText());
            painter.setPen(theme.danger);
            rect = m_stateRect.translated(offset);
        }
        const QFontMetricsF metrics(m_metaFont);
        const QString text = metrics.elidedText(failureText(m_message.failure), Qt::ElideRight,
                                                rect.width() + 1 - metrics.horizontalAdvance(retry))
            + retry;
        painter.drawText(rect, (m_style.compact ? end : left) | Qt::AlignVCenter, text);
        return;
    }
    painter.setPen(metaColour());
    painter.drawText(rect, (m_style.compact ? start : left) | Qt::AlignVCenter, metaText());
    if (m_style.compact && m_message.edited.isValid()) {
        const double taken = sideMargin + (m_message.isOutgoing() ? tickWidth + 4 : 0);
        painter.drawText(mirrored({ 0, rect.top(), m_style.width - taken, rect.height() }), end | Qt::AlignVCenter,
                         editedText());
    }
    if (m_message.isOutgoing()) {
        const double edge = m_style.compact ? m_style.width - sideMargin : rect.right();
        const QRectF ticks(edge - 14, rect.center().y() - 7, 14, 14);
        paintTicks(painter, m_style.compact ? mirrored(ticks) : ticks);
    }
}

/// What means us has an edge of the accent's colour where its lines begin.
void MessageLayout::paintBubble(QPainter &painter, const QRectF &bubble) const
{
    const Theme &theme = m_style.theme;
    QPainterPath shape;
    shape.addRoundedRect(bubble, radius, radius);
    if (!m_style.compact) {
        painter.setPen(theme.dark || m_message.isOutgoing() ? Qt::NoPen : QPen(theme.line, 1));
        painter.setBrush(m_message.isOutgoing() ? theme.bubbleOut : theme.bubbleIn);
        painter.drawPath(shape);
    }
    if (!m_message.isMention) {
        return;
    }
    QRectF edge = m_style.compact ? bubble.adjusted(8, 1, -8, -1) : bubble;
    edge.setWidth(m_style.compact ? mentionWidth - 1 : mentionWidth);
    if (isMirrored()) {
        edge.moveRight(bubble.right() - (m_style.compact ? 8 : 0));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    if (m_style.compact) {
        painter.drawRoundedRect(edge, edge.width() / 2, edge.width() / 2);
    } else {
        QPainterPath strip;
        strip.addRect(edge);
        painter.drawPath(shape.intersected(strip));
    }
}

void MessageLayout::paintName(QPainter &painter, const QPointF &offset) const
{
    painter.setFont(nameFont());
    painter.setPen(consistentColour(colourSeed(), m_style.theme.dark));
    drawLine(painter, m_nameRect.translated(offset), fittingName(m_nameRect.width()),
             isMirrored() ? Qt::AlignRight : Qt::AlignLeft);
}

void MessageLayout::paint(QPainter &painter, int top, bool hasFocus, const Piece &selected) const
{
    const Theme &theme = m_style.theme;
    const QPointF offset(0, top);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    m_separators.paint(painter, top, m_height);
    const QRectF bubble = m_bubble.translated(offset);
    paintBubble(painter, bubble);
    if (const QRectF avatar = avatarRect(); !avatar.isEmpty()) {
        const bool isRoomItself = m_message.kind == ChatKind::Room && m_message.nick.isEmpty();
        paintAvatar(painter, avatar.translated(offset), colourSeed(), senderName(),
                    isRoomItself ? AvatarShape::Square : AvatarShape::Round,
                    m_style.faceOf ? m_style.faceOf(m_message) : QImage());
    }
    if (m_style.compact || namesSender()) {
        paintName(painter, offset);
    }
    if (hasFocus) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(bubble.adjusted(-2, -2, 2, 2), radius, radius);
    }
    painter.setPen(theme.text);
    QList<QTextLayout::FormatRange> marks;
    if (selected) {
        QTextCharFormat format;
        format.setBackground(theme.accent);
        format.setForeground(theme.onAccent);
        marks.append(
            { static_cast<int>(selected->first), static_cast<int>(selected->second - selected->first), format });
    }
    m_quote.paint(painter, offset);
    painter.setPen(theme.text);
    m_text->draw(&painter, m_textPosition + offset, marks);
    m_cards.paint(painter, offset);
    if (!saysNothing()) {
        m_reactions.paint(painter, offset);
    }
    paintMeta(painter, offset);
    painter.restore();
}

qsizetype MessageLayout::length() const
{
    if (isOurWords()) {
        return 0;
    }
    return m_restStart < 0 ? m_text->text().size() : m_restStart - 1; // the line break before it is not the message's
}

qsizetype MessageLayout::positionAt(const QPointF &point) const
{
    const QPointF inText = point - m_textPosition;
    if (inText.y() < 0) {
        return 0;
    }
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (inText.y() < line.y() + line.height()) {
            return qMin<qsizetype>(line.xToCursor(inText.x()), length());
        }
    }
    return length();
}

bool MessageLayout::isTextAt(const QPointF &point) const
{
    const QPointF inText = point - m_textPosition;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        if (m_text->lineAt(i).naturalTextRect().contains(inText)) {
            return true;
        }
    }
    return false;
}

Qt::CursorShape MessageLayout::cursorAt(const QPointF &point) const
{
    const bool answers = linkRangeAt(point) || isRetryAt(point) || missingAt(point) || isSpoilerAt(point)
        || isQuoteAt(point) || isSenderAt(point) || reactionAt(point) || !m_cards.linkAt(point).isEmpty();
    return answers ? Qt::PointingHandCursor : (isTextAt(point) ? Qt::IBeamCursor : Qt::ArrowCursor);
}

std::pair<qsizetype, qsizetype> MessageLayout::wordAt(qsizetype position) const
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, m_text->text());
    finder.setPosition(qMin(position, length()));
    const qsizetype first = finder.isAtBoundary() && finder.boundaryReasons().testFlag(QTextBoundaryFinder::StartOfItem)
        ? finder.position()
        : qMax<qsizetype>(finder.toPreviousBoundary(), 0);
    finder.setPosition(qMin(position, length()));
    const qsizetype last = finder.toNextBoundary();
    return { first, last < 0 ? length() : qMin(last, length()) };
}

std::optional<QTextLayout::FormatRange> MessageLayout::linkRangeAt(const QPointF &point) const
{
    const QPointF inText = point - m_textPosition;
    for (int i = 0; i < m_text->lineCount(); ++i) {
        const QTextLine line = m_text->lineAt(i);
        if (!line.naturalTextRect().contains(inText)) {
            continue;
        }
        const int position = line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
        const auto formats = m_text->formats();
        for (const auto &range : formats) {
            const bool link = range.format.fontUnderline();
            if (link && position >= range.start && position < range.start + range.length) {
                return range;
            }
        }
    }
    return {};
}

QString MessageLayout::linkAt(const QPointF &point) const
{
    const auto range = linkRangeAt(point);
    return range && range->start != m_restStart ? m_words.mid(range->start, range->length) : m_cards.linkAt(point);
}

bool MessageLayout::isRestAt(const QPointF &point) const
{
    const auto range = m_restStart < 0 ? std::nullopt : linkRangeAt(point);
    return range && range->start == m_restStart;
}

} // namespace natter
