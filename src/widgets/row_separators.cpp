// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/row_separators.h"

#include "base/text.h"
#include "models/friendly_time.h"

#include <QCoreApplication>
#include <QPainter>

namespace natter {

static constexpr int dayHeight = 44;
static constexpr int newLineHeight = 36;
static constexpr int missingHeight = 52;
static constexpr int sideMargin = 20;

RowSeparators::RowSeparators(const MessagePlace &place, const MessageStyle &style, const QDateTime &time)
    : m_place(place)
    , m_eventsBeforeDay(place.eventsBeforeDay, style)
    , m_eventsAbove(place.eventsAbove, style)
    , m_eventsBelow(place.eventsBelow, style)
    , m_theme(style.theme)
    , m_font(metaFontOf(style))
    , m_width(style.width)
    , m_time(time)
{
}

double RowSeparators::height() const
{
    return (m_place.missingAbove ? missingHeight : 0) + (m_place.dayAbove ? dayHeight : 0)
        + (m_place.otherAbove.isEmpty() ? 0 : dayHeight) + (m_place.newAbove > 0 ? newLineHeight : 0)
        + m_eventsBeforeDay.height() + m_eventsAbove.height();
}

double RowSeparators::heightBelow() const
{
    return (m_place.missingBelow ? missingHeight : 0) + m_eventsBelow.height();
}

QString missingText(const TimelineModel::MissingPart &part)
{
    using State = TimelineModel::MissingPart::State;
    const auto text = [](const char *english) { return QCoreApplication::translate("natter::MessageLayout", english); };
    if (part.state == State::Filling) {
        return text(QT_TRANSLATE_NOOP("natter::MessageLayout", "Fetching messages…"));
    }
    if (part.state == State::Gone) {
        return text(QT_TRANSLATE_NOOP("natter::MessageLayout", "The server no longer has what was said here"));
    }
    return part.isBeforeAll ? text(QT_TRANSLATE_NOOP("natter::MessageLayout", "Older messages are still on the server"))
                            : text(QT_TRANSLATE_NOOP("natter::MessageLayout", "Messages are missing here"));
}

static QString fetchText(const TimelineModel::MissingPart &part)
{
    using State = TimelineModel::MissingPart::State;
    if (part.state == State::Filling) {
        return {};
    }
    return part.state == State::Gone ? QCoreApplication::translate("natter::MessageLayout", "Try again")
                                     : QCoreApplication::translate("natter::MessageLayout", "Fetch");
}

QRectF RowSeparators::missingRect(const TimelineModel::MissingPart &part, double top) const
{
    const QFontMetricsF metrics(m_font);
    const QString action = fetchText(part);
    const double width = metrics.horizontalAdvance(missingText(part)) + 24
        + (action.isEmpty() ? 0 : metrics.horizontalAdvance(QStringLiteral(" · ") + action));
    return { (m_width - width) / 2, top + 12, width, metrics.height() + 12 };
}

std::optional<TimelineModel::MissingPart> RowSeparators::missingAt(const QPointF &point, int rowHeight) const
{
    const auto isAt = [&](const std::optional<TimelineModel::MissingPart> &part, double top) {
        return part && !fetchText(*part).isEmpty() && missingRect(*part, top).contains(point);
    };
    if (isAt(m_place.missingAbove, 0)) {
        return m_place.missingAbove;
    }
    return isAt(m_place.missingBelow, rowHeight - missingHeight) ? m_place.missingBelow : std::nullopt;
}

/// Across the whole width, as what is missing may be of any size.
void RowSeparators::paintMissing(QPainter &painter, const TimelineModel::MissingPart &part, double top) const
{
    const QFontMetricsF metrics(m_font);
    const QRectF chip = missingRect(part, top);
    painter.setPen(QPen(m_theme.line, 1, Qt::DashLine));
    painter.drawLine(QPointF(sideMargin, chip.center().y()), QPointF(chip.left() - 8, chip.center().y()));
    painter.drawLine(QPointF(chip.right() + 8, chip.center().y()), QPointF(m_width - sideMargin, chip.center().y()));
    painter.setPen(QPen(m_theme.line, 1));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.setFont(m_font);
    const QString action = fetchText(part);
    const QString text = missingText(part) + (action.isEmpty() ? QString() : QStringLiteral(" · "));
    const QRectF inner = chip.adjusted(12, 0, -12, 0);
    const auto start = (isMirrored() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter;
    const auto end = (isMirrored() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter;
    painter.setPen(m_theme.muted);
    painter.drawText(inner, start, text);
    painter.setPen(m_theme.accent);
    painter.drawText(inner, end, action);
}

QString otherPersonText(const QString &nick)
{
    return QCoreApplication::translate("natter::MessageLayout", "%1 may be somebody else from here on")
        .arg(embedded(nick));
}

void RowSeparators::paintChip(QPainter &painter, double top, const QString &whole) const
{
    const QFontMetricsF metrics(m_font);
    painter.setFont(m_font);
    const QString text = metrics.elidedText(whole, Qt::ElideRight, m_width - 2 * sideMargin - 24);
    const double width = metrics.horizontalAdvance(text) + 24;
    const QRectF chip((m_width - width) / 2, top + 14, width, metrics.height() + 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.setPen(m_theme.muted);
    painter.drawText(chip, Qt::AlignCenter, text);
}

QString newLineText(int count, const QDateTime &first)
{
    const QString news = QCoreApplication::translate("natter::MessageLayout", "%n new since you left", nullptr, count);
    return embedded(news) + QStringLiteral(" · ") + embedded(friendlyMoment(first));
}

void RowSeparators::paintNewLine(QPainter &painter, double top) const
{
    QFont font = m_font;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double room = m_width - 2 * (sideMargin + 24);
    const QString text = metrics.elidedText(newLineText(m_place.newAbove, m_time), Qt::ElideRight, room);
    const double half = metrics.horizontalAdvance(text) / 2 + 12;
    const double middle = top + newLineHeight / 2.0 + 4;
    const double centre = m_width / 2.0;
    painter.setPen(QPen(m_theme.accent, 1));
    painter.setOpacity(0.6);
    painter.drawLine(QPointF(sideMargin, middle), QPointF(centre - half, middle));
    painter.drawLine(QPointF(centre + half, middle), QPointF(m_width - sideMargin, middle));
    painter.setOpacity(1);
    painter.drawText(QRectF(centre - half, middle - metrics.height(), 2 * half, 2 * metrics.height()), Qt::AlignCenter,
                     text);
}

void RowSeparators::paint(QPainter &painter, int top, int rowHeight) const
{
    double y = top;
    if (m_place.missingBelow) {
        paintMissing(painter, *m_place.missingBelow, top + rowHeight - missingHeight);
    }
    m_eventsBelow.paint(painter, top + rowHeight - heightBelow());
    if (m_place.missingAbove) {
        paintMissing(painter, *m_place.missingAbove, y);
        y += missingHeight;
    }
    m_eventsBeforeDay.paint(painter, y);
    y += m_eventsBeforeDay.height();
    if (m_place.dayAbove) {
        paintChip(painter, y, friendlyDay(m_time.toLocalTime().date()));
        y += dayHeight;
    }
    m_eventsAbove.paint(painter, y);
    y += m_eventsAbove.height();
    if (!m_place.otherAbove.isEmpty()) {
        paintChip(painter, y, otherPersonText(m_place.otherAbove));
        y += dayHeight;
    }
    if (m_place.newAbove > 0) {
        paintNewLine(painter, y);
    }
}

} // namespace natter
