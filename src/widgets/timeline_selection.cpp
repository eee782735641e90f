// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_selection.h"

#include "models/timeline_model.h"
#include "widgets/timeline_text.h"

#include <limits>

namespace natter {

TimelineSelection::Place TimelineSelection::endOf(qint64 message)
{
    return { message, std::numeric_limits<qsizetype>::max() };
}

void TimelineSelection::begin(const Place &place)
{
    m_anchor = place;
    m_cursor = place;
}

void TimelineSelection::extendToMessage(qint64 message)
{
    const qint64 from = isEmpty() && m_anchor.message == 0 ? message : m_anchor.message;
    const bool backwards = message < from;
    m_anchor = backwards ? endOf(from) : Place { from, 0 };
    m_cursor = backwards ? Place { message, 0 } : endOf(message);
}

void TimelineSelection::set(qint64 message, qsizetype first, qsizetype last)
{
    m_anchor = { message, first };
    m_cursor = { message, last };
}

std::optional<std::pair<qsizetype, qsizetype>> TimelineSelection::in(qint64 message, qsizetype length) const
{
    if (isEmpty() || message < first().message || message > last().message) {
        return std::nullopt;
    }
    const qsizetype from = message == first().message ? qMin(first().position, length) : 0;
    const qsizetype to = message == last().message ? qMin(last().position, length) : length;
    return from < to ? std::optional(std::pair(from, to)) : std::nullopt;
}

QList<ChatMessage> TimelineSelection::messages(const TimelineModel &model) const
{
    QList<ChatMessage> found;
    for (int row = 0; row < model.rowCount(); ++row) {
        const ChatMessage &message = model.message(row);
        if (in(message.row, message.body.size())) {
            found.append(message);
        }
    }
    return found;
}

QString TimelineSelection::text(const TimelineModel &model,
                                const std::function<QString(const ChatMessage &)> &nameOf) const
{
    QStringList lines;
    QString only;
    for (int row = 0; row < model.rowCount(); ++row) {
        const ChatMessage &message = model.message(row);
        const QString name = nameOf(message);
        const QString text = copiedText(message, name);
        if (const auto piece = in(message.row, text.size())) {
            only = text.mid(piece->first, piece->second - piece->first);
            lines.append(copiedLine(message, name, only));
        }
    }
    return lines.size() == 1 ? only : lines.join(u'\n');
}

} // namespace natter
