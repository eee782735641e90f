// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_merge.h"

#include <algorithm>
#include <limits>

namespace natter {

static constexpr int readAtOnce = 1000;

HistoryMerge::HistoryMerge(Database &database, MessageStore &messages, const ConversationId &conversation, qint64 below)
    : m_database(database)
    , m_messages(messages)
    , m_conversation(conversation)
    , m_isNewest(below == 0)
    , m_readFrom(below == 0 ? std::numeric_limits<qint64>::max() : below)
{
}

Result<> HistoryMerge::change(const QString &sql, const QVariantList &values)
{
    const auto ran = m_database.run(sql, values);
    return ran ? Result<>() : tl::unexpected(ran.error());
}

Result<qint64> HistoryMerge::number(const QString &sql, const QVariantList &values)
{
    auto found = m_database.run(sql, values);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const qint64 value = (*found)->next() ? (*found)->value(0).toLongLong() : 0;
    (*found)->finish();
    return value;
}

Result<> HistoryMerge::begin(const QList<ArchiveGap> &gaps)
{
    const auto made = m_messages.ensureChat(m_conversation);
    if (!made) {
        return tl::unexpected(made.error());
    }
    const auto chat =
        number(QStringLiteral("SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ? "
                              "AND c.peer = ?"),
               { m_conversation.account.toString(), m_conversation.peer.toString() });
    const auto lowest = chat ? m_messages.rowBelowAll() : chat;
    const auto unconfirmed = lowest
        ? number(QStringLiteral("SELECT coalesce(min(id), ?) FROM message WHERE +chat = ? AND delivery IN (1, 4)"),
                 { std::numeric_limits<qint64>::max(), *chat })
        : lowest;
    if (!unconfirmed) {
        return tl::unexpected(unconfirmed.error());
    }
    m_chat = *chat;
    m_lowest = *lowest + 1;
    m_unconfirmed = *unconfirmed;
    m_last = made->lastRow;
    m_read = made->readRow;
    QList<ArchiveGap> newestFirst = gaps;
    std::sort(newestFirst.begin(), newestFirst.end(), [](const ArchiveGap &a, const ArchiveGap &b) {
        return !a.isBeforeAll() && (b.isBeforeAll() || a.top > b.top);
    });
    for (const ArchiveGap &gap : std::as_const(newestFirst)) {
        m_parts.append({ gap, gap.top });
    }
    while (!m_isNewest && m_part < m_parts.size() && isBelow(m_readFrom, m_parts[m_part])) {
        ++m_part;
    }
    return {};
}

/// Rows that this walk has given are met again further below.
bool HistoryMerge::isTaken(qint64 row) const
{
    return row < m_lowest || std::any_of(m_parts.cbegin(), m_parts.cend(), [row](const Part &part) {
               return part.firstTop != 0 && row <= part.firstTop && row > part.gap.top;
           });
}

/// The next message that stands here, which is passed later; none: that was the last.
Result<std::optional<HistoryMerge::Standing>> HistoryMerge::next()
{
    if (m_ahead.empty()) {
        auto found = m_database.run(
            QStringLiteral("SELECT id, time FROM message WHERE chat = ? AND id < ? ORDER BY id DESC LIMIT ?"),
            { m_chat, m_readFrom, readAtOnce });
        if (!found) {
            return tl::unexpected(found.error());
        }
        while ((*found)->next()) {
            const Standing standing { (*found)->value(0).toLongLong(), (*found)->value(1).toLongLong() };
            m_readFrom = standing.row;
            if (!isTaken(standing.row)) {
                m_ahead.push_back(standing);
            }
        }
        (*found)->finish();
    }
    return m_ahead.empty() ? std::optional<Standing>() : m_ahead.front();
}

bool HistoryMerge::isBelow(qint64 row, const Part &part) const { return part.firstTop != 0 && row <= part.firstTop; }

Result<> HistoryMerge::pass()
{
    const Standing standing = m_ahead.front();
    m_ahead.pop_front();
    m_hasPassed = true;
    m_reached = standing.row;
    while (m_part < m_parts.size() && isBelow(standing.row, m_parts[m_part])) {
        ++m_part;
        m_isMoving = false;
    }
    const bool isRead = standing.row <= m_read && !m_readMet;
    m_readMet = m_readMet || isRead;
    if (!m_isMoving) {
        return {};
    }
    const auto row = takeRow();
    if (!row) {
        return tl::unexpected(row.error());
    }
    m_isReordered = true;
    m_reached = *row;
    m_read = isRead ? *row : m_read;
    return change(QStringLiteral("UPDATE message SET id = ? WHERE id = ?"), { *row, standing.row });
}

/// It is there twice, and was met before.
bool HistoryMerge::isInTail(const ChatMessage &message) const
{
    return std::any_of(m_tail.cbegin(), m_tail.cend(), [&message](const ChatMessage &each) {
        const bool sameArchiveId = !each.archiveId.isEmpty() && each.archiveId == message.archiveId;
        return sameArchiveId
            || (!each.stanzaId.isEmpty() && each.stanzaId == message.stanzaId && each.direction == message.direction
                && each.body == message.body);
    });
}

Result<> HistoryMerge::add(const ChatMessage &message, const QDateTime &time)
{
    const auto known = m_messages.rowOfSame(message);
    if (!known) {
        return tl::unexpected(known.error());
    }
    if ((*known != 0 && isTaken(*known)) || isInTail(message)) {
        return {};
    }
    const qint64 milliseconds = time.toMSecsSinceEpoch();
    const auto isPassed = [&](const Standing &standing) {
        return *known != 0 ? standing.row >= *known : standing.time > milliseconds || standing.row >= m_unconfirmed;
    };
    auto ahead = next();
    while (ahead && *ahead && isPassed(**ahead)) {
        const auto passed = pass();
        ahead = passed ? next() : tl::unexpected(passed.error());
    }
    if (!ahead) {
        return tl::unexpected(ahead.error());
    }
    return *known != 0 ? Result<>() : place(message, time);
}

/// In front of what is ahead.
Result<> HistoryMerge::place(const ChatMessage &message, const QDateTime &time)
{
    ++m_added;
    if (m_isNewest && !m_hasPassed && !m_ahead.empty()) {
        m_tail.append(message);
        return {};
    }
    const auto gapIsHere = [&](const Part &part) { return m_ahead.empty() || isBelow(m_ahead.front().row, part); };
    const auto isOlder = [&](const ArchiveGap &gap) { return !gap.newerTime.isValid() || time < gap.newerTime; };
    while (m_part < m_parts.size() && gapIsHere(m_parts[m_part]) && isOlder(m_parts[m_part].gap)) {
        ++m_part;
        m_isMoving = false;
    }
    const auto row = takeRow();
    if (!row) {
        return tl::unexpected(row.error());
    }
    m_isMoving = true;
    m_reached = *row;
    if (!m_readMet && (m_ahead.empty() || m_ahead.front().row <= m_read)) {
        m_readMet = true; // all that is ahead has been read, and this as well
        m_read = *row;
    }
    const auto placed = m_messages.place(message, *row);
    return placed ? Result<>() : tl::unexpected(placed.error());
}

Result<qint64> HistoryMerge::rowBelowAll()
{
    const auto below = m_below ? Result<qint64>(*m_below) : m_messages.rowBelowAll();
    if (below) {
        m_below = *below - 1;
    }
    return below;
}

/// The greatest that is free in this part.
Result<qint64> HistoryMerge::takeRow()
{
    Result<qint64> row = 0;
    if (m_part < m_parts.size() && m_parts[m_part].firstTop != 0) {
        row = m_parts[m_part].gap.top--;
    } else {
        row = rowBelowAll();
        Part *last = m_parts.isEmpty() ? nullptr : &m_parts.last();
        if (row && m_part == m_parts.size() && last && last->gap.isBeforeAll()) {
            last->gap.top = *row; // what fills it has its place above these
            row = *row - MessageStore::room;
            m_below = *row - 1;
            if (const auto left = m_messages.leaveRowsFrom(*row); !left) {
                return tl::unexpected(left.error());
            }
        }
    }
    if (row) {
        m_rows.append(*row);
    }
    return row;
}

QList<ArchiveGap> HistoryMerge::changedGaps() const
{
    QList<ArchiveGap> changed;
    for (const Part &part : m_parts) {
        if (part.gap.top != part.firstTop) {
            changed.append(part.gap);
        }
    }
    return changed;
}

/// For the search: in pieces without holes.
Result<> HistoryMerge::noteRows()
{
    std::sort(m_rows.begin(), m_rows.end());
    for (qsizetype first = 0; first < m_rows.size();) {
        qsizetype last = first;
        while (last + 1 < m_rows.size() && m_rows[last + 1] == m_rows[last] + 1) {
            ++last;
        }
        const auto noted =
            change(QStringLiteral("INSERT INTO filled (first, last) VALUES (?, ?)"), { m_rows[first], m_rows[last] });
        if (!noted) {
            return noted;
        }
        first = last + 1;
    }
    return {};
}

Result<> HistoryMerge::end()
{
    const qint64 reached = m_reached; // what moves now is still ahead of what comes later
    auto ahead = m_isMoving ? next() : Result<std::optional<Standing>>();
    while (ahead && *ahead && m_isMoving) {
        const auto passed = pass();
        ahead = passed ? next() : tl::unexpected(passed.error());
    }
    m_reached = reached;
    if (m_isReordered && !m_readMet) { // nothing of what moved has been read
        m_read = std::min(m_read, *std::min_element(m_rows.cbegin(), m_rows.cend()) - 1);
    }
    Result<> done = ahead ? Result<>() : tl::unexpected(ahead.error());
    for (auto message = m_tail.crbegin(); done && message != m_tail.crend(); ++message) {
        const auto placed = m_messages.place(*message, std::nullopt);
        done = placed ? Result<>() : tl::unexpected(placed.error());
        m_reached = placed && m_reached == 0 ? *placed : m_reached;
    }
    done = done ? noteRows() : done;
    // What was imported has been read where it was; what was not here before says nothing of what is unread
    const bool wasEmpty = m_last == 0;
    return done
        ? change(QStringLiteral("UPDATE chat SET last_message = coalesce((SELECT max(m.id) FROM message m WHERE "
                                "m.chat = chat.id), 0), read_message = CASE WHEN ? OR (unread = 0 AND "
                                "read_message = last_message) THEN coalesce((SELECT max(m.id) FROM message m "
                                "WHERE m.chat = chat.id), 0) ELSE ? END WHERE id = ?"),
                 { wasEmpty, m_read, m_chat })
        : done;
}

} // namespace natter
