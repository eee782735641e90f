// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline_model.h"

#include "base/future.h"
#include "models/message_text.h"

#include <QLocale>

#include <algorithm>

namespace natter {

static constexpr int pageSize = 60;
static constexpr int mostRows = 600; ///< in memory, unless more are to be seen at once
static constexpr int keptBeyond = 240; ///< rows on either side of what is looked at
static constexpr int mostArriving = 120; ///< together: of more, in a room above all, the others are loaded when needed

TimelineModel::TimelineModel(const ConversationId &id, Conversations &conversations)
    : m_id(id)
    , m_conversations(conversations)
{
    const ChatSummary chat = conversations.summary(id);
    m_newLineAfter = chat.unread > 0 ? std::optional(chat.readRow) : std::nullopt;
    m_newCount = chat.unread;
    m_allSeen = chat.unread == 0;
    connect(&conversations, &Conversations::messageChanged, this, &TimelineModel::apply);
    connect(&conversations, &Conversations::filledIn, this,
            [this](const ChatSummary &changed, const QList<ChatMessage> &messages) {
                if (changed.id == m_id) {
                    fillIn(messages);
                }
            });
    connect(&conversations, &Conversations::removed, this, [this](const MessageRemoval &removal) {
        if (removal.chat.id == m_id) {
            remove(removal.rows);
        }
    });
    connect(&conversations, &Conversations::hidden, this,
            [this](const ConversationId &where, const QList<qint64> &rows) {
                if (where == m_id) {
                    remove(rows);
                }
            });
    connect(&conversations, &Conversations::rearranged, this, [this](const ChatSummary &changed) {
        if (changed.id == m_id) {
            beginAnew();
        }
    });
    connect(&conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &changed) {
        if (changed.id == m_id) {
            takeArrived(); // it comes behind all messages of a batch
            noteDisplayed(changed.displayedRow);
        }
    });
    loadOlder();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_messages.size()) {
        return {};
    }
    const ChatMessage &message = m_messages[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return shownText(message);
    case MessageRole:
        return QVariant::fromValue(message);
    default:
        return {};
    }
}

/// Waits for messages of the store; `take` gets them, unless another place is shown by then.
template <typename Take> void TimelineModel::await(const QFuture<Result<QList<ChatMessage>>> &messages, Take take)
{
    m_loading = true;
    whenDone(messages, this, [this, take, window = m_window](const Result<QList<ChatMessage>> &found) {
        if (window != m_window) {
            return;
        }
        m_loading = false;
        if (!found) {
            m_conversations.reportStorageError(found.error());
        }
        take(found);
    });
}

void TimelineModel::loadOlder()
{
    if (m_loading || m_atBeginning) {
        return;
    }
    const qint64 before = m_messages.isEmpty() ? 0 : m_messages.first().row;
    await(m_conversations.page(m_id, before, pageSize), [this](const Result<QList<ChatMessage>> &older) {
        if (older) {
            m_atBeginning = older->size() < pageSize;
            insertOlder(*older);
            if (m_atBeginning && m_newLineAfter == 0 && (m_messages.isEmpty() || m_messages.first().row > 0)) {
                m_newLineAfter.reset(); // there is nothing but news
            }
            if (m_atBeginning && older->isEmpty()) {
                Q_EMIT separatorsMoved(); // what is missing before all shows now
            }
        }
        if (!std::exchange(m_loaded, true)) {
            Q_EMIT loaded();
        }
    });
}

void TimelineModel::loadNewer()
{
    if (m_loading || m_atEnd || m_messages.isEmpty()) {
        return;
    }
    const auto page = m_conversations.pageAfter(m_id, m_messages.last().row, pageSize);
    await(page, [this](const Result<QList<ChatMessage>> &newer) {
        if (newer) {
            m_atEnd = newer->size() < pageSize;
            append(*newer);
            if (m_atEnd && newer->isEmpty()) {
                Q_EMIT separatorsMoved();
            }
        }
        if (m_atEnd) {
            Q_EMIT reachedEnd();
        }
    });
}

void TimelineModel::append(const QList<ChatMessage> &newer)
{
    if (newer.isEmpty()) {
        return;
    }
    const auto first = static_cast<int>(m_messages.size());
    beginInsertRows({}, first, first + static_cast<int>(newer.size()) - 1);
    m_messages += newer;
    endInsertRows();
}

void TimelineModel::replace(const QList<ChatMessage> &messages)
{
    beginResetModel();
    m_messages = messages;
    endResetModel();
}

