// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <utility>

namespace natter {

struct ChatMessage;
class TimelineModel;

/// A piece of a conversation, from a place in one message to a place in another.
class TimelineSelection
{
public:
    /// Between two characters of a message.
    struct Place
    {
        qint64 message = 0; ///< its row in the store
        qsizetype position = 0;

        friend auto operator<=>(const Place &, const Place &) = default;
    };
    /// Behind all that the message has.
    static Place endOf(qint64 message);

    void begin(const Place &place);
    void extendTo(const Place &place) { m_cursor = place; }
    /// Whole messages, from where it began to this one.
    void extendToMessage(qint64 message);
    /// One piece of one message.
    void set(qint64 message, qsizetype first, qsizetype last);
    void clear() { m_anchor = m_cursor = {}; }
    bool isEmpty() const { return m_anchor == m_cursor; }
    qint64 firstMessage() const { return first().message; }
    qint64 lastMessage() const { return last().message; }

    /// What of a message with that many characters is selected: the first, and the one behind the last.
    std::optional<std::pair<qsizetype, qsizetype>> in(qint64 message, qsizetype length) const;
    /// Those of which something is selected.
    QList<ChatMessage> messages(const TimelineModel &model) const;
    /// What to copy: of one message only what is selected, of several with names and times.
    QString text(const TimelineModel &model, const std::function<QString(const ChatMessage &)> &nameOf) const;

private:
    const Place &first() const { return m_anchor < m_cursor ? m_anchor : m_cursor; }
    const Place &last() const { return m_anchor < m_cursor ? m_cursor : m_anchor; }

    Place m_anchor;
    Place m_cursor;
};

} // namespace natter
