// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>

namespace natter {

struct ChatMessage;
class TimelineModel;

/// Whole messages of a conversation that were chosen one by one, so that something can be done with all of them.
class MessageChoice
{
public:
    static constexpr int most = 100; ///< of them; what is more is not taken

    bool isEmpty() const { return m_rows.isEmpty(); }
    int count() const { return static_cast<int>(m_rows.size()); }
    bool contains(qint64 message) const { return m_rows.contains(message); }
    void toggle(qint64 message);
    /// Adds all from the one that was chosen last to this one.
    void extendTo(qint64 message, const TimelineModel &model);
    void remove(qint64 message) { m_rows.remove(message); }
    void clear();
    qint64 firstMessage() const; ///< 0: there is none
    qint64 lastMessage() const; ///< 0: there is none
    /// The oldest first.
    QList<ChatMessage> messages(const TimelineModel &model) const;

private:
    void add(qint64 message);

    QSet<qint64> m_rows; ///< of the store
    qint64 m_latest = 0; ///< the one that was chosen last
};

} // namespace natter