void TimelineModel::showAround(qint64 message)
{
    takeArrived();
    stayHere();
    if (const int place = placeOf(message); place < rowCount() && m_messages[place].row == message) {
        Q_EMIT showsMessage(message);
        return;
    }
    const auto around = m_conversations.around(m_id, message, pageSize);
    await(around, [this, message](const Result<QList<ChatMessage>> &found) {
        if (!found) {
            if (m_messages.isEmpty()) {
                loadOlder(); // the newest are better than nothing
            }
            return;
        }
        const auto older = std::count_if(found->cbegin(), found->cend(),
                                         [message](const ChatMessage &each) { return each.row <= message; });
        m_atBeginning = older < pageSize;
        m_atEnd = found->size() - older < pageSize;
        replace(*found);
        Q_EMIT showsMessage(message); // first, or what is below it would count as seen
        if (!std::exchange(m_loaded, true)) {
            Q_EMIT loaded();
        }
    });
}

void TimelineModel::showNewest()
{
    if (!m_loaded) {
        return; // they are on their way
    }
    takeArrived();
    stayHere();
    if (m_atEnd) {
        return;
    }
    await(m_conversations.page(m_id, 0, pageSize), [this](const Result<QList<ChatMessage>> &found) {
        if (found) {
            m_atBeginning = found->size() < pageSize;
            m_atEnd = true;
            replace(*found);
        }
    });
}

/// Whatever is on its way comes too late.
void TimelineModel::stayHere()
{
    ++m_window;
    m_loading = false;
}

