// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/event_lines.h"
#include "widgets/message_place.h"
#include "widgets/message_style.h"

#include <QDateTime>

class QPainter;

namespace natter {

/// What it says where something is missing.
QString missingText(const TimelineModel::MissingPart &part);

/// What the line says that stands before so many new messages.
QString newLineText(int count, const QDateTime &first);

/// What stands where the nickname of a private conversation in a room goes to somebody else; some rooms give everybody
/// another id now and then, so it may not.
QString otherPersonText(const QString &nick);

/// What stands between a message and its neighbours: the day, what happened in the room, the line before what is
/// new, that somebody else has the nickname, and what is missing.
class RowSeparators
{
public:
    RowSeparators(const MessagePlace &place, const MessageStyle &style, const QDateTime &time);

    /// Above the message,
    double height() const;
    /// and below it.
    double heightBelow() const;
    void paint(QPainter &painter, int top, int rowHeight) const;
    /// What is missing at that point of the row, and can be fetched.
    std::optional<TimelineModel::MissingPart> missingAt(const QPointF &point, int rowHeight) const;

private:
    QRectF missingRect(const TimelineModel::MissingPart &part, double top) const;
    void paintMissing(QPainter &painter, const TimelineModel::MissingPart &part, double top) const;
    void paintChip(QPainter &painter, double top, const QString &text) const;
    void paintNewLine(QPainter &painter, double top) const;

    MessagePlace m_place;
    EventLines m_eventsBeforeDay;
    EventLines m_eventsAbove;
    EventLines m_eventsBelow;
    Theme m_theme;
    QFont m_font;
    int m_width;
    QDateTime m_time; ///< of the message
};

} // namespace natter
