// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_merge.h"

#include <algorithm>
#include <limits>

namespace natter {

static constexpr int readAtOnce = 1000;

HistoryMerge::HistoryMerge(Database &database, MessageStore &messages, MergeRows &rows,
                           const ConversationId &conversation, qint64 below)
    : m_database(database)
    , m_messages(messages)
    , m_rows(rows)
    , m_conversation(conversation)
    , m_isNewest(below == 0)
    , m_readFrom(below == 0 ? std::numeric_limits<qint64>::max() : below)
{
}

Result<> HistoryMerge::begin(ChatKind kind)
{
    const auto made = m_messages.ensureChat(m_conversation, kind);
    if (!made) {
        return tl::unexpected(made.error());
    }
    m_archive = { m_conversation.account, made->kind == ChatKind::Room ? m_conversation.peer : Jid() };
    const auto chat =
        m_database.number(QStringLiteral("SELECT c.id FROM chat c JOIN account a ON a.id = c.account WHERE a.jid = ? "
                                         "AND c.peer = ?"),
                          { m_conversation.account.toString(), m_conversation.peer.toString() });
    const auto unconfirmed = chat
        ? m_database.number(
            QStringLiteral("SELECT coalesce(min(id), ?) FROM message WHERE +chat = ? AND delivery IN (1, 4)"),
            { std::numeric_limits<qint64>::max(), *chat })
        : chat;
    const auto gaps = unconfirmed ? m_rows.gaps(m_archive) : tl::unexpected(unconfirmed.error());
    if (!gaps) {
        return tl::unexpected(gaps.error());
    }
    m_chat = *chat;
    m_unconfirmed = *unconfirmed;
    m_last = made->lastRow;
    m_read = made->readRow;
    m_gaps = *gaps;
    while (!m_isNewest && m_part < m_gaps && isBelow(m_readFrom, m_part)) {
        ++m_part;
    }
    return {};
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
            if (!isTaken(standing.row)) { // what was given is met again further below
                m_ahead.push_back(standing);
            }
        }
        (*found)->finish();
    }
    return m_ahead.empty() ? std::optional<Standing>() : m_ahead.front();
}

Result<> HistoryMerge::pass()
{
    const Standing standing = m_ahead.front();
    m_ahead.pop_front();
    m_hasPassed = true;
    m_reached = standing.row;
    while (m_part < m_gaps && isBelow(standing.row, m_part)) {
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
    return m_database.change(QStringLiteral("UPDATE message SET id = ? WHERE id = ?"), { *row, standing.row });
}

/// It is there twice, and was met before.
bool HistoryMerge::isInTail(const ChatMessage &message) const
{
    return std::any_of(m_tail.cbegin(), m_tail.cend(), [&message](const ChatMessage &each) {
        const bool sameArchiveId = !each.archiveId.isEmpty() && each.archiveId == message.archiveId;
        return sameArchiveId
            || (!each.stanzaId.isEmpty() && each.stanzaId == message.stanzaId && each.direction == message.direction
                && each.occupant == message.occupant && each.nick == message.nick && each.body == message.body);
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
    const auto gapIsHere = [&] { return m_ahead.empty() || isBelow(m_ahead.front().row, m_part); };
    const auto isOlder = [&](const ArchiveGap &gap) { return !gap.newerTime.isValid() || time < gap.newerTime; };
    while (m_part < m_gaps && gapIsHere() && isOlder(m_rows.gap(m_archive, m_part))) {
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

/// The greatest that is free in this part.
Result<qint64> HistoryMerge::takeRow()
{
    const auto row = m_rows.take(m_archive, m_part);
    if (row) {
        m_lowestTaken = std::min(m_lowestTaken.value_or(*row), *row);
    }
    return row;
}

Result<> HistoryMerge::end()
{
    const qint64 reached = m_reached; // what moves now is still ahead of what comes later
    while (m_isMoving) {
        const auto ahead = next();
        if (!ahead) {
            return tl::unexpected(ahead.error());
        }
        if (!*ahead) {
            break;
        }
        if (const auto passed = pass(); !passed) {
            return passed;
        }
    }
    m_reached = reached;
    if (m_isReordered && !m_readMet) { // nothing of what moved has been read
        m_read = std::min(m_read, *m_lowestTaken - 1);
    }
    for (auto message = m_tail.crbegin(); message != m_tail.crend(); ++message) {
        const auto placed = m_messages.place(*message, std::nullopt);
        if (!placed) {
            return tl::unexpected(placed.error());
        }
        m_reached = m_reached == 0 ? *placed : m_reached;
    }
    // What was imported has been read where it was; what was not here before says nothing of what is unread
    const bool wasEmpty = m_last == 0;
    const auto counted = m_database.change(
        QStringLiteral("UPDATE chat SET last_message = n.last, read_message = CASE WHEN ? OR (unread = 0 AND "
                       "read_message = last_message) THEN n.last ELSE ? END FROM (SELECT coalesce((SELECT m.id FROM "
                       "message m WHERE m.chat = ? AND m.shown ORDER BY m.id DESC LIMIT 1), 0) AS last) n WHERE "
                       "chat.id = ?"),
        { wasEmpty, m_read, m_chat, m_chat });
    // Nor is anybody told of it; and where rows moved, nobody knows what was displayed until the next marker
    const auto forgotten = counted && m_isReordered
        ? m_database.change(QStringLiteral("DELETE FROM displayed_by WHERE chat = ?"), { m_chat })
        : counted;
    return forgotten
        ? m_database.change(QStringLiteral("UPDATE chat SET told_message = max(told_message, read_message), "
                                           "displayed_message = CASE WHEN ? THEN NULL ELSE "
                                           "displayed_message END WHERE id = ?"),
                            { m_isReordered, m_chat })
        : forgotten;
}

} // namespace natter