void TimelineModel::insertOlder(const QList<ChatMessage> &older)
{
    takeArrived();
    // What arrived while the page was on its way may be in it
    QList<ChatMessage> fresh;
    const qint64 first = m_messages.isEmpty() ? std::numeric_limits<qint64>::max() : m_messages.first().row;
    for (const ChatMessage &message : older) {
        if (message.row < first) {
            fresh.append(message);
        }
    }
    if (fresh.isEmpty()) {
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_messages = fresh + m_messages;
    endInsertRows();
}

/// Of the first message that is not before that one, by their rows in the store.
int TimelineModel::placeOf(qint64 message) const
{
    const auto place = std::lower_bound(m_messages.cbegin(), m_messages.cend(), message,
                                        [](const ChatMessage &each, qint64 row) { return each.row < row; });
    return static_cast<int>(place - m_messages.cbegin());
}

void TimelineModel::apply(const MessageChange &change)
{
    if (change.message.conversation != m_id) {
        return;
    }
    const bool isBehindAll = change.kind == MessageChange::Kind::Added && m_atEnd && change.message.row > lastRow();
    if (isBehindAll && (m_arriving.isEmpty() || change.message.row > m_arriving.last().row)) {
        m_arriving.append(change.message);
        return;
    }
    takeArrived();
    applyToQuotes(change);
    const int row = placeOf(change.message.row);
    if (row < rowCount() && m_messages[row].row == change.message.row) {
        m_messages[row] = change.message;
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    const bool isOlder = row == 0 && !m_messages.isEmpty() && !m_atBeginning;
    const bool isNewer = row == m_messages.size() && !m_atEnd;
    if (change.kind != MessageChange::Kind::Added) {
        return;
    }
    if (isNewer && !change.message.isOutgoing()) {
        if (std::exchange(m_allSeen, false)) {
            m_newLineAfter = change.message.row - 1; // where reading goes on, once it is here
            m_newCount = 0;
        }
        ++m_newCount;
    }
    if (!isOlder && !isNewer) {
        insert(row, { change.message });
    }
}

/// Where many arrive together, those are shown that somebody would see.
void TimelineModel::takeArrived()
{
    QList<ChatMessage> together = std::exchange(m_arriving, {});
    if (together.isEmpty()) {
        return;
    }
    const bool areMany = m_loaded && together.size() > mostArriving;
    if (areMany && m_followed) {
        together = together.last(mostArriving);
        stayHere();
        m_atBeginning = false;
        replace(together);
    } else {
        together = areMany ? together.first(mostArriving) : together;
        append(together);
        m_atEnd = m_atEnd && !areMany;
    }
    for (const ChatMessage &message : std::as_const(together)) {
        const int row = placeOf(message.row); // some of them may be forgotten again
        if (!message.isOutgoing() && row < rowCount() && m_messages[row].row == message.row) {
            Q_EMIT arrived(row);
        }
    }
    if (std::exchange(m_countMoved, false)) { // once for all of them
        Q_EMIT separatorsMoved();
    }
}

/// Those that answer it say what it says now. In a room they name it by the room's id for it.
void TimelineModel::applyToQuotes(const MessageChange &change)
{
    const ChatMessage &original = change.message;
    if (original.isAbout() || (original.stanzaId.isEmpty() && original.archiveId.isEmpty())) {
        return;
    }
    for (int row = 0; row < rowCount(); ++row) {
        auto &quote = m_messages[row].quote;
        if (!quote || quote->id.isEmpty()) {
            continue;
        }
        const bool isArchived = original.kind == ChatKind::Room && quote->id == original.archiveId;
        const bool isNamed = quote->id == original.stanzaId
            && original.row < m_messages[row].row // others may be so too
            && (quote->row == 0 || quote->row == original.row);
        if (!isArchived && !isNamed) {
            continue;
        }
        const Quote now { quote->id,
                          original.isRetracted() ? QString() : quote->said,
                          original.row,
                          original.spoiler ? QString() : original.body,
                          original.isOutgoing(),
                          original.isRetracted(),
                          original.nick };
        if (std::exchange(*quote, now) != now) {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

/// The other side has seen what we said, up to that row of the store.
void TimelineModel::noteDisplayed(qint64 upTo)
{
    using Delivery = ChatMessage::Delivery;
    for (int row = 0; row < rowCount() && m_messages[row].row <= upTo; ++row) {
        Delivery &delivery = m_messages[row].delivery;
        if (delivery == Delivery::OnServer || delivery == Delivery::Delivered) {
            delivery = Delivery::Displayed;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void TimelineModel::insert(int row, const QList<ChatMessage> &messages)
{
    beginInsertRows({}, row, row + static_cast<int>(messages.size()) - 1);
    m_messages = m_messages.mid(0, row) + messages + m_messages.mid(row);
    endInsertRows();
}

/// Nothing that is here stands between them.
void TimelineModel::fillIn(const QList<ChatMessage> &messages)
{
    takeArrived();
    const int row = placeOf(messages.first().row);
    if (row == 0) {
        applyOlder();
    } else if (row < rowCount() || m_atEnd) {
        insert(row, messages);
        noteFilledIn(row, messages);
    }
}

/// Pages of what was missed come from the newest back, and what we said from elsewhere answers all that stands before.
void TimelineModel::noteFilledIn(int row, const QList<ChatMessage> &messages)
{
    const auto isOurs = [](const ChatMessage &message) { return message.isOutgoing() && message.isShown; };
    const auto ours = std::find_if(messages.crbegin(), messages.crend(), isOurs);
    const auto behindOurs = messages.cend() - ours.base();
    const auto isNew = [](const ChatMessage &message) { return !message.isOutgoing() && message.isShown; };
    const auto news = static_cast<int>(std::count_if(ours.base(), messages.cend(), isNew));
    const bool isBehindLine = m_newLineAfter && messages.first().row > *m_newLineAfter;
    const bool begins = m_catchingUp && m_allSeen && (news > 0 || ours != messages.crend());
    if (!begins && !(isBehindLine && !m_allSeen)) {
        return;
    }
    if (begins || ours != messages.crend()) {
        const auto first = row + messages.size() - behindOurs; // of what is new
        m_newLineAfter = m_messages[first - 1].row;
    }
    m_newCount = (begins ? 0 : m_newCount) + news;
    m_allSeen = false;
    Q_EMIT separatorsMoved();
}

/// There is more above than there was: it is fetched when somebody gets there.
void TimelineModel::applyOlder()
{
    const bool wasAtBeginning = std::exchange(m_atBeginning, false);
    if (m_messages.isEmpty()) {
        loadOlder();
    } else if (wasAtBeginning) {
        Q_EMIT separatorsMoved();
    }
}

/// `isFirst`: nothing that was said stands above it.
TimelineModel::MissingPart TimelineModel::partOf(const ArchiveGap &gap, bool isFirst) const
{
    using State = MissingPart::State;
    const bool isBeforeRoom = isFirst && !gap.room.isNull() && gap.isHistory(); // which has rows of its own
    return { gap.id, gap.isBeforeAll() || isBeforeRoom,
             m_filling.contains(gap.id) ? State::Filling : (gap.isGone ? State::Gone : State::Open) };
}

std::optional<TimelineModel::MissingPart> TimelineModel::missingAbove(int row) const
{
    const bool isFirst = row == 0 && m_atBeginning;
    const auto isHere = [this, row, isFirst](const ArchiveGap &gap) {
        return gap.isBeforeAll()
            ? isFirst
            : gap.top < m_messages[row].row && (isFirst || (row > 0 && m_messages[row - 1].row <= gap.top));
    };
    const auto found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), isHere);
    return found == m_gaps.cend() ? std::nullopt : std::optional(partOf(*found, isFirst));
}

std::optional<TimelineModel::MissingPart> TimelineModel::missingBefore(qint64 message) const
{
    const int place = placeOf(message);
    return place < rowCount() && m_messages[place].row == message ? missingAbove(place) : std::nullopt;
}

std::optional<TimelineModel::MissingPart> TimelineModel::missingAtEnd() const
{
    const auto found = std::find_if(m_gaps.cbegin(), m_gaps.cend(), [this](const ArchiveGap &gap) {
        return m_atEnd && !gap.isBeforeAll() && lastRow() != 0 && gap.top >= lastRow();
    });
    return found == m_gaps.cend() ? std::nullopt : std::optional(partOf(*found, false));
}

/// By the store's row of the message that each is shown at.
QList<std::pair<qint64, TimelineModel::MissingPart>> TimelineModel::missingParts() const
{
    QList<std::pair<qint64, MissingPart>> parts;
    for (int row = 0; row < rowCount() && !m_gaps.isEmpty(); ++row) {
        if (const auto part = missingAbove(row)) {
            parts.append({ m_messages[row].row, *part });
        }
    }
    if (const auto part = missingAtEnd()) {
        parts.append({ 0, *part });
    }
    return parts;
}

/// They change with each page that is fetched, what is shown of them mostly not.
void TimelineModel::setGaps(const QList<ArchiveGap> &gaps, const QSet<qint64> &filling)
{
    const auto before = missingParts();
    const Jid room = m_conversations.summary(m_id).kind == ChatKind::Room ? m_id.peer : Jid();
    m_gaps = gaps;
    m_gaps.removeIf([&room](const ArchiveGap &gap) { return gap.room != room; });
    m_filling = filling;
    if (missingParts() != before) {
        Q_EMIT separatorsMoved();
    }
}

void TimelineModel::setEvents(const RoomEvents *events)
{
    if (m_events == events) {
        return;
    }
    if (m_events) {
        m_events->disconnect(this);
    }
    m_events = events;
    if (events) {
        connect(events, &RoomEvents::changed, this, &TimelineModel::separatorsMoved);
    }
    Q_EMIT separatorsMoved();
}

void TimelineModel::keepAround(int first, int last)
{
    if (rowCount() <= mostRows) {
        return;
    }
    const int lastKept = qMin(last + keptBeyond, rowCount() - 1);
    const int firstKept = qMax(first - keptBeyond, 0);
    if (lastKept < rowCount() - 1) {
        stayHere();
        m_atEnd = false;
        forget(lastKept + 1, rowCount() - 1);
    }
    if (firstKept > 0) {
        stayHere();
        m_atBeginning = false;
        forget(0, firstKept - 1);
    }
}

void TimelineModel::forget(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_messages.remove(first, last - first + 1);
    endRemoveRows();
}

/// By their rows in the store, from the lowest on.
void TimelineModel::remove(const QList<qint64> &messages)
{
    stayHere(); // a page that is on its way may have some of them
    takeArrived();
    const auto isGone = [&messages](const ChatMessage &message) {
        return std::binary_search(messages.cbegin(), messages.cend(), message.row);
    };
    for (int row = 0; row < rowCount(); ++row) {
        auto &quote = m_messages[row].quote;
        if (quote && std::binary_search(messages.cbegin(), messages.cend(), quote->row)) {
            *quote = Quote { quote->id, {} };
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!isGone(m_messages[last])) {
            continue;
        }
        int first = last;
        while (first > 0 && isGone(m_messages[first - 1])) {
            --first;
        }
        forget(first, last);
        last = first;
    }
    if (m_messages.isEmpty()) {
        m_atBeginning = false;
        m_atEnd = true;
    }
    if (m_messages.isEmpty() || !m_loaded) {
        loadOlder();
    }
}

void TimelineModel::beginAnew()
{
    m_arriving.clear();
    stayHere();
    m_newLineAfter.reset();
    m_atBeginning = false;
    m_atEnd = true;
    replace({});
    loadOlder();
}

void TimelineModel::noteUnseen(int row)
{
    if (row <= 0) {
        return;
    }
    if (std::exchange(m_allSeen, false)) {
        m_newLineAfter = m_messages[row - 1].row;
        m_newCount = 1;
        Q_EMIT separatorsMoved();
    } else if (m_newLineAfter) {
        ++m_newCount;
        m_countMoved = true;
    }
}

void TimelineModel::forgetNewLine()
{
    if (std::exchange(m_newLineAfter, std::nullopt)) {
        Q_EMIT separatorsMoved();
    }
}

} // namespace natter
