// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_choice.h"

#include "models/timeline_model.h"

#include <algorithm>

namespace natter {

void MessageChoice::add(qint64 message)
{
    if (m_rows.size() < most) {
        m_rows.insert(message);
    }
}

void MessageChoice::toggle(qint64 message)
{
    m_latest = message;
    if (!m_rows.remove(message)) {
        add(message);
    }
}

/// Those next to where it began come first, if they are too many.
void MessageChoice::extendTo(qint64 message, const TimelineModel &model)
{
    const qint64 from = m_latest == 0 ? message : m_latest;
    QList<qint64> between;
    for (int row = 0; row < model.rowCount(); ++row) {
        const qint64 candidate = model.message(row).row;
        if (candidate >= qMin(from, message) && candidate <= qMax(from, message)) {
            between.append(candidate);
        }
    }
    if (from > message) {
        std::reverse(between.begin(), between.end());
    }
    for (const qint64 candidate : std::as_const(between)) {
        add(candidate);
    }
    m_latest = message;
}

void MessageChoice::clear()
{
    m_rows.clear();
    m_latest = 0;
}

qint64 MessageChoice::firstMessage() const { return isEmpty() ? 0 : *std::min_element(m_rows.cbegin(), m_rows.cend()); }

qint64 MessageChoice::lastMessage() const { return isEmpty() ? 0 : *std::max_element(m_rows.cbegin(), m_rows.cend()); }

QList<ChatMessage> MessageChoice::messages(const TimelineModel &model) const
{
    QList<ChatMessage> chosen;
    for (int row = 0; row < model.rowCount() && !isEmpty(); ++row) {
        if (contains(model.message(row).row)) {
            chosen.append(model.message(row));
        }
    }
    return chosen;
}

} // namespace natter
